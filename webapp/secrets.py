"""The installation's own secret: random, made once, readable by its owner only."""

import os
import secrets
from pathlib import Path

from webapp.settings import WebSettings, refuse_weak_secret


def secret_key(settings: WebSettings) -> str:
    """The key that signs tokens: the configured one, else the one in the data folder, made at the first start."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    if not settings.secret_path.exists():
        _create(settings.secret_path)
    secret = settings.secret_path.read_text(encoding="ascii").strip()
    refuse_weak_secret(secret)
    return secret


def _create(path: Path) -> None:
    # Written aside and linked into place: of processes that start together one wins, and nobody reads half a key.
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(secrets.token_hex(32))
        out.flush()
        os.fsync(out.fileno())
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass  # Another process was first; its key counts.
    finally:
        aside.unlink()
