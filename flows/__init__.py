"""Prefect flows: when documents are brought in, retries, concurrency and progress. Knows pipelines, no Flask, no ORM."""
