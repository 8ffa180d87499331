"""Layouts beside the stored texts they belong to: written once, proven against the text, read page by page.

A file is the sha256 of the stored text's file, then the layout: a text that is not the one it was made for is noticed
without reading it as JSON.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import structlog

from pipelines.convert.layout import LayoutDamaged, Runs, Table
from pipelines.convert.source import Layout
from pipelines.storage.blobs import Storage, text_of
from pipelines.types import Text

log = structlog.get_logger()

DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts of a storage. A text's name is what ``Storage`` takes: ``org_id``, ``document_id``, ``version``."""

    storage: Storage

    def keep(self, layout: Layout, **name: str) -> bool:
        """Keep it beside the text. False, and nothing is kept, when it is another text's: no place of it is proven.

        Raises ``TextPurged`` when there is no text.
        """
        stored = self.storage.text_bytes(**name)
        return self.keep_beside(stored, text_of(stored), layout, **name)

    def keep_beside(self, stored: bytes, text: Text, layout: Layout, **name: str) -> bool:
        """``keep``, for who has the text's file in hand, and the text."""
        agrees = _agrees(layout, text)
        if agrees:
            self.storage.put_layout(hashlib.sha256(stored).digest() + layout.data, **name)
        else:
            log.warning("layout_of_another_text", document_id=name["document_id"], version=name["version"])
        return agrees

    def proven(self, layout: Layout, **name: str) -> bool:
        """Whether a layout is the stored text's. Raises ``TextPurged``."""
        return _agrees(layout, self.storage.get_text(**name))

    def table(self, **name: str) -> Table | None:
        """The table of the layout that is kept; None for none, a damaged one or another text's.

        Raises ``TextPurged`` when there is no text.
        """
        digest = hashlib.sha256(self.storage.text_bytes(**name)).digest()
        try:
            with self._open(name) as stream:
                return Table.read(stream) if stream.read(DIGEST) == digest else None
        except LayoutDamaged:
            return None

    def chars(self, table: Table, start: int, end: int, **name: str) -> Runs:
        """The runs of ``text[start:end]``, which must lie on one page; reads no other. Raises ``LayoutDamaged``."""
        with self._open(name) as stream:
            stream.seek(DIGEST)
            return table.chars(start, end, stream)

    @contextmanager
    def _open(self, name: dict[str, str]) -> Iterator[IO[bytes]]:
        try:
            with self.storage.open_layout(**name) as stream:
                yield stream
        except OSError as unreadable:
            raise LayoutDamaged(str(unreadable)) from unreadable


def _agrees(layout: Layout, text: Text) -> bool:
    try:
        table = layout.table
    except LayoutDamaged:
        return False
    digest = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
    return table.text_hash == digest and table.pages == text.pages
