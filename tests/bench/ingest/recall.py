"""Recall@10 of the vector branch against exact search, after a first load on OpenSearch. SQLite's search is exact."""

import random
import uuid
from collections.abc import Sequence
from contextlib import closing

import numpy as np
from opensearchpy import OpenSearch

from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.index.opensearch.mapping import Names
from pipelines.index.opensearch.searching import Asked, dense_body
from pipelines.ingest.chunk_embedder import embedding_text
from pipelines.types import Chunk, Fusion, Vector, document_id_for
from tests.bench.ingest.engine import ORG, SCOPE, SOURCE, load, prepare, settings_for, workshop_of
from tests.bench.ingest.loads import Bench, remove
from tests.bench.ingest.measured import line

K, DEEP, QUESTIONS, WORDS = 10, 30, 300, 12


def run(bench: Bench) -> None:
    """Print the recall of the ten nearest, asked for ten and for as many as a search looks at."""
    prefix = f"bench{uuid.uuid4().hex[:8]}"
    settings = settings_for(bench.folder / "recall", bench.url, prefix)
    try:
        prepare(settings, bench.files)
        with workshop_of(settings) as workshop:
            load(workshop)
            ids = [document_id_for(SOURCE, path.name) for path in bench.files]
            chunks = [chunk for one in ids for chunk in workshop.index.chunks(SCOPE, one)]
        _print(bench.url, Names(prefix), chunks)
    finally:
        remove(bench.url, prefix)


def _print(url: str, names: Names, chunks: Sequence[Chunk]) -> None:
    embedder, chance = WordLlamaEmbedder(), random.Random(3)
    vectors = embedder.embed_documents([embedding_text(chunk) for chunk in chunks])
    hashes = np.array([chunk.chunk_id for chunk in chunks])
    asked = [_part(one.text.split(), chance) for one in chance.sample(_long(chunks), QUESTIONS)]
    questions = embedder.embed_documents(asked)
    exact = [set(hashes[np.argpartition(-(vectors @ vector), K)[:K]]) for vector in questions]
    with closing(OpenSearch(url, timeout=60)) as client:
        for depth in (K, DEEP):
            found = [_nearest(client, names, vector, depth=depth) for vector in questions]
            shares = [len(one & other) / K for one, other in zip(exact, found, strict=True)]
            line(f"recall_at_10_of_{depth}", "opensearch", float(np.mean(shares)), unit="share", chunks=len(chunks))


def _part(words: Sequence[str], chance: random.Random) -> str:
    at = chance.randrange(len(words) - WORDS)
    return " ".join(words[at : at + WORDS])


def _long(chunks: Sequence[Chunk]) -> list[Chunk]:
    return [chunk for chunk in chunks if len(chunk.text.split()) >= 2 * WORDS]


def _nearest(client: OpenSearch, names: Names, vector: Vector, *, depth: int) -> set[str]:
    body = dense_body(Asked(SCOPE, "", None, depth, Fusion()), depth=depth)
    body["query"]["knn"]["embedding"]["vector"] = vector.tolist()
    answer = client.search(index=names.chunks, body=body | {"_source": ["chunk_id"]}, params={"routing": ORG})
    return {hit["_source"]["chunk_id"] for hit in answer["hits"]["hits"][:K]}
