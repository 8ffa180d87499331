"""The link that opens the demo account in a browser on this machine: its code works once, for ten minutes."""

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta

from deployments.client.tokens import write_private
from deployments.settings import LocalSettings

LIFE = timedelta(minutes=10)
# The hosts that the web app opens the demo for.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def demo_link(settings: LocalSettings, email: str) -> str | None:
    """A fresh link; the one before is void. None where the stack listens on another address than loopback.

    Its code is kept as a hash in ``<data>/demo-code.json`` (mode 600), which the web app reads and removes.
    """
    if settings.reachable_host not in LOOPBACK:
        return None
    code = secrets.token_urlsafe(24)
    kept = {
        "email": email,
        "sha256": hashlib.sha256(code.encode()).hexdigest(),
        "expires_at": (datetime.now(UTC) + LIFE).isoformat(),
    }
    write_private(settings.data_dir / "demo-code.json", json.dumps(kept))
    return f"{settings.local_url}/welcome?code={code}"
