"""Searches that were made, kept until what they find is another: any store, behind a shelf.

Kept under scope, question and what is wanted of it; shown only while the store still gives what they find the name that
it had before the search began (``Index.generation``). A deletion, a flip, a swap gives another name, whoever does it.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import orjson
from pydantic import TypeAdapter, ValidationError

from pipelines.caching.shelf import Kind, Shelf
from pipelines.index.protocol import Store
from pipelines.index.result import Result
from pipelines.types import Chunk, Document, Fusion, Hit, IndexSpec, Scope, Vector

# Of one search: twice what sixty passages of usual length have. Words made anew by another process show that late.
SECONDS, MOST_FAR = 300.0, 1_000_000
# Of a hit in memory, beside its text.
HIT_BYTES = 2_500


@dataclass(frozen=True, slots=True)
class Kept:
    """What a search found, and the name that this had when it began."""

    generation: str
    result: Result

    @property
    def shown(self) -> Sequence[Document]:
        """The rows of the documents that were found."""
        return tuple({hit.document.document_id: hit.document for hit in self.result.hits}.values())


class KeptSearches:
    """A store whose searches are kept. Everything else is the store's own."""

    def __init__(self, store: Store, shelf: Shelf[Kept]) -> None:
        self._store, self._shelf = store, shelf

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def search(self, scope: Scope, text: str, vector: Vector | None, *, k: int, fusion: Fusion) -> Result:
        """See ``Index.search``. A result of which something was missing is not kept."""
        if not scope.source_ids or k < 1:
            return self._store.search(scope, text, vector, k=k, fusion=fusion)
        key = self._key(scope, text, vector, k=k, fusion=fusion)
        kept = self._shelf.get(key)
        now = self._store.generation(scope.org_id, kept.shown if kept else ())
        hit = kept is not None and kept.generation == now
        self._shelf.count(hit=hit)
        if kept is not None and hit:
            return kept.result
        if kept is not None:
            self._shelf.drop(key)
            now = now or self._store.generation(scope.org_id)
        result = self._store.search(scope, text, vector, k=k, fusion=fusion)
        if now is not None and result.spec is not None and not result.degraded:
            self._shelf.put(key, Kept(now, _closed(result)))
        return result

    def _key(self, scope: Scope, text: str, vector: Vector | None, *, k: int, fusion: Fusion) -> bytes:
        narrowed = [None if part is None else sorted(part) for part in (scope.documents, scope.languages)]
        known = None if fusion.languages is None else sorted(fusion.languages)
        asked = [scope.org_id, sorted(scope.source_ids), narrowed, k, fusion.method, fusion.alpha, known]
        plain = b"" if vector is None else np.asarray(vector, dtype=np.float32).tobytes()
        return self._shelf.key(orjson.dumps(asked), text.encode("utf-8", "surrogatepass"), plain)


def keep_searches(store: Store, shelf: Shelf[Kept]) -> Store:
    """The store, its searches kept on the shelf."""
    return cast(Store, KeptSearches(store, shelf))


@dataclass(frozen=True, slots=True)
class _Written:
    """A ``Kept`` in JSON: each document once, vectors in base64."""

    generation: str
    documents: tuple[Document, ...]
    chunks: tuple[Chunk, ...]
    scores: tuple[tuple[float, float | None, float | None], ...]
    spec: IndexSpec
    vectors: str | None
    floor: float


_JSON = TypeAdapter(_Written)


def _dumps(kept: Kept) -> bytes:
    result = kept.result
    vectors = None if result.vectors is None else base64.b64encode(result.vectors.astype(np.float32).tobytes()).decode()
    written = _Written(
        kept.generation,
        tuple(kept.shown),
        tuple(hit.chunk for hit in result.hits),
        tuple((hit.fused, hit.bm25, hit.cosine) for hit in result.hits),
        cast(IndexSpec, result.spec),
        vectors,
        result.floor,
    )
    return _JSON.dump_json(written)


def _loads(body: bytes) -> Kept:
    try:
        written = _JSON.validate_json(body)
    except ValidationError as error:
        raise ValueError("not what a search found") from error
    rows = {row.document_id: row for row in written.documents}
    pairs = zip(written.chunks, written.scores, strict=True)
    hits = tuple(Hit(chunk, rows[chunk.document_id], *scores) for chunk, scores in pairs)
    vectors: Vector | None = None
    if written.vectors is not None:
        vectors = np.frombuffer(base64.b64decode(written.vectors), np.float32).reshape(len(hits), -1)
    return Kept(written.generation, Result(hits, (), written.spec, vectors, written.floor))


def _size(kept: Kept) -> int:
    result = kept.result
    letters = sum(len(hit.chunk.text) + len(hit.chunk.context) for hit in result.hits)
    return HIT_BYTES * (1 + len(result.hits)) + letters + (0 if result.vectors is None else result.vectors.nbytes)


def _closed(result: Result) -> Result:
    """Shared by whoever asks the same: nobody writes into its vectors."""
    if result.vectors is not None:
        result.vectors.flags.writeable = False
    return result


SEARCHES = Kind("retrieval", size=_size, dumps=_dumps, loads=_loads, seconds=SECONDS, most_far=MOST_FAR)
