"""Ingestion as the web app sees it, and Prefect's REST API behind it."""
