"""Embedders of the registry, fetched and run for real."""
