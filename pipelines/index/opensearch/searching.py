"""Hybrid search on OpenSearch: one ``_msearch`` and one realtime ``mget``, then fusion of what is live."""

import base64
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from pipelines.index.compounds import HALF_WEIGHT, JOINED_WEIGHT
from pipelines.index.fusion import PHRASE_WEIGHT, Branches, fuse
from pipelines.index.opensearch.chunks import chunk_of, cosines, position_of, vectors_of
from pipelines.index.opensearch.languages import Languages
from pipelines.index.opensearch.mapping import Names
from pipelines.index.opensearch.rows import row_of
from pipelines.index.opensearch.scopes import search_filter
from pipelines.index.opensearch.table import address
from pipelines.index.opensearch.wire import Wire
from pipelines.index.question import Question, parse
from pipelines.index.result import Result
from pipelines.text.languages import is_foreign
from pipelines.text.revisions import analyzer_of, is_known
from pipelines.types import Degradation, Fusion, Hit, IndexSpec, Scope, Vector

DEPTH, DEEPER, ROUNDS = 30, 10, 3
# Hits of the vector branch behind this rank tell the usual cosine, while the organisation's mean is not known.
NEAREST = 30
MOST_HITS = 10_000  # index.max_result_window
# Neighbours of a graph that a search keeps while it looks around, at least: of ten nearest it finds nine, with as many
# as it returns five (docs/adr/0325-neighbours-looked-at.md).
EXPLORED = 400
MEAN_SECONDS, MOST_MEANS = 60.0, 1_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its scope, words, vector (``[dimensions]``, checked, or None), and what is wanted of it."""

    scope: Scope
    text: str
    vector: Vector | None
    k: int
    fusion: Fusion


@dataclass(slots=True)
class _Seen:
    """What the rounds of one search have learnt."""

    # As they lie in the manifest: most are of documents that are looked at and not shown.
    rows: dict[str, Json] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Round:
    """The live hits of a round by branch."""

    words: Sequence[Json] = ()
    dense: Sequence[Json] = ()
    # Fewer than k are left of a branch that was full: a deeper look finds more.
    lacking: bool = False
    # A version was flipped between the search and the look at its row: a second look finds the new one.
    overtaken: bool = False
    partial: bool = False
    # The vector branch held everything in scope.
    whole: bool = False
    indexes: frozenset[str] = frozenset()


class Searcher:
    """Searches. Thread-safe: a search keeps its state to itself; only mean vectors are kept, for a minute."""

    def __init__(self, wire: Wire, names: Names, languages: Languages) -> None:
        self._wire, self._names, self._languages = wire, names, languages
        self._means: dict[str, tuple[float, Vector | None]] = {}

    def search(self, spec: IndexSpec, asked: Asked) -> tuple[Result, frozenset[str]]:
        """The best k live chunks (see ``Index.search``), and the physical indexes that answered."""
        question = parse(asked.text, analyzer_of(spec.analyzer), self._languages.of(asked.scope, spec))
        seen = _Seen()
        depth, rounds = max(DEPTH, 3 * asked.k), 1
        found = self._round(spec, asked, question=question, seen=seen, depth=depth)
        while (found.lacking or (found.overtaken and rounds == 1)) and rounds < ROUNDS:
            depth = depth * DEEPER if found.lacking else depth
            rounds += 1
            found = self._round(spec, asked, question=question, seen=seen, depth=depth)
        missing = found.lacking or found.partial or not is_known(spec.analyzer)
        degraded: tuple[Degradation, ...] = ("index",) if missing else ()
        mean = self._means.get(mean_id(asked.scope.org_id, spec), (0.0, None))[1]
        ranked = _ranked(spec, asked, found=found, rows=seen.rows, mean=mean)
        return replace(ranked, degraded=degraded), found.indexes

    def _round(self, spec: IndexSpec, asked: Asked, *, question: Question, seen: _Seen, depth: int) -> _Round:
        bodies = self._bodies(spec, asked, question=question, depth=depth, dead=seen.dead)
        if not bodies:
            return _Round()
        header = {"routing": asked.scope.org_id}
        answers = self._wire.msearch(self._names.chunks, [(header, body) for body in bodies.values()])
        hits = {name: answer["hits"]["hits"] for name, answer in zip(bodies, answers, strict=True)}
        self._look_up(spec, asked, seen=seen, hits=[hit for branch in hits.values() for hit in branch])
        live = {name: [hit for hit in branch if _live(hit, seen, asked.scope)] for name, branch in hits.items()}
        full = {name: len(hits[name]) >= body["size"] for name, body in bodies.items()}
        return _Round(
            words=live.get("words", ()),
            dense=live.get("dense", ()),
            lacking=any(full[name] and len(live[name]) < min(asked.k, len(hits[name])) for name in bodies),
            overtaken=_overtaken(hits.values(), live.values(), seen),
            partial=any(answer["timed_out"] or answer["_shards"]["failed"] for answer in answers),
            whole="dense" in bodies and not full["dense"],
            indexes=frozenset(hit["_index"] for branch in hits.values() for hit in branch),
        )

    def _bodies(
        self, spec: IndexSpec, asked: Asked, *, question: Question, depth: int, dead: Iterable[str]
    ) -> dict[str, Json]:
        bodies: dict[str, Json] = {}
        if question.words and (asked.vector is None or asked.fusion.method != "dense"):
            bodies["words"] = words_body(asked.scope, question, depth=depth, dead=dead)
        if asked.vector is not None and asked.fusion.method != "bm25":
            known = self._means.get(mean_id(asked.scope.org_id, spec), (0.0, None))[1] is not None
            bodies["dense"] = dense_body(asked, depth=depth + (0 if known else NEAREST), dead=dead)
        return bodies

    def _look_up(self, spec: IndexSpec, asked: Asked, *, seen: _Seen, hits: Sequence[Json]) -> None:
        """One realtime ``mget``: rows of documents not seen before, and the mean vector once a minute."""
        org, mean = asked.scope.org_id, mean_id(asked.scope.org_id, spec)
        ids = dict.fromkeys(hit["_source"]["document_id"] for hit in hits)
        wanted = [address(org, name) for name in ids if name not in seen.rows]
        since, known = self._means.get(mean, (0.0, None))
        stale = known is None or time.monotonic() - since >= MEAN_SECONDS
        if wanted and asked.vector is not None and stale:
            wanted.append({"_id": mean, "routing": org})
        for doc in self._wire.mget(self._names.documents, wanted):
            if doc["_id"] == mean:
                self._keep_mean(mean, doc)
            elif doc.get("found"):
                seen.rows[doc["_source"]["document_id"]] = doc
        # A live version's key is not dead, even where a hit is left of an earlier cut of it.
        seen.dead.update(hit["_source"]["text_key"] for hit in hits if not _named(hit, seen, asked.scope))

    def _keep_mean(self, name: str, doc: Json) -> None:
        if len(self._means) >= MOST_MEANS:
            self._means = {}
        mean = np.frombuffer(base64.b64decode(doc["_source"]["mean"]), np.float32) if doc.get("found") else None
        self._means[name] = time.monotonic(), mean


def mean_id(org_id: str, spec: IndexSpec) -> str:
    """Where the mean vector of an organisation lies in the manifest's index."""
    return f"mean:{org_id}:{spec.fingerprint}"


