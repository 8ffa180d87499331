"""A passage's sentences with their stems and static vectors, made once and kept."""

import itertools
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

from pipelines.embedding.protocol import Embedder
from pipelines.evidence.words import content_stems, stems
from pipelines.questions import Passage
from pipelines.text.sentences import sentences
from pipelines.types import Vector

ENTRIES = 512
# A chunk has about 15 sentences; a table of numbers may have hundreds of rows.
MOST = 60
LABEL_WORDS = 5

_Key = tuple[str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Units:
    """Sentences of one passage. ``spans`` are offsets in the stored text; ``plain`` and ``titled`` are unit vectors
    ``[n, 256]`` of each sentence alone and as "title. sentence".
    """

    spans: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    stems: tuple[frozenset[str], ...]
    above: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    plain: Vector
    titled: Vector


class PassageUnits:
    """Units by passage, the latest 512. Thread-safe; two threads may make the same one twice."""

    def __init__(self, static: Embedder) -> None:
        self._static = static
        self._lock = Lock()
        self._kept = LRUCache[_Key, Units](ENTRIES)

    def of(self, passage: Passage) -> Units:
        """The passage's units, empty for a passage without words."""
        key = (passage.org_id, passage.document_id, passage.version, passage.start, passage.end)
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                return kept
        units = self._make(passage)
        with self._lock:
            self._kept[key] = units
        return units

    def _make(self, passage: Passage) -> Units:
        inner = _with_labels(passage.text, list(sentences(passage.text)))[:MOST]
        texts = tuple(passage.text[start:end] for start, end in inner)
        head = ". ".join((passage.title, *passage.heading[-1:]))
        vectors = self._static.embed_documents([*texts, *(f"{passage.title}. {text}" for text in texts)])
        words = stems(passage.text)
        return Units(
            spans=tuple((passage.start + start, passage.start + end) for start, end in inner),
            texts=texts,
            stems=tuple(frozenset(stems(text)) for text in texts),
            above=content_stems(head),
            pairs=frozenset(itertools.pairwise(words)),
            plain=vectors[: len(texts)],
            titled=vectors[len(texts) :],
        )


def is_label(text: str) -> bool:
    """A few words before a colon."""
    return text.endswith(":") and len(text.split()) <= LABEL_WORDS


def _with_labels(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A short label before a colon ("65534:", "Opening hours:") says nothing without what follows: one unit of both."""
    joined: list[tuple[int, int]] = []
    label: int | None = None
    for start, end in spans:
        begin = start if label is None else label
        label = start if label is None and is_label(text[start:end]) else None
        if label is None:
            joined.append((begin, end))
    return joined if label is None else [*joined, (label, spans[-1][1])]
