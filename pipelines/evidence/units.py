"""A passage's sentences with their stems and static vectors, made once and kept."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from cachetools import LRUCache

from pipelines.embedding.protocol import Embedder
from pipelines.evidence.compounds import within
from pipelines.evidence.cutting import by_blocks, by_looks
from pipelines.evidence.kinship import Kinship
from pipelines.evidence.lines import Line, kinds
from pipelines.evidence.tongues.telling import ENGLISH
from pipelines.evidence.words import base, based, content_stems, stem, stems
from pipelines.questions import Passage
from pipelines.storage.texts import StoredTexts
from pipelines.structure.headers import header_above
from pipelines.text.analyzer import words as words_of
from pipelines.types import Text, Vector

ENTRIES = 512
WHOLE = 4_096
# A chunk has about 15 sentences; a table of numbers may have hundreds of rows.
MOST = 60
_NONE: frozenset[str] = frozenset()

_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
_NAMED = re.compile(r"[^\W\d_]{2,}")
_Key = tuple[str, str, str, int, int]
_Read = tuple[_Key, str]


@dataclass(frozen=True, slots=True)
class Units:
    """Sentences of one passage. ``spans`` are offsets in the stored text; ``plain`` and ``titled`` are unit vectors
    ``[n, 256]`` of each sentence alone and as "title. sentence".

    ``held`` are the stems with the bases of irregular forms; ``kinds`` says what each is; ``before`` are the stems of
    what a reader has just read: the sentence before, of a row its header; ``headed`` those of the nearest heading (or
    question) above, ``first`` whether it is right above. ``spelled``: a word as it is written for each stem of the
    passage, its title and its heading.
    """

    spans: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    stems: tuple[frozenset[str], ...]
    above: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    plain: Vector
    titled: Vector
    held: tuple[frozenset[str], ...] = ()
    kinds: tuple[Line, ...] = ()
    before: tuple[frozenset[str], ...] = ()
    headed: tuple[frozenset[str], ...] = ()
    first: tuple[bool, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)


class PassageUnits:
    """Units by passage, the latest 512. Thread-safe; two threads may make the same one twice.

    They are cut by the blocks of the ``texts`` they stand in; where a text is gone, or nobody has any, by their looks.
    """

    def __init__(self, static: Embedder, texts: StoredTexts | None = None) -> None:
        self._static = static
        self._kinship = Kinship(static)
        self._texts = texts
        self._lock = Lock()
        self._kept = LRUCache[_Read, Units](ENTRIES)
        self._titled = LRUCache[_Key, Vector](ENTRIES)
        self._whole = LRUCache[_Key, Vector](WHOLE)

    def of(self, passage: Passage, language: str | None = None) -> Units:
        """The passage's units with stems of a language, by default its own; empty for a passage without words."""
        read = passage.language if language is None else language
        key = _key(passage), read
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                return kept
        units = self._make(passage, read)
        with self._lock:
            self._kept[key] = units
        return units

    def kin(self, asked: Mapping[str, str], units: Units, language: str = "") -> dict[str, frozenset[str]]:
        """For stems of a question (with a spelling each) that a passage lacks, those of its stems that say the same.

        Lists and vectors know English alone; of other languages it is known what is written together.
        """
        if language in ("", ENGLISH):
            return self._kinship.of(asked, units.spelled)
        return within(asked, units.spelled, language)

    def titled(self, passage: Passage) -> Vector:
        """Unit vectors ``[n, 256]`` of a passage's sentences, each as "title. sentence", told by looks alone.

        For putting many passages in order, whose stored texts nobody reads for that.
        """
        key = _key(passage)
        with self._lock:
            if (kept := self._titled.get(key)) is not None:
                return kept
        texts = [passage.text[start:end] for start, end, _ in by_looks(passage.text, MOST)]
        made = self._static.embed_documents([f"{_called(passage)}{text}" for text in texts])
        with self._lock:
            self._titled[key] = made
        return made

    def whole(self, passages: Sequence[Passage]) -> Vector:
        """Unit vectors ``[n, 256]`` of whole passages, each as "title. text"."""
        keys = [_key(one) for one in passages]
        with self._lock:
            known = {key: vector for key in keys if (vector := self._whole.get(key)) is not None}
        missing = {key: one for key, one in zip(keys, passages, strict=True) if key not in known}
        made = self._static.embed_documents([f"{_called(one)}{one.text}" for one in missing.values()])
        fresh = dict(zip(missing, made, strict=True))
        with self._lock:
            self._whole.update(fresh)
        known |= fresh
        return np.stack([known[key] for key in keys]) if keys else made

    def _make(self, passage: Passage, language: str) -> Units:
        stored = self._stored(passage)
        span = passage.start, passage.end
        inner = by_looks(passage.text, MOST) if stored is None else by_blocks(stored, span, MOST)
        header = passage.context if stored is None else header_above(stored, passage.start)
        texts = tuple(passage.text[start:end] for start, end, _ in inner)
        head = ". ".join((passage.title, *passage.heading[-1:]))
        vectors = self._static.embed_documents([*texts, *(f"{_called(passage)}{text}" for text in texts)])
        words = stems(passage.text, language)
        plain = tuple(frozenset(stems(text, language)) for text in texts)
        held = tuple(based(one, language) for one in plain)
        what = kinds(texts, frozenset((*passage.heading, passage.title)), [one[2] for one in inner] if stored else None)
        headed, first = zip(*_headings(what, held, _nearest(passage, language)), strict=True) if texts else ((), ())
        return Units(
            spans=tuple((passage.start + start, passage.start + end) for start, end, _ in inner),
            texts=texts,
            stems=plain,
            held=held,
            above=based(content_stems(head, language), language),
            pairs=frozenset(itertools.pairwise(words)),
            plain=vectors[: len(texts)],
            titled=vectors[len(texts) :],
            kinds=what,
            before=tuple(_before(what, held, based(frozenset(stems(header, language)), language))),
            headed=headed,
            first=first,
            spelled={
                base(stem(word, language), language): word for word in words_of(f"{passage.text} {header} {head}")
            },
        )

    def _stored(self, passage: Passage) -> Text | None:
        """The text that the passage stands in, if it does."""
        where = {"org_id": passage.org_id, "document_id": passage.document_id, "version": passage.version}
        stored = None if self._texts is None else self._texts.get(**where)
        whole = stored is not None and stored.text[passage.start : passage.end] == passage.text
        return stored if whole else None


