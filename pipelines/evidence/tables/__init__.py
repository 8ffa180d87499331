"""Exact answers from the rows of stored tables: what a question asks of them, and only what every word of it accounts for."""
