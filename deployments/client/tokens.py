"""The token store: ``<data>/tokens.json``, readable by its owner only, one login per web app."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError


class Login(BaseModel):
    """What a login gave. Times are ISO 8601 strings as the server sent them."""

    email: str
    access_token: str
    refresh_token: str


_LOGINS = TypeAdapter(dict[str, Login])


class TokenStore:
    """Logins by the web app's URL. Changes are atomic; ``locked`` keeps two commands from refreshing one token."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "tokens.json"

    def get(self, url: str) -> Login | None:
        """The login at a web app, or None."""
        return self._read().get(url)

    def put(self, url: str, login: Login) -> None:
        """Keep a login."""
        self._write({**self._read(), url: login})

    def drop(self, url: str) -> None:
        """Forget a login."""
        self._write({key: value for key, value in self._read().items() if key != url})

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One process at a time, for reading, refreshing and writing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)

    def _read(self) -> dict[str, Login]:
        try:
            return _LOGINS.validate_json(self.path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return {}

    def _write(self, logins: dict[str, Login]) -> None:
        write_private(self.path, json.dumps({url: login.model_dump() for url, login in logins.items()}, indent=1))


def write_private(path: Path, content: str) -> None:
    """Write a file of mode 600 and move it into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(content)
    aside.replace(path)
