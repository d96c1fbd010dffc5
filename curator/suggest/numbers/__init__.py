"""The grammar of numbers: what a text counts and measures, with offsets and as written."""
