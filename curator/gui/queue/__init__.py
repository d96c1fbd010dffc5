"""The list of articles and studies: filter, counts, and as many rows as there are."""
