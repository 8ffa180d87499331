"""What a document says, without a model: its lead and its most central sentences, its outline, what may be asked of it.

Central is what is most like all the rest: the sentence nearest to the mean of all sentences, then the next that is not
like one already taken (maximal marginal relevance; Carbonell, Goldstein, SIGIR 1998). All are spans of the stored text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.embedding.protocol import Embedder
from pipelines.evidence.lines import Line, kinds
from pipelines.evidence.tables.reading import tables_of
from pipelines.evidence.tables.table import Table
from pipelines.evidence.words import WORD
from pipelines.text.sentences import sentences
from pipelines.types import Heading, Text, Vector

SENTENCES = 4
# Of a long document its first part, and then every so-many-th sentence: all of a book is not read for four of them.
MOST_SENTENCES = 600
LIKENESS = 0.6
LEAST_WORDS, MOST_WORDS = 5, 60
QUESTIONS = 5
TRIED = 15

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in an outline: level 1 is the outermost; ``start`` is its offset in the stored text."""

    level: int
    title: str
    start: int


def summary(text: Text, static: Embedder, *, within: Span | None = None, count: int = SENTENCES) -> tuple[Span, ...]:
    """At most ``count`` sentences in the order of the text, the first that says something before all others.

    ``within``: a section. A text of rows alone gives its first rows. Empty for a text that says nothing.
    """
    spans = _telling(text, within or (0, len(text.text)))
    if len(spans) <= count:
        return tuple(spans)
    vectors = static.embed_documents([text.text[start:end] for start, end in spans])
    return tuple(spans[at] for at in sorted(_central(vectors, count)))


def outline(text: Text) -> tuple[Entry, ...]:
    """The headings of a text, levels counted from 1 without a gap at the top."""
    top = min((heading.level for heading in text.headings), default=1)
    return tuple(Entry(one.level - top + 1, one.text, one.start) for one in text.headings if one.text.strip())


def section(text: Text, heading: Heading) -> Span:
    """From a heading to the next of its level."""
    later = (one.start for one in text.headings if one.start > heading.start and one.level <= heading.level)
    return heading.end, next(later, len(text.text))


def questions(text: Text, answers: Callable[[str], bool], *, count: int = QUESTIONS) -> tuple[str, ...]:
    """Questions that the text answers. Each was asked: ``answers(question)`` says whether its answer came from it."""
    asked = (question for _, question in zip(range(TRIED), _candidates(text), strict=False))
    found: list[str] = []
    for question in asked:
        if len(found) < count and answers(question):
            found.append(question)
    return tuple(found)


def _candidates(text: Text) -> Iterator[str]:
    for heading in text.headings:
        title = heading.text.strip().strip("#*_ ")
        bare = re.sub(r"^(?:\d+(?:\.\d+)*|[A-Z]|§\s*\d+)[.)]?\s+", "", title)
        if bare.endswith("?"):
            yield bare
        elif heading.level > 1 and 1 <= len(WORD.findall(bare)) <= MOST_WORDS // 6:
            yield f"What does it say about {bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare}?"
    for table in tables_of(text):
        yield from _of_table(table)


def _of_table(table: Table) -> Iterator[str]:
    """The second column of its first and middle rows."""
    for at in (0, len(table) // 2):
        row = table.row(at)
        if row.cells[0] and row.cells[1] and len(row.cells[0]) <= 60:
            yield f"{table.header[1]} of {row.cells[0]}?"


def _telling(text: Text, within: Span) -> list[Span]:
    """Sentences that may be quoted, evenly thinned where there are too many."""
    spans = list(sentences(text.text, *within))
    texts = [text.text[start:end] for start, end in spans]
    names = frozenset((text.title or "", *(heading.text for heading in text.headings)))
    kept = [span for span, kind in zip(spans, kinds(texts, names), strict=True) if kind is Line.TEXT]
    long = [span for span in kept if LEAST_WORDS <= len(WORD.findall(text.text[slice(*span)])) <= MOST_WORDS]
    whole = [span for span in long if not text.text[span[0]].islower()]
    rows = [span for span, kind in zip(spans, kinds(texts, names), strict=True) if kind is Line.ROW]
    return _thinned(whole or long or kept or rows)


def _thinned(spans: Sequence[Span]) -> list[Span]:
    if len(spans) <= MOST_SENTENCES:
        return list(spans)
    half = MOST_SENTENCES // 2
    step = -(-(len(spans) - half) // half)
    return [*spans[:half], *spans[half::step]]


def _central(vectors: Vector, count: int) -> list[int]:
    """The lead, then the most central that are not like one already taken."""
    centrality = vectors @ vectors.mean(axis=0)
    chosen = [0]
    for at in np.argsort(-centrality):
        if len(chosen) == count:
            break
        if at not in chosen and float(np.max(vectors[chosen] @ vectors[at])) < LIKENESS:
            chosen.append(int(at))
    return chosen
