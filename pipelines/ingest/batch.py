"""The values that the components of the indexing pipeline hand on.

A ``Batch`` is frozen and shared, never copied: Haystack deep-copies component inputs, which costs 0.14 ms per document
with a vector and component.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.convert.source import AS_IT_IS, Reading
from pipelines.cutting.cut import Cut
from pipelines.types import Chunk, Document, DocumentError, Lease, Status, Text, Vector


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document's row as it was read, and a local file with its bytes; their sha256 where it is known already.

    ``reading`` is what its source says about how it is read.
    """

    row: Document
    path: Path
    sha256: str | None = None
    reading: Reading = AS_IT_IS


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document on its way into the index. ``row`` says what the finished row shall say.

    ``members`` are the ids of all that is in it; None for what holds no documents ever. ``cut`` is how its text was cut
    when it was read, until there are chunks.
    """

    row: Document
    version: str
    text: Text
    chunks: tuple[Chunk, ...] = ()
    vectors: Vector | None = None
    members: frozenset[str] | None = None
    cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that ends ``failed`` or ``skipped``, and why."""

    row: Document
    status: Status
    error: DocumentError


@dataclass(frozen=True, slots=True)
class Batch:
    """What is still to be converted, what was prepared, what was refused; the lease covers all of it.

    ``space`` is the fingerprint of the index that it is cut for.
    """

    lease: Lease
    fetched: tuple[Fetched, ...] = ()
    prepared: tuple[Prepared, ...] = ()
    refused: tuple[Refused, ...] = ()
    space: str = ""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Batch":
        """Frozen: sharing is safe."""
        return self


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one document ended. ``conflict``: somebody else moved its row on; nothing was written, decide anew."""

    document_id: str
    status: Status
    error: DocumentError | None = None
    conflict: Document | None = None
