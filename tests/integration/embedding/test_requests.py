"""A provider's faults: every text is embedded exactly once, or told why not; what others got stays theirs."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from pipelines.embedding.live import LiveEmbedder
from pipelines.embedding.openai import OpenAIEmbedder
from pipelines.embedding.requests import Limits
from pipelines.embedding.unit import unit_rows
from pipelines.errors import EmbedderUnavailable
from pipelines.index.sqlite import SQLiteIndex
from pipelines.ingest.batch import Batch, Prepared
from pipelines.ingest.chunk_embedder import ChunkEmbedder, embedding_text
from pipelines.settings import PipelineSettings
from pipelines.types import Chunk, Document, IndexSpec, Lease, Status, Text, Vector, document_id_for
from tests.servers.openai_standin import Reply, Standin, embedding, error, standin, standin_server

__all__ = ["standin", "standin_server"]

Json = dict[str, Any]
DIMENSIONS = 64
QUICK = Limits(items=10, tokens=1_000, pause=0.01)
TEXTS = [f"text number{number}" for number in range(35)]


@pytest.fixture
def embedder(standin: Standin) -> OpenAIEmbedder:
    """One of the stand-in's, with small requests."""
    return OpenAIEmbedder("any", api_key="k", base_url=standin.url, dimensions=DIMENSIONS, limits=QUICK)


class Answered:
    """Counts the texts of requests that were answered; ``fault`` says how a request is answered, None: well."""

    def __init__(self, standin: Standin, fault: Callable[[int, list[str]], Reply | None]) -> None:
        self.texts: Counter[str] = Counter()
        self.requests = 0
        self._fault = fault
        standin.judge = self._judge

    def _judge(self, request: Json) -> Reply | None:
        self.requests += 1
        reply = self._fault(self.requests, request["input"])
        if reply is None or (reply.status == 200 and reply.body is None):
            self.texts.update(request["input"])
        return reply


def embeddings(texts: list[str], *, lacking: int = 0, dimensions: int = DIMENSIONS) -> Reply:
    """An answer with the last few vectors left out."""
    data = [{"index": n, "embedding": embedding(text, dimensions)} for n, text in enumerate(texts)]
    return Reply(body=json.dumps({"object": "list", "data": data[: len(data) - lacking]}).encode())


def expected(texts: list[str]) -> Vector:
    raw = np.asarray([embedding(text, DIMENSIONS) for text in texts], dtype=np.float32)
    return unit_rows(raw, dimensions=DIMENSIONS, model="stand-in")


def test_requests_are_filled_by_items_and_tokens(standin: Standin, embedder: OpenAIEmbedder) -> None:
    """Thirty-five texts in four requests; a long one stands alone."""
    answered = Answered(standin, lambda _, __: None)
    assert np.allclose(embedder.embed_documents(TEXTS), expected(TEXTS))
    assert answered.requests == 4
    embedder.embed_documents(["short", "long " * 700, "short again"])
    assert answered.requests == 7
    assert set(answered.texts.values()) == {1}


