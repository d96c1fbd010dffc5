"""Small controls that the panes are made of, painted from the theme's tokens."""
