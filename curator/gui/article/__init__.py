"""The article beside the form: exact text, evidence, find, and the letters that fill fields."""
