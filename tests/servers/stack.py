"""Fixture of the stack server."""
