"""Fixtures that come with the stores."""

from __future__ import annotations

from tests.store.postgres import database, fresh_database, place, postgres

__all__ = ["database", "fresh_database", "place", "postgres"]
