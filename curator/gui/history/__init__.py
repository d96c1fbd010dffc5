"""The changes of a study: what, by whom, why; any two compared; what was, restored."""
