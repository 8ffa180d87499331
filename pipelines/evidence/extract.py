"""Which sentences an extractive answer quotes: the best one first, and a second only where it earns its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipelines.evidence.ranking import coverage
from pipelines.evidence.values import Sentence
from pipelines.evidence.words import content_stems

# How far down a second one is looked for, and a first one where the best cannot be proven.
OFFERED = 6
LONGEST = 600
# What a second sentence must add of the question's weight, or how close behind the first it must come.
ADDS, CLOSE = 0.2, 0.35


def extract(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The best few sentences that say different things, best first, none longer than 600 characters."""
    chosen: list[Sentence] = []
    said: list[frozenset[str]] = []
    for sentence in sentences:
        words = content_stems(sentence.text, sentence.passage.language)
        if not words or any(words == other for other in said):
            continue
        said.append(words)
        chosen.append(_shortened(sentence))
        if len(chosen) == OFFERED:
            break
    return tuple(chosen)


def seconds(first: Sentence, others: Sequence[Sentence], weights: Mapping[str, float]) -> Iterator[Sentence]:
    """Those of the others that earn a place behind the first: they add a fifth of the question, or hold the kind of
    thing asked for where the first does not, or follow it directly and nearly as good.
    """
    for other in others:
        adds = coverage(weights, other.held - first.held) if weights else 0.0
        offers = other.offered is True and first.offered is False
        if adds >= ADDS or offers or (_follows(first, other) and first.score - other.score <= CLOSE):
            yield other


def _follows(first: Sentence, other: Sentence) -> bool:
    """Whether nothing but white space is between them."""
    passage = first.passage
    same = (passage.document_id, passage.version) == (other.passage.document_id, other.passage.version)
    between = passage.text[max(0, first.end - passage.start) : max(0, other.start - passage.start)]
    return same and first.end <= other.start <= passage.end and not between.strip()


def _shortened(sentence: Sentence) -> Sentence:
    """Rows of a table may be a single "sentence": cut between two words."""
    if len(sentence.text) <= LONGEST:
        return sentence
    cut = sentence.text[:LONGEST]
    cut = cut[: max(cut.rfind(" "), cut.rfind("\n"), LONGEST // 2)].rstrip()
    return replace(sentence, end=sentence.start + len(cut), text=cut)
