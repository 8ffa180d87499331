"""Stored texts, read once and kept: a version's text never changes, so a copy in memory cannot be stale."""

from collections import OrderedDict
from threading import Lock

from pipelines.errors import StorageError
from pipelines.storage import Storage
from pipelines.types import Text

CHARACTERS = 8_000_000

_Key = tuple[str, str, str]


class StoredTexts:
    """Texts by organisation, document and version, the latest used within a budget of characters. Thread-safe."""

    def __init__(self, storage: Storage, *, characters: int = CHARACTERS) -> None:
        self._storage = storage
        self._budget = characters
        self._lock = Lock()
        self._kept: OrderedDict[_Key, Text] = OrderedDict()
        self._size = 0

    def get(self, *, org_id: str, document_id: str, version: str) -> Text | None:
        """The text, or None where storage does not (or no longer) have it."""
        key = (org_id, document_id, version)
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return kept
        try:
            text = self._storage.get_text(org_id=org_id, document_id=document_id, version=version)
        except (StorageError, OSError):
            return None
        self._keep(key, text)
        return text

    def _keep(self, key: _Key, text: Text) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = text
            self._size += len(text.text)
            while self._size > self._budget and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1].text)
