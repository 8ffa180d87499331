"""The tables of stored texts, read once and kept."""

from threading import Lock

from cachetools import LRUCache

from pipelines.evidence.tables.reading import tables_of
from pipelines.evidence.tables.table import Table
from pipelines.questions import Passage
from pipelines.storage.texts import StoredTexts

# Characters of the texts whose tables are kept.
CHARACTERS = 8_000_000

_Key = tuple[str, str, str]
_Kept = tuple[int, tuple[Table, ...]]


class Tables:
    """Tables by organisation, document and version, the latest used within a budget. Thread-safe: a version's tables
    never change, and two threads may read the same ones twice.
    """

    def __init__(self, texts: StoredTexts, *, characters: int = CHARACTERS) -> None:
        self._texts = texts
        self._lock = Lock()
        self._kept = LRUCache[_Key, _Kept](characters, getsizeof=lambda kept: kept[0])

    def of(self, passage: Passage) -> tuple[Table, ...]:
        """The tables of a passage's document; none where its text is gone."""
        key = (passage.org_id, passage.document_id, passage.version)
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                return kept[1]
        text = self._texts.get(org_id=key[0], document_id=key[1], version=key[2])
        found = () if text is None else tables_of(text)
        size = 1 if text is None or not found else len(text.text)
        if text is not None and size <= self._kept.maxsize:
            with self._lock:
                self._kept[key] = size, found
        return found
