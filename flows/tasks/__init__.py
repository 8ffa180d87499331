"""Prefect tasks, each around one outside thing: retries live here."""
