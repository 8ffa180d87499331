"""The one-time code that opens the demo account on the machine where ``make up`` printed it. Free of Flask.

``<data>/demo-code.json`` (mode 600) is written by the launcher: ``{email, sha256, expires_at}``, the code itself only
as its hash. Whoever removes the file has used the code.
"""

import hashlib
import hmac
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

from webapp.errors import Forbidden, Unauthorized
from webapp.sql.database import now

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
REFUSED = (
    "This link is used, too old or of another start: `make up` prints a new one; or log in with the demo's password."
)


class DemoCode(BaseModel):
    """A code that was given out."""

    email: str
    sha256: str
    expires_at: AwareDatetime


class DemoCodes:
    """The demo code of an installation, if there is one."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "demo-code.json"

    def use(self, code: str, *, host: str) -> str:
        """The e-mail of the account that the code opens, once.

        Raises ``Forbidden`` when ``host``, the Host header, is not this machine's own name for itself, and
        ``Unauthorized`` for a code that is wrong, used or too old.
        """
        if _name_of(host) not in LOOPBACK:
            raise Forbidden("The demo opens on the machine that it runs on only.", code="demo_host")
        given = self._given(now())
        if given is None or not hmac.compare_digest(given.sha256, hashlib.sha256(code.encode()).hexdigest()):
            raise _refused()
        try:
            self._path.unlink()
        except FileNotFoundError:  # somebody else was first
            raise _refused() from None
        return given.email

    def _given(self, at: datetime) -> DemoCode | None:
        try:
            given = DemoCode.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None
        return given if at < given.expires_at else None


def _name_of(host: str) -> str:
    """A Host header without its port; IPv6 in its brackets."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _refused() -> Unauthorized:
    return Unauthorized(REFUSED, code="demo_code")
