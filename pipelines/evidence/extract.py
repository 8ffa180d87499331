"""Which sentences an extractive answer quotes."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.evidence.values import Sentence
from pipelines.evidence.words import content_stems

SHOWN = 2
# More than are shown: one that cannot be proven is replaced by the next.
OFFERED = 6
LONGEST = 600


def extract(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The best few sentences that say different things, best first, none longer than 600 characters."""
    chosen: list[Sentence] = []
    said: list[frozenset[str]] = []
    for sentence in sentences:
        words = content_stems(sentence.text)
        if not words or any(words == other for other in said):
            continue
        said.append(words)
        chosen.append(_shortened(sentence))
        if len(chosen) == OFFERED:
            break
    return tuple(chosen)


def _shortened(sentence: Sentence) -> Sentence:
    """Rows of a table may be a single "sentence": cut between two words."""
    if len(sentence.text) <= LONGEST:
        return sentence
    cut = sentence.text[:LONGEST]
    cut = cut[: max(cut.rfind(" "), cut.rfind("\n"), LONGEST // 2)].rstrip()
    return replace(sentence, end=sentence.start + len(cut), text=cut)
