"""Whose certificates are believed, of servers that the operator or a user names."""

import ssl
from pathlib import Path


def trusting(authorities: Path | None) -> ssl.SSLContext:
    """A context that trusts the public authorities (certifi's) and those of a PEM file. Raises ``OSError``."""
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    if authorities is not None:
        context.load_verify_locations(cafile=authorities)
    return context
