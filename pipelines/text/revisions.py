"""Analyzers by revision: an index is filled and asked with the one that made its words, whatever today's is.

Whoever changes what ``pipelines.text.analyzer`` answers raises ``pipelines.text.REVISION``: installations then fill a
second index from their stored texts by themselves (docs/adr/0220-filled-beside-and-swapped.md). Meanwhile the old one
answers. It finds all it did where ``KEPT`` still has its analyzer; without, it is asked with today's and answers say
``degraded: ["index"]``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.text import REVISION, analyzer
from pipelines.text.stemming import english


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Text to words and terms, as ``pipelines.text.analyzer`` promises it. The earliest know no languages."""

    revision: int
    words: Callable[[str], tuple[str, ...]]
    terms: Callable[[str, str], str]
    term: Callable[[str, str], str]


TODAY = Analyzer(REVISION, analyzer.words, analyzer.terms, analyzer.term)
# Earlier analyzers, each under the revision that indexes of it carry.
KEPT: dict[int, Analyzer] = {
    1: Analyzer(
        1,
        analyzer.words,
        lambda text, _language: " ".join(map(english, analyzer.words(text))),
        lambda word, _language: " ".join(map(english, analyzer.words(word))),
    )
}


def analyzer_of(revision: int) -> Analyzer:
    """The analyzer of an index: its own where it is known, else today's."""
    return TODAY if revision == TODAY.revision else KEPT.get(revision, TODAY)


def is_known(revision: int) -> bool:
    """Whether an index of that revision is asked with the words it was made of."""
    return analyzer_of(revision).revision == revision
