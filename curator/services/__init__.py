"""The use cases.  Importing this package imports nothing heavy."""
