"""Whether what was just written is found, by its words and by its vector, at a cost that does not grow with the corpus.

Words are asked for once per batch and among its rows only; of those that few of its documents have, each is asked for
by two (docs/adr/0324-words-that-a-batch-shares.md). The search for vectors is exact: it finds every vector that lies
under its organisation and source, so that is read back (docs/adr/0235-vectors-are-read-back.md).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.index.sqlite.chunks import scope_token
from pipelines.index.sqlite.schema import Physical
from pipelines.types import Vector

_WORD = "SELECT rowid FROM @terms WHERE @terms MATCH ? AND rowid BETWEEN ? AND ?"
_VECTOR = "SELECT org, source, embedding FROM @vectors WHERE id = ?"
# A word that so many documents of a batch have costs each of them little.
_SHARED, _OWN = 8, 2


@dataclass(frozen=True, slots=True)
class Probe:
    """A chunk by its row number, under which organisation and source it must lie, its vector and some of its terms."""

    number: int
    org: int
    source: int
    vector: Vector
    terms: Sequence[str]


def unfound(physical: Physical, probes: Sequence[Probe]) -> set[int]:
    """The row numbers of chunks that a search in their source does not find by each of their terms and their vector."""
    if not probes:
        return set()
    lacking = {one.number for one in probes if not _is_stored(physical, one)}
    for query, numbers in _asked(probes).items():
        lacking |= numbers - _holding(physical, query, among=numbers)
    return lacking


def _asked(probes: Iterable[Probe]) -> Mapping[str, set[int]]:
    """FTS5 queries, each with the row numbers that it must find; a word that many begin with is asked for once."""
    asked: dict[str, set[int]] = defaultdict(set)
    counts = Counter(term for one in probes for term in one.terms)
    for one in probes:
        asked[f'scope : "{scope_token(one.source)}"'].add(one.number)
        for term in _chosen(one.terms, counts):
            asked[f'{{heading body}} : "{term}"'].add(one.number)
    return asked


def _chosen(terms: Sequence[str], counts: Mapping[str, int]) -> Iterator[str]:
    """Of a document's words all that many others have too, and the first two that few have."""
    own = [term for term in terms if counts[term] < _SHARED][:_OWN]
    yield from own
    yield from (term for term in terms if counts[term] >= _SHARED)


def _holding(physical: Physical, query: str, *, among: set[int]) -> set[int]:
    return {number for (number,) in physical.run(_WORD, (query, min(among), max(among)))}


def _is_stored(physical: Physical, one: Probe) -> bool:
    return physical.run(_VECTOR, (one.number,)) == [(one.org, one.source, one.vector.tobytes())]
