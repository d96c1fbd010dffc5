"""Bibliographic records in the words of exchange formats, both ways, without their punctuation."""
