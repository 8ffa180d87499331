"""Haystack's own types at the border: a ``DocumentStore`` over the index, passages as ``Document``s and back."""
