"""Haystack pipelines: how documents are indexed and questions answered. Knows no Flask, no Prefect, no ORM."""

import os

# Haystack reads this once, while it is imported: the only thing that importing this package does.
os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "false")
