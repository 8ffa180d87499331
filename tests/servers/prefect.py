"""Fixture of the prefect server."""
