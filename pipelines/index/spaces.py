"""What was made for an index goes into that one: vectors of another embedder say nothing where they fit by chance."""

from collections.abc import Sequence

from pipelines.errors import IndexSwapped
from pipelines.types import Document, IndexSpec, Publication

_PARTS = ("splitter", "embedder", "analyzer", "layout")


def alike(one: IndexSpec, other: IndexSpec) -> bool:
    """Whether indexes of both keep the same of the same text. Fingerprints do not tell: older ones named less."""
    return all(getattr(one, part) == getattr(other, part) for part in _PARTS)


def fits(live: IndexSpec, items: Sequence[Publication]) -> None:
    """Raise ``IndexSwapped`` where one of them was made for another index than the live one."""
    if any(item.space not in ("", live.fingerprint) for item in items):
        raise IndexSwapped(f"The index {live.fingerprint!r} answers by now, these documents were made for another.")


def is_still(item: Publication, now: Document) -> bool:
    """Whether a row is as it was cut for the next index: in the same version, and in the same language.

    A language that nobody had told before is told with its chunks.
    """
    return now.live_version == item.version and now.language in ("", item.row.language)
