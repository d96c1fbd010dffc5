"""Lists of references, each record an article without full text.  Imported in child processes."""
