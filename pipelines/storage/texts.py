"""Stored texts, read once and kept: a version's text never changes, so a copy in memory cannot be stale."""

from threading import Lock

from cachetools import LRUCache, TTLCache

from pipelines.errors import StorageError
from pipelines.storage.blobs import Storage
from pipelines.structure.simple import with_blocks
from pipelines.types import Text

CHARACTERS = 16_000_000
# What a block and a cell take in memory, in characters.
BLOCK, CELL = 150, 110
# How long the latest text that is longer than the budget is kept, in seconds: one question looks at it a dozen times.
LARGE_KEPT = 30.0

_Key = tuple[str, str, str]


class StoredTexts:
    """Texts by organisation, document and version, the latest used within a budget of characters. Thread-safe.

    All of them have blocks, also those that were stored before there were any.
    """

    def __init__(self, storage: Storage, *, characters: int = CHARACTERS) -> None:
        self._storage = storage
        self._lock = Lock()
        self._kept = LRUCache[_Key, Text](characters, getsizeof=_size)
        self._large: TTLCache[_Key, Text] = TTLCache(1, LARGE_KEPT)

    def get(self, *, org_id: str, document_id: str, version: str) -> Text | None:
        """The text, or None where storage does not (or no longer) have it."""
        key = (org_id, document_id, version)
        with self._lock:
            self._large.expire()
            if (kept := self._kept.get(key) or self._large.get(key)) is not None:
                return kept
        try:
            text = with_blocks(self._storage.get_text(org_id=org_id, document_id=document_id, version=version))
        except (StorageError, OSError):
            return None
        with self._lock:
            self._keep(key, text)
        return text

    def _keep(self, key: _Key, text: Text) -> None:
        try:
            self._kept[key] = text
        except ValueError:
            # Longer than the whole budget: the only one of its size, and not for long.
            self._large[key] = text


def _size(text: Text) -> int:
    return len(text.text) + sum(BLOCK + CELL * len(block.cells) for block in text.blocks)