def _called(passage: Passage) -> str:
    """A passage's title before what is said beneath it; of a file's name only its words: the rest says nothing."""
    title = passage.title
    if _FILE.search(title):
        title = " ".join(_NAMED.findall(_FILE.sub("", title)))
    return f"{title}. " if title else ""


def _key(passage: Passage) -> _Key:
    return passage.org_id, passage.document_id, passage.version, passage.start, passage.end


def _before(what: Sequence[Line], held: Sequence[frozenset[str]], header: frozenset[str]) -> Iterator[frozenset[str]]:
    """What was read before each unit. A row is read with its header, not with the row before it.

    ``header``: of the table that the passage begins in the middle of.
    """
    for at, kind in enumerate(what):
        if kind is Line.HEADER:
            header = held[at]
        elif kind is not Line.ROW and kind is not Line.OTHER:
            header = _NONE
        said = at > 0 and what[at - 1] not in (Line.HEADING, Line.QUESTION)
        yield header if kind is Line.ROW else (held[at - 1] if said else _NONE)


def _nearest(passage: Passage, language: str) -> frozenset[str]:
    """What the heading over a passage says."""
    return based(content_stems(" ".join(passage.heading[-1:]), language), language)


def _headings(
    what: Sequence[Line], held: Sequence[frozenset[str]], above: frozenset[str]
) -> Iterator[tuple[frozenset[str], bool]]:
    """The nearest heading over each unit and whether the unit is the first thing said beneath it; ``above``: that over
    the passage.
    """
    fresh = False
    for at, kind in enumerate(what):
        if kind in (Line.HEADING, Line.QUESTION):
            yield _NONE, False
            above, fresh = held[at], True
        else:
            yield above, fresh
            fresh = fresh and kind in (Line.HEADER, Line.OTHER)
