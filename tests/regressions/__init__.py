"""Failures of the earlier system, a test each; `docs/troubleshooting.md` tells each with its remedy."""