def words_body(scope: Scope, question: Question, *, depth: int, dead: Iterable[str] = ()) -> Json:
    """BM25 of the words over title, heading (both twice) and text, plus a quarter of that of the phrases.

    And half of that of compounds, which find a chunk by themselves.
    """
    words: Json = {"match": {"terms": {"query": " ".join(question.terms)}}}
    if compounds := _compounds(question):
        words = {"bool": {"should": [words, *compounds]}}
    phrases = [
        {"match_phrase": {"terms": {"query": phrase, "boost": PHRASE_WEIGHT}}} for phrase in question.phrase_terms
    ]
    query = {"bool": {"must": [words], "should": phrases, "filter": [search_filter(scope, dead)]}}
    return {"size": min(depth, MOST_HITS), "track_total_hits": False, "query": query}


def _compounds(question: Question) -> list[Json]:
    """Any of the words that the question's may be written as, both halves of one of its own."""
    joined = {"match": {"terms": {"query": " ".join(question.joined), "boost": JOINED_WEIGHT}}}
    halves = [
        {"match": {"terms": {"query": " ".join(pair), "operator": "and", "boost": HALF_WEIGHT}}}
        for pair in question.halves
    ]
    return [*([joined] if question.joined else []), *halves]


def dense_body(asked: Asked, *, depth: int, dead: Iterable[str] = ()) -> Json:
    """Approximate nearest neighbours, the filter inside: k live neighbours in scope, not k neighbours filtered."""
    k = min(depth, MOST_HITS)
    clause = {
        "vector": asked.vector,
        "k": k,
        "method_parameters": {"ef_search": max(k, EXPLORED)},
        "filter": search_filter(asked.scope, dead),
    }
    return {"size": k, "track_total_hits": False, "query": {"knn": {"embedding": clause}}}


