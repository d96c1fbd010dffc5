"""Suggestions in the window: asked for, shown, answered; vocabularies and track records."""
