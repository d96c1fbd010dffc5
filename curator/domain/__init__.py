"""The model: values and pure functions; standard library and rfc8785 only."""
