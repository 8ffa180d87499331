"""Prefect flows: when documents are brought in, retries, concurrency, progress. Knows no Flask and no ORM."""
