"""Programs that watch the installation: scrapers of its numbers, the launcher. They have a key, no account."""

import hmac
import secrets

from pipelines.runs.secret_files import made_once
from webapp.settings import WebSettings


class WatchKey:
    """The key of this installation's watchers: the configured one, else the data folder's, made when it is needed."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings

    def opens(self, presented: str | None) -> bool:
        """Whether whoever presents this is a watcher. While only this machine reaches the service, everybody is."""
        if self._settings.is_private:
            return True
        key = self._key  # made by now, for who looks for its file
        return presented is not None and hmac.compare_digest(presented.encode(), key.encode())

    @property
    def _key(self) -> str:
        given = self._settings.watch_key
        if given is not None:
            return given.get_secret_value()
        return made_once(self._settings.watch_key_path, lambda: secrets.token_hex(32))
