"""Curator: build a study registry from articles, by hand, fast and trustworthy."""
