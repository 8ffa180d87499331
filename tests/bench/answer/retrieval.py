"""The retriever against one raw ``_msearch`` and one ``_mget`` of the same queries, on the same server."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from opensearchpy import OpenSearch

from pipelines.answer.retriever import DEPTH, STATIC, Retriever
from pipelines.embedding.live import LiveEmbedder
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.scoring import WordScores
from pipelines.evidence.terms import TermWeights
from pipelines.evidence.units import PassageUnits
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.questions import Question
from pipelines.settings import PipelineSettings
from pipelines.types import Chunk, IndexSpec, Publication, Visibility
from tests.bench.index import corpus
from tests.bench.index.measures import interleaved, median, report
from tests.bench.index.opensearch import asking, new_index

GOAL, TOP, SENTENCE = 1.2, 8, 12
# The index asks both of its queries so deep for so many hits.
RAW_DEPTH = 3 * DEPTH

Asked = Sequence[corpus.Question]
# What a process keeps between questions.
Kept = tuple[PassageUnits, WordScores]


def run(url: str, count: int) -> None:
    """Print ``retrieval_p50`` cold (every question meets passages whose sentences were never read) and warm."""
    static = WordLlamaEmbedder()
    spec = IndexSpec("bench", {"tokens": 250}, {"kind": STATIC, "model": "bench"}, static.dimensions)
    with contextlib.closing(OpenSearch(url, timeout=60)) as client, new_index(url, spec) as index:
        assert not index.publish(list(_publications(static)))
        index.settle()
        index.sample_means([corpus.SCOPE.org_id])
        asked = [replace(one, vector=static.embed_question(one.text)) for one in corpus.questions(count)]
        kept = _remembered(index, static)
        _figures(client, index, asked, kept=lambda: kept)  # the server's compiler has not seen this work yet
        cold = _figures(client, index, asked, kept=lambda: _remembered(index, static))
        warm = _warm(client, index, asked, static=static)
    for name, (ours, raw), goal in (("cold", cold, None), ("warm", warm, GOAL)):
        figure = f"retrieval_p50_{name}"
        report(figure, "opensearch", value=1000 * median(ours), unit="ms", ratio=median(ours) / median(raw), goal=goal)


def _warm(
    client: OpenSearch, index: OpenSearchIndex, asked: Asked, *, static: WordLlamaEmbedder
) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    raw: list[float] = []
    kept = _remembered(index, static)
    for question in asked:
        _retrieving(index, question, kept)()
        one, other = _figures(client, index, [question], kept=lambda: kept)
        ours += one
        raw += other
    return ours, raw


def _figures(
    client: OpenSearch, index: OpenSearchIndex, asked: Asked, *, kept: Callable[[], Kept]
) -> tuple[list[float], list[float]]:
    return interleaved(
        [(_retrieving(index, one, kept()), asking(client, index, one, depth=RAW_DEPTH)) for one in asked]
    )


def _retrieving(index: OpenSearchIndex, asked: corpus.Question, kept: Kept) -> Any:
    retriever = Retriever(index, kept[0], embedder=LiveEmbedder(index, PipelineSettings()), scores=kept[1])
    question = Question(asked.text, corpus.SCOPE, {corpus.SOURCE: Visibility.CITABLE}, top_k=TOP)

    def retrieve() -> None:
        found = retriever.run(question=question, text=asked.text, vector=asked.vector)["passages"]
        assert len(found.items) == TOP
        assert not found.degraded

    return retrieve


def _remembered(index: OpenSearchIndex, static: WordLlamaEmbedder) -> Kept:
    return PassageUnits(static), WordScores(index, TermWeights(index))


def _publications(static: WordLlamaEmbedder) -> Iterator[Publication]:
    """The bench's documents in sentences, with static vectors of their own."""
    for item in corpus.publications():
        chunks = tuple(map(_in_sentences, item.chunks))
        vectors = static.embed_documents([chunk.text for chunk in chunks])
        yield replace(item, chunks=chunks, vectors=vectors)


def _in_sentences(chunk: Chunk) -> Chunk:
    words = chunk.text.split()
    sentences = (" ".join(words[at : at + SENTENCE]).capitalize() for at in range(0, len(words), SENTENCE))
    text = ". ".join(sentences) + "."
    return replace(chunk, text=text, end=chunk.start + len(text))
