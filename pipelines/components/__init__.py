"""Haystack components, one per file; each survives ``to_dict`` and ``from_dict``."""
