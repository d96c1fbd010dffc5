"""The form pane: generated from the form's declaration, one editor per kind of field."""