def _live(hit: Json, seen: _Seen, scope: Scope) -> bool:
    row = seen.rows.get(hit["_source"]["document_id"])
    return row is not None and _named(hit, seen, scope) and position_of(hit["_id"]) < row["_source"]["chunk_count"]


def _named(hit: Json, seen: _Seen, scope: Scope) -> bool:
    source = hit["_source"]
    row = seen.rows.get(source["document_id"])
    if row is None:
        return False
    told = row["_source"]
    mine = told["org_id"] == scope.org_id and told["source_id"] in scope.source_ids
    return mine and told.get("live_version") == source["version"]


def _overtaken(hits: Iterable[Sequence[Json]], live: Iterable[Sequence[Json]], seen: _Seen) -> bool:
    """Whether a document that is live was found by dead chunks only."""
    found = {hit["_source"]["document_id"] for branch in hits for hit in branch}
    kept = {hit["_source"]["document_id"] for branch in live for hit in branch}
    return any(name in seen.rows and seen.rows[name]["_source"].get("live_version") for name in found - kept)


def _ranked(spec: IndexSpec, asked: Asked, *, found: _Round, rows: Mapping[str, Json], mean: Vector | None) -> Result:
    words = {hit["_id"]: max(0.0, hit["_score"]) for hit in found.words}
    sources = {hit["_id"]: hit["_source"] for hit in (*found.words, *found.dense)}
    near: dict[str, float] = {}
    vectors: Vector | None = None
    fusion, lo = Fusion("bm25"), 0.0
    if asked.vector is not None and sources:
        vectors = vectors_of([source["vector"] for source in sources.values()])
        values = cosines(vectors, asked.vector)
        near = dict(zip(sources, np.clip(values, -1.0, 1.0).tolist(), strict=True))
        fusion, lo = asked.fusion, _floor(asked.vector, found, near=near, mean=mean)
    by_words = frozenset(
        name
        for name, source in sources.items()
        if is_foreign(_language(source, rows[source["document_id"]]), fusion.languages)
    )
    branches = Branches(words, near, frozenset(hit["_id"] for hit in found.dense), by_words)
    ranked = fuse(branches, fusion, alpha=spec.alpha, lo=lo)[: asked.k]
    shown = {document: row_of(rows[document]) for document in {sources[name]["document_id"] for name, _ in ranked}}
    hits = tuple(
        Hit(chunk_of(sources[name]), shown[sources[name]["document_id"]], score, words.get(name), near.get(name))
        for name, score in ranked
    )
    place = {name: at for at, name in enumerate(sources)}
    kept = None if vectors is None else vectors[[place[name] for name, _ in ranked]]
    return Result(hits, spec=spec, vectors=kept, floor=lo)


def _language(source: Json, row: Json) -> str:
    """A chunk's; what is from before chunks had one is in its document's."""
    return source.get("language") or row["_source"].get("language") or ""


def _floor(vector: Vector, found: _Round, *, near: Mapping[str, float], mean: Vector | None) -> float:
    """The question's mean cosine: with the organisation's mean vector, else with the far end of its neighbours."""
    if mean is not None and mean.shape == vector.shape:
        return float(mean @ (vector / np.linalg.norm(vector)))
    far = [near[hit["_id"]] for hit in (found.dense if found.whole else found.dense[NEAREST:])]
    return sum(far) / len(far) if far else 0.0
