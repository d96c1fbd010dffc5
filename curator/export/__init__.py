"""One writer per format, all from the record and the form."""
