"""``OpenSearchIndex`` against opensearch-py itself, on the same server in the same run."""

import contextlib
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.helpers import streaming_bulk

from pipelines.index.opensearch.mapping import chunks_body
from pipelines.index.opensearch.searching import Asked, dense_body, words_body
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.question import parse
from pipelines.types import Fusion, IndexSpec, Publication
from tests.bench.index.corpus import SCOPE, SPEC, Question
from tests.bench.index.measures import interleaved, median, report

REPETITIONS, K, DEPTH = 5, 10, 30
WRITE_GOAL, SEARCH_GOAL = 0.9, 1.3

Json = dict[str, Any]


def run(url: str, items: Sequence[Publication], asked: Sequence[Question]) -> None:
    """Print ``index_write`` and ``index_search``."""
    with contextlib.closing(OpenSearch(url, timeout=60)) as client:
        _write(url, client, items)
        _search(url, client, items, asked=asked)


def _write(url: str, client: OpenSearch, items: Sequence[Publication]) -> None:
    documents = [document for item in items for document in plain(item)]
    with contextlib.ExitStack() as stack:
        pairs = []
        for number in range(REPETITIONS + 1):
            index, name = stack.enter_context(new_index(url)), stack.enter_context(_raw(client))
            pairs.append((_publishing(index, items), _streaming(client, name, documents)))
            if number == 0:  # the server's compiler has not seen this work yet
                interleaved(pairs)
                pairs = []
        ours, theirs = interleaved(pairs)
    ratio = median([one / other for one, other in zip(ours, theirs, strict=True)])
    report("index_write", "opensearch", value=median(ours), unit="s", ratio=ratio, goal=WRITE_GOAL)


def plain(item: Publication) -> Iterator[Json]:
    """An item's chunks as a plain user of opensearch-py writes them: the same fields, no second copy of the vector."""
    for chunk, vector in zip(item.chunks, item.vectors, strict=True):
        yield {
            "chunk_id": chunk.chunk_id,
            "org_id": chunk.org_id,
            "source_id": chunk.source_id,
            "document_id": chunk.document_id,
            "version": chunk.version,
            "text_key": chunk.text_key,
            "ordinal": chunk.ordinal,
            "text": chunk.text,
            "title": chunk.title,
            "heading": list(chunk.heading),
            "head": list(dict.fromkeys((chunk.title, *chunk.heading))),
            "page": chunk.page,
            "start": chunk.start,
            "end": chunk.end,
            "text_hash": chunk.text_hash,
            "embedding": vector.tolist(),
        }


def _publishing(index: OpenSearchIndex, items: Sequence[Publication]) -> Any:
    def publish() -> None:
        assert not index.publish(items)

    return publish


def _streaming(client: OpenSearch, name: str, documents: Sequence[Json]) -> Any:
    actions = [
        {"_index": name, "_id": document["chunk_id"], "routing": document["org_id"], "_source": document}
        for document in documents
    ]

    def write() -> None:
        assert all(done for done, _ in streaming_bulk(client, actions, chunk_size=500, refresh=False))

    return write


def _search(url: str, client: OpenSearch, items: Sequence[Publication], *, asked: Sequence[Question]) -> None:
    with new_index(url) as index:
        assert not index.publish(items)
        index.settle()
        index.sample_means([SCOPE.org_id])
        pairs = []
        for question in asked:
            pairs.append((_searching(index, question), asking(client, index, question)))
        interleaved(pairs)
        ours, theirs = interleaved(pairs)
    ratio = median(ours) / median(theirs)
    report("index_search", "opensearch", value=1000 * median(ours), unit="ms", ratio=ratio, goal=SEARCH_GOAL)


def _searching(index: OpenSearchIndex, question: Question) -> Any:
    def search() -> None:
        found = index.search(SCOPE, question.text, question.vector, k=K, fusion=Fusion())
        assert len(found.hits) == K
        assert not found.degraded

    return search


def asking(client: OpenSearch, index: OpenSearchIndex, question: Question, *, depth: int = DEPTH) -> Any:
    """The same two queries raw, so deep, then the rows of what they found."""
    names = index.names
    dense = dense_body(Asked(SCOPE, question.text, question.vector, K, Fusion()), depth=depth)
    dense["query"]["knn"]["embedding"]["vector"] = question.vector.tolist()
    words = words_body(SCOPE, parse(question.text), depth=depth)
    body = [{"routing": SCOPE.org_id}, words, {"routing": SCOPE.org_id}, dense]

    def ask() -> None:
        answers = client.msearch(index=names.chunks, body=body)["responses"]
        ids = {hit["_source"]["document_id"] for answer in answers for hit in answer["hits"]["hits"]}
        docs = [{"_id": name, "routing": SCOPE.org_id} for name in ids]
        client.mget(index=names.documents, body={"docs": docs})

    return ask


@contextlib.contextmanager
def new_index(url: str, spec: IndexSpec = SPEC) -> Iterator[OpenSearchIndex]:
    """An index of its own with that spec, removed at the end."""
    with contextlib.closing(OpenSearchIndex(url, f"bench{uuid.uuid4().hex[:8]}")) as index:
        index.ensure(spec)
        yield index
        with contextlib.closing(OpenSearch(url, timeout=60)) as client:
            for alias in (index.names.documents, index.names.chunks):
                client.indices.delete(index=next(iter(client.indices.get_alias(name=alias))))


@contextlib.contextmanager
def _raw(client: OpenSearch) -> Iterator[str]:
    name = f"bench{uuid.uuid4().hex[:8]}-raw"
    client.indices.create(index=name, body=chunks_body(None, SPEC))
    yield name
    client.indices.delete(index=name)
