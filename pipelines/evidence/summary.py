"""What a document says, without a model: its lead and its most central sentences, its outline.

Central is what is most like all the rest: the sentence nearest to the mean of all sentences, then the next that is not
like one already taken (maximal marginal relevance; Carbonell, Goldstein, SIGIR 1998). All are spans of the stored text.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.embedding.protocol import Embedder
from pipelines.evidence.lines import Line, kinds
from pipelines.evidence.words import WORD
from pipelines.overviews import Entry
from pipelines.text.sentences import sentences
from pipelines.text.turns import straight
from pipelines.types import Heading, Text, Vector

SENTENCES = 4
# Of a long document its first part, and then every so-many-th sentence: all of a book is not read for four of them.
MOST_SENTENCES = 600
LIKENESS = 0.6
LEAST_WORDS, MOST_WORDS = 5, 60
# A longer sentence is none that anybody quotes, and looking at it closely takes long.
LONGEST = 2_000
# Of a very long text so many characters are read: the first half of them, then stretches from all over it.
READ, STRETCH = 400_000, 5_000

Span = tuple[int, int]


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
    return tuple(Entry(one.level - top + 1, straight(one.text), one.start) for one in text.headings if one.text.strip())


def section(text: Text, heading: Heading) -> Span:
    """From a heading to the next of its level."""
    later = (one.start for one in text.headings if one.start > heading.start and one.level <= heading.level)
    return heading.end, next(later, len(text.text))


def _telling(text: Text, within: Span) -> list[Span]:
    """Sentences that may be quoted, evenly thinned where there are too many."""
    names = frozenset((text.title or "", *(heading.text for heading in text.headings)))
    told = [
        (span, kind)
        for start, end in _read(text, within)
        for span, kind in _kinds(text, (start, end), names)
        # What reaches the end of a stretch may have been cut there.
        if end == within[1] or text.text[span[1] : end].strip()
    ]
    kept = [span for span, kind in told if kind is Line.TEXT]
    long = [span for span in kept if LEAST_WORDS <= len(WORD.findall(text.text[slice(*span)])) <= MOST_WORDS]
    whole = [span for span in long if not text.text[span[0]].islower()]
    rows = [span for span, kind in told if kind is Line.ROW]
    return _thinned(whole or long or kept or rows)


def _kinds(text: Text, within: Span, names: frozenset[str]) -> Iterator[tuple[Span, Line]]:
    headers = frozenset(block.start for block in text.blocks if block.header)
    spans = [span for span in sentences(text.text, *within) if span[1] - span[0] <= LONGEST and span[0] not in headers]
    return zip(spans, kinds([text.text[start:end] for start, end in spans], names), strict=True)


def _read(text: Text, within: Span) -> Iterator[Span]:
    """What of a text is looked at: all of it, or stretches that begin where blocks begin."""
    start, end = within
    if end - start <= READ:
        yield within
        return
    yield start, start + READ // 2
    count = READ // 2 // STRETCH
    step = (end - start - READ // 2) // count
    for at in range(start + READ // 2, end, step):
        begin = bisect_left(text.blocks, at, key=lambda block: block.start)
        low = text.blocks[begin].start if begin < len(text.blocks) else at
        if at <= low < at + step:
            yield low, min(low + STRETCH, end)


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