FAULTS: dict[str, Callable[[int, list[str]], Reply | None]] = {
    "429 that says when": lambda n, _: error(429, Retry_After="0.05") if n in (1, 3) else None,
    "429 that does not": lambda n, _: error(429) if n == 2 else None,
    "503": lambda n, _: error(503, Retry_After="0") if n == 1 else None,
    "413 over three": lambda _, texts: error(413) if len(texts) > 3 else None,
    "400 that speaks of the batch": lambda _, texts: (
        Reply(status=400, body=b'{"error": {"message": "batch size too large"}}') if len(texts) > 4 else None
    ),
    "500 once": lambda n, _: error(500) if n == 1 else None,
    "an error within 200": lambda n, _: Reply(body=b'{"error": {"message": "overloaded"}}') if n == 2 else None,
    "no JSON": lambda n, _: Reply(body=b"<html>proxy</html>", content_type="text/html") if n == 1 else None,
    "half of an answer": lambda n, _: Reply(body=b'{"data": [{"index": 0, "emb') if n == 1 else None,
    "out of order": lambda _, __: Reply(shuffled=True),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_each_text_is_embedded_exactly_once(
    standin: Standin, embedder: OpenAIEmbedder, fault: Callable[[int, list[str]], Reply | None]
) -> None:
    """Whatever went wrong on the way, and each vector is its own text's."""
    answered = Answered(standin, fault)
    assert np.allclose(embedder.embed_documents(TEXTS), expected(TEXTS))
    assert answered.texts == Counter(TEXTS)


def test_a_limit_is_learnt_once(standin: Standin, embedder: OpenAIEmbedder) -> None:
    """The next texts go out in requests that pass."""
    answered = Answered(standin, lambda _, texts: error(413) if len(texts) > 3 else None)
    embedder.embed_documents(TEXTS)
    before = answered.requests
    embedder.embed_documents([f"later {text}" for text in TEXTS])
    assert answered.requests - before == -(-len(TEXTS) // 2)


@pytest.mark.parametrize("status", [413, 400])
def test_a_text_that_is_too_long_for_the_model_is_no_limit_of_requests(
    standin: Standin, embedder: OpenAIEmbedder, status: int
) -> None:
    """It fails alone, in the words of whoever refused it; what comes later still shares requests."""
    refusal = Reply(status=status, body=b'{"error": {"message": "maximum context length is 512 tokens"}}')
    answered = Answered(standin, lambda _, texts: refusal if "text number17" in texts else None)
    (answers,) = embedder.embed_each([TEXTS])
    failed = [text for text, one in zip(TEXTS, answers, strict=True) if isinstance(one, EmbedderUnavailable)]
    assert failed == ["text number17"]
    before = answered.requests
    embedder.embed_documents([f"later {text}" for text in TEXTS])
    assert answered.requests - before == 4


@pytest.mark.parametrize("wrong", [None, "text", ["x"], [[1.0]], {}, 7, [None] * DIMENSIONS, [10**400] * DIMENSIONS])
def test_a_vector_that_is_none_fails_its_text_alone(standin: Standin, embedder: OpenAIEmbedder, wrong: object) -> None:
    """Whatever stands where a vector should: the others of the answer keep theirs."""

    def fault(_: int, texts: list[str]) -> Reply:
        data = [{"index": at, "embedding": embedding(text, DIMENSIONS)} for at, text in enumerate(texts)]
        if TEXTS[1] in texts:
            data[texts.index(TEXTS[1])]["embedding"] = wrong
        return Reply(body=json.dumps({"object": "list", "data": data}).encode())

    Answered(standin, fault)
    (answers,) = embedder.embed_each([TEXTS[:4]])
    assert [isinstance(one, EmbedderUnavailable) for one in answers] == [False, True, False, False]


@pytest.mark.parametrize("place", [None, "0", [0], -1, 4, 0.5, True])
def test_an_answer_whose_places_make_no_sense_is_asked_for_again(
    standin: Standin, embedder: OpenAIEmbedder, place: object
) -> None:
    """Nothing of it is taken for somebody else's vector."""

    def fault(number: int, texts: list[str]) -> Reply | None:
        data = [{"index": place, "embedding": embedding(text, DIMENSIONS)} for text in texts]
        return Reply(body=json.dumps({"object": "list", "data": data[:1]}).encode()) if number == 1 else None

    answered = Answered(standin, fault)
    assert np.allclose(embedder.embed_documents(TEXTS[:4]), expected(TEXTS[:4]))
    assert answered.requests > 1


def test_only_what_an_answer_lacks_is_asked_for_again(standin: Standin, embedder: OpenAIEmbedder) -> None:
    """What came is kept."""
    asked: list[list[str]] = []

    def fault(number: int, texts: list[str]) -> Reply | None:
        asked.append(texts)
        return embeddings(texts, lacking=2) if number == 1 else None

    Answered(standin, fault)
    assert np.allclose(embedder.embed_documents(TEXTS[:5]), expected(TEXTS[:5]))
    assert asked == [TEXTS[:5], TEXTS[3:5]]


def test_a_text_that_is_refused_fails_alone(standin: Standin, embedder: OpenAIEmbedder) -> None:
    """A request that fails is never sent again whole."""
    asked: list[tuple[str, ...]] = []

    def fault(_: int, texts: list[str]) -> Reply | None:
        asked.append(tuple(texts))
        return error(400) if "text number17" in texts else None

    answered = Answered(standin, fault)
    (answers,) = embedder.embed_each([TEXTS])
    failed = [text for text, one in zip(TEXTS, answers, strict=True) if isinstance(one, EmbedderUnavailable)]
    assert failed == ["text number17"]
    assert answered.texts == Counter(text for text in TEXTS if text not in failed)
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize(
    "case",
    [
        (lambda _, __: error(401), 4),
        (lambda _, __: error(404), 4),
        (lambda _, texts: embeddings(texts, dimensions=8), 4),
        (lambda _, __: error(429, Retry_After="0"), 30),
        (lambda _, __: error(500), 60),
    ],
    ids=["401", "404", "another dimension", "429 for ever", "500 for ever"],
)
def test_what_stays_broken_ends_soon_with_its_reason(
    standin: Standin, embedder: OpenAIEmbedder, case: tuple[Callable[[int, list[str]], Reply | None], int]
) -> None:
    """Retries of all requests share one budget."""
    fault, most = case
    answered = Answered(standin, fault)
    (answers,) = embedder.embed_each([TEXTS])
    assert all(isinstance(one, EmbedderUnavailable) and one.message for one in answers)
    assert answered.requests <= most


def test_a_lost_connection_is_tried_by_halves(standin: Standin, embedder: OpenAIEmbedder) -> None:
    """Nobody knows what was done of it; the others keep theirs."""
    asked: list[int] = []

    def fault(number: int, texts: list[str]) -> Reply | None:
        asked.append(len(texts))
        return Reply(body=b"", headers={"Content-Length": "100"}) if number == 1 else None

    Answered(standin, fault)
    assert np.allclose(embedder.embed_documents(TEXTS[:8]), expected(TEXTS[:8]))
    assert asked == [8, 4, 4]


def test_several_requests_are_under_way_at_once(standin: Standin, embedder: OpenAIEmbedder) -> None:
    """Four of four: the first waits for the last."""
    together = threading.Barrier(4, timeout=20)

    answered = Answered(standin, lambda _, __: None)
    real = embedder._requests._ask

    def waiting(texts: Any) -> Any:
        together.wait()
        return real(texts)

    embedder._requests._ask = waiting
    embedder.embed_documents(TEXTS)
    assert answered.requests == 4


def test_all_wait_while_a_provider_wants_to_be_left_alone(standin: Standin, embedder: OpenAIEmbedder) -> None:
    """Retry-After holds for every request, not for the one that heard it."""
    arrived: list[float] = []

    def fault(number: int, _: list[str]) -> Reply | None:
        arrived.append(time.monotonic())
        return error(429, Retry_After="0.4") if number == 1 else None

    Answered(standin, fault)
    embedder.embed_documents(TEXTS[:5])
    assert arrived[1] - arrived[0] >= 0.4


def test_documents_share_requests_and_fail_alone(standin: Standin, tmp_path: Path) -> None:
    """Five documents in one request; what is refused of one is that document's end and nobody else's."""
    answered = Answered(standin, lambda _, texts: error(400) if any("poison" in text for text in texts) else None)
    embedding_of = {"kind": "openai", "model": "any", "dimensions": DIMENSIONS}
    spec = IndexSpec("f", {}, embedding_of, DIMENSIONS)
    settings = PipelineSettings(openai_base_url=standin.url, openai_api_key=SecretStr("k"))
    documents = [prepared("1.md", "one", "two"), prepared("2.md", "three", "poison"), prepared("3.md", "one", "four")]
    with closing(SQLiteIndex(tmp_path / "index.sqlite")) as index:
        index.ensure(spec)
        batch = Batch(Lease("run", datetime.now(UTC)), prepared=tuple(documents))
        done = ChunkEmbedder(index, LiveEmbedder(index, settings)).run(batch=batch)["batch"]
    assert [one.row.uri for one in done.prepared] == ["1.md", "3.md"]
    assert [(one.row.uri, one.status, one.error.code) for one in done.refused] == [
        ("2.md", Status.FAILED, "embedder_unavailable")
    ]
    for one in done.prepared:
        assert one.vectors is not None
        assert np.allclose(one.vectors, expected([embedding_text(chunk) for chunk in one.chunks]))
    assert set(answered.texts.values()) == {1}


def prepared(uri: str, *texts: str) -> Prepared:
    row = Document(document_id_for("s", uri), "o", "s", uri, uri)
    name = row.org_id, row.source_id, row.document_id, "v1"
    chunks = tuple(Chunk("c", *name, n, text, uri, (), None, 0, 1, f"{uri} {text}") for n, text in enumerate(texts))
    return Prepared(row, "v1", Text("", None), chunks)
