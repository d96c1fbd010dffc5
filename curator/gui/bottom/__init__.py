"""The panel below: evidence, history, comparison, problems and tasks."""
