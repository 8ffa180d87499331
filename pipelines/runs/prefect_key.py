"""The key of the installation's own Prefect server, and the tickets that open its interface without it.

The server, the worker and the web app read it from one file of the data folder (docs/adr/0214-prefect-is-closed.md).
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.runs.secret_files import WrongKeyFile, made_once

FILE = "prefect-key"
TICKET_LIFE = timedelta(minutes=10)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ENTRANCE = "/refdesk-enter"
WRONG_KEY = (
    "The Prefect server refuses this installation's key. Give its PREFECT_SERVER_API_AUTH_STRING as "
    "PREFECT_API_AUTH_STRING to web app and worker; at the own server leave both out, end every program and start anew."
)


def own_key(data_dir: Path) -> str:
    """The key of the installation's own server (``user:password``), made by whoever asks first.

    Raises ``WrongKeyFile`` for a file that was emptied: an empty key would leave the server open.
    """
    path = data_dir / FILE
    key = made_once(path, lambda: f"refdesk:{secrets.token_hex(32)}")
    if len(key) < len("refdesk:") + 32:
        raise WrongKeyFile(f"{path} is damaged: remove it and start anew, a fresh key is made.")
    return key


def is_own(api_url: str, *, port: int) -> bool:
    """Whether this API is the installation's own server: on this machine, at its port. No other gets the key."""
    try:
        parts = urlsplit(api_url)
        return parts.hostname in LOOPBACK and parts.port == port
    except ValueError:
        return False


def ticket(key: str, *, at: datetime) -> str:
    """What opens the server's interface for ten to twenty minutes; the same one for ten minutes."""
    life = int(TICKET_LIFE.total_seconds())
    until = (int(at.timestamp()) // life + 2) * life
    return f"{until}.{_mac(key, until)}"


def opens(key: str, presented: str, *, at: datetime) -> bool:
    """Whether a ticket is of this key and not too old."""
    until, _, mac = presented.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12 and mac.isascii()):
        return False
    return at.timestamp() < int(until) and hmac.compare_digest(mac, _mac(key, int(until)))


def _mac(key: str, until: int) -> str:
    return hmac.new(key.encode(), f"refdesk-enter {until}".encode(), hashlib.sha256).hexdigest()
