"""Situations planted on purpose, one family of checks a file: what must be raised, and its near-misses."""
