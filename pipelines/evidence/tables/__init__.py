"""Exact answers from the rows of stored tables, given only where every word of a question is accounted for."""
