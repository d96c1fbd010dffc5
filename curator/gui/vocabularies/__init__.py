"""Vocabularies in the window: what is installed, loading, upgrades."""
