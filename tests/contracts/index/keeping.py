"""A store behind its cache that is compared with itself: whatever was asked before a write is asked again after it."""

import contextlib
from collections.abc import Callable, Collection, Sequence
from typing import Any, cast

from pipelines.caching.shelf import Shelf
from pipelines.errors import PipelineError
from pipelines.index.kept import SEARCHES, Kept, KeptSearches
from pipelines.index.protocol import Index, Store
from pipelines.index.result import Result
from pipelines.types import Conflict, Fusion, Publication, Receipt, Scope, Unfound, Vector

# Readers while others write: both may be right and see another state.
TRIES = 20
MOST_ASKED, CHARS = 3, 60

Asked = tuple[Scope, str, Vector | None, int, Fusion]


class Stale(AssertionError):
    """The cache answered what the store does not say any more."""


class Compared(KeptSearches):
    """Each search is made through the cache, which must say what the store says; after a write, so must the caches of
    all ``peers``, who were asked the same before.
    """

    def __init__(self, store: Store, shelf: Shelf[Kept], peers: "Peers") -> None:
        super().__init__(store, shelf)
        self._asked: list[Asked] = []
        self._peers = peers
        peers.append(self)

    def search(self, scope: Scope, text: str, vector: Vector | None, *, k: int, fusion: Fusion) -> Result:
        """Through the cache, compared."""
        asked = (scope, text, vector, k, fusion)
        self._asked = [*self._asked[1 - MOST_ASKED :], asked]
        return self._same(asked)

    def publish(self, items: Sequence[Publication], *, into: str | None = None) -> Sequence[Conflict | Unfound]:
        """What is published is asked for before, when it is not there, and after."""
        self._peers.organisations |= {item.row.org_id for item in items}
        for item in items[:1]:
            if item.chunks and item.vectors.ndim == 2 and len(item.vectors):
                scope = Scope(item.row.org_id, frozenset({item.row.source_id}))
                self._asked.append((scope, item.chunks[0].text[:CHARS], item.vectors[0], 10, Fusion()))
        return self._around(lambda: self._store.publish(items, into=into))

    def retire(self, org_id: str, document_ids: Sequence[str], *, tombstone: bool) -> Receipt:
        """What is retired is asked for before and after."""
        return self._around(lambda: self._store.retire(org_id, document_ids, tombstone=tombstone))

    def put(self, rows: Sequence[Any]) -> Sequence[Conflict]:
        """As above."""
        return self._around(lambda: self._store.put(rows))

    def collect(self, org_id: str, source_id: str) -> int:
        """As above."""
        return self._around(lambda: self._store.collect(org_id, source_id))

    def swap(self, name: str) -> str:
        """As above."""
        return self._around(lambda: self._store.swap(name))

    def swap_whole(self, name: str, *, empty: Collection[str]) -> str | None:
        """As above."""
        return self._around(lambda: self._store.swap_whole(name, empty=empty))

    def _around(self, write: Callable[[], Any]) -> Any:
        self._ask_all()
        done = write()
        self._ask_all()
        return done

    def _ask_all(self) -> None:
        for peer in self._peers:
            for asked in self._asked[-MOST_ASKED:]:
                # Vectors of another index, a store that is closed or away: no fault of the cache.
                with contextlib.suppress(PipelineError):
                    peer._same(asked)

    def _same(self, asked: Asked) -> Result:
        scope, text, vector, k, fusion = asked
        for _ in range(TRIES):
            kept = super().search(scope, text, vector, k=k, fusion=fusion)
            now = self._store.search(scope, text, vector, k=k, fusion=fusion)
            if kept.hits == now.hits:
                return kept
            if len(self._peers.organisations) > 1 and _shown(kept) == _shown(now):
                # What others have counts a little in the scores of FTS5 and Lucene, and is no reason to ask anew.
                return kept
        raise Stale(f"{text!r}: {[hit.chunk.text for hit in kept.hits]}")


class Peers(list[Compared]):
    """Those who share a store, and whose documents are in it."""

    def __init__(self) -> None:
        super().__init__()
        self.organisations: set[str] = set()


def _shown(result: Result) -> set[str]:
    return {f"{hit.chunk} {hit.document}" for hit in result.hits}


def compared(store: Index, peers: Peers) -> Compared:
    """A store behind a cache of its own, one of ``peers``: what another process has."""
    return Compared(cast(Store, store), Shelf(SEARCHES, b"of a test", most=10_000_000), peers)
