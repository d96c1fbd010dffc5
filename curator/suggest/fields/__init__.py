"""Rules by field: each module lists its own in ``RULES``."""
