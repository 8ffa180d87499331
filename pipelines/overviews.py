"""What a document says in short (summary, outline, key questions), as values and as they are kept beside its text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import orjson

# Raised when overviews are made otherwise: kept ones of another revision are made anew at the next look.
REVISION = 2

# Who sums documents up: nobody, their own sentences are quoted, or the model at the first look.
Summaries = Literal["quoted", "model"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a summary. ``stored_text[start:end]`` says it: word for word, or what a model's words rest on."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in an outline: level 1 is the outermost; ``start`` is its offset in the stored text."""

    level: int
    title: str
    start: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A version of a document in short. Each of ``questions`` was asked, and its answer came from where it should."""

    summary: tuple[Statement, ...]
    outline: tuple[Entry, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A summary in a model's words: every statement is backed by what the document says."""

    summary: tuple[Statement, ...]
    model: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a version; ``written`` is None until a model has summed it up."""

    overview: Overview
    written: Written | None = None


def packed(kept: Kept) -> bytes:
    """As JSON, with the revision."""
    return orjson.dumps({"revision": REVISION, **asdict(kept)})


def unpacked(content: bytes) -> Kept | None:
    """What was packed; None for another revision's, or what cannot be read."""
    try:
        raw = orjson.loads(content)
        if raw["revision"] != REVISION:
            return None
        return Kept(_overview(raw["overview"]), None if raw["written"] is None else _written(raw["written"]))
    except (ValueError, KeyError, TypeError):
        return None


def _overview(raw: Mapping[str, Any]) -> Overview:
    outline = tuple(Entry(**one) for one in raw["outline"])
    return Overview(_statements(raw), outline, tuple(raw["questions"]))


def _written(raw: Mapping[str, Any]) -> Written:
    return Written(_statements(raw), raw["model"])


def _statements(raw: Mapping[str, Any]) -> tuple[Statement, ...]:
    return tuple(Statement(**one) for one in raw["summary"])
