"""Fixture of the opensearch server."""
