"""Bytes in, texts out."""
