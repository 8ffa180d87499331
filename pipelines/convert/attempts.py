"""What a file that could not be read was tried with: it is tried again when today's formats may make more of it."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

from pipelines.convert.detect import ending_of
from pipelines.convert.failures import FAILED, SKIPPED
from pipelines.convert.formats import FORMATS, JPEG, PDF, PNG, TIFF, Format, by_ending
from pipelines.types import Document, Status

TRIED = "tried"
PICTURES = (PDF, PNG, JPEG, TIFF)


def attempt_of(name: str, *, ocr: bool, formats: Sequence[Format] = FORMATS) -> str | None:
    """Names what would be tried with a file of this name; None where nothing reads it. ``ocr``: pictures are read."""
    ending = ending_of(name)
    named = by_ending(formats).get(ending)
    if named is None and ending:
        return None
    made = named.fingerprint if named else _every(tuple(one.fingerprint for one in formats))
    return f"{made}+ocr" if ocr and (named is None or named in PICTURES) else made


def is_untried(row: Document, *, ocr: bool) -> bool:
    """Whether a converter refused what today's would be tried on for the first time.

    What an older release refused does not say with what it was tried: that was something else.
    """
    if row.status not in (Status.FAILED, Status.SKIPPED) or row.error is None or row.wanted_hash is None:
        return False
    if row.error.code not in FAILED and row.error.code not in SKIPPED:
        return False
    today = attempt_of(row.uri, ocr=ocr)
    return today is not None and (row.about or {}).get(TRIED) != today


def tried(row: Document, *, ocr: bool) -> Mapping[str, str] | None:
    """``Document.about`` of a row that a converter refuses now."""
    today = attempt_of(row.uri, ocr=ocr)
    rest = {name: said for name, said in (row.about or {}).items() if name != TRIED}
    return (rest | {TRIED: today} if today else rest) or None


@cache
def _every(fingerprints: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(fingerprints).encode()).hexdigest()[:16]
