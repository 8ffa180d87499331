"""A reranker puts passages into another order and changes nothing else; where it fails they stay as they were."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
import yaml
from pydantic import SecretStr

from pipelines.answer.answerer import Answerer
from pipelines.answer.pipeline import build_query_pipeline, read_query_pipeline
from pipelines.assembly.installation import Installation
from pipelines.assembly.reranking import MOST_PASSAGES, PASSAGE, QUESTION
from pipelines.embedding.cross_encoder import CrossEncoder, reranker_trouble
from pipelines.endpoints import Endpoint
from pipelines.errors import RerankerUnavailable
from pipelines.providers.breaker import FAILURES
from pipelines.questions import Passages, Question
from pipelines.settings import PipelineSettings
from tests.servers.rerank_standin import RerankStandin, rerank_standin
from tests.unit.pipelines.answering_desk import Desk, question
from tests.unit.pipelines.cross_encoder import write_cross_encoder

LOCKERS = {
    f"floor-{n}.md": f"Floor {n}\n\nThe lockers of floor {n} are opened with a card. {'Ask at the desk. ' * 3}"
    for n in range(6)
} | {"last.md": "Lockers\n\nWhere the green marble elephant stands, lockers are free."}
# One word of it stands where the others do not.
ASKED, RARE = "The lockers of floor 3 are opened with a card, ask at the desk, which are free?", "free"
SCOPE = question(ASKED).scope


@pytest.fixture(scope="module")
def lockers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(Path(tmp_path_factory.mktemp("lockers")))
    desk.publish(LOCKERS)
    yield desk
    desk.index.close()


@pytest.fixture(scope="module")
def running() -> Iterator[RerankStandin]:
    with rerank_standin() as standin:
        yield standin


@pytest.fixture
def server(running: RerankStandin) -> RerankStandin:
    running.requests.clear()
    running.keys.clear()
    running.reply, running.pause, running.words = None, 0.0, {RARE}
    return running


def found(answerer: Answerer, k: int = 3, reranker: Endpoint | None = None) -> Passages:
    try:
        return answerer.search(Question(ASKED, SCOPE, question(ASKED).visibility, top_k=k, reranker=reranker))
    finally:
        answerer.close()


def test_a_cross_encoder_is_run(tmp_path: Path) -> None:
    """Its logits, whatever the order and length of the texts; of a folder's own model."""
    encoder = CrossEncoder(str(write_cross_encoder(tmp_path / "own", ["card", "desk", "floor"], bias=-5)))
    texts = ["no such word", "card card and a longer text than any other that stands here", "floor desk card", ""]
    assert encoder.scores("card desk floor", texts, seconds=5, left=Event()) == [-5, -3, -2, -5]


def test_the_order_is_the_rerankers(lockers: Desk, tmp_path: Path) -> None:
    """What answers best comes first although the index had it behind what is wanted; a search says the same."""
    folder = write_cross_encoder(tmp_path / "own", [RARE])
    before = found(lockers.answerer(), k=7)
    assert before.items[0].uri != "last.md"
    for k in (1, 2):
        after = found(lockers.answerer(reranker=f"fastembed:{folder}"), k=k)
        assert [one.uri for one in after.items] == ["last.md", before.items[0].uri][:k]
        assert (after.items[0].extra["reranker"], after.degraded) == (1, ())


@pytest.mark.parametrize(("kind", "sent"), [("rerank:some-model", "documents"), ("tei", "texts")])
def test_a_server_is_asked(lockers: Desk, server: RerankStandin, *, kind: str, sent: str) -> None:
    """In the words that its kind understands, with its key, and no more than it may be given."""
    settings = {"reranker": kind, "reranker_url": server.url, "reranker_key": "k-1"}
    after = found(lockers.answerer(**settings))
    assert after.items[0].uri == "last.md"
    (request,) = server.requests
    assert (request["query"], len(request[sent])) == (ASKED, 7)
    assert request.get("model") == ("some-model" if sent == "documents" else None)
    assert server.keys == ["Bearer k-1"]
    desk = lockers.answerer(**settings)
    desk._installation.reranker.own.scores("q" * 9_000, ["t" * 9_000] * 200, Heedless())  # type: ignore[union-attr, arg-type]
    desk.close()
    assert len(server.requests[-1]["query"]) == QUESTION
    assert {len(text) for text in server.requests[-1][sent]} == {PASSAGE}
    assert len(server.requests[-1][sent]) == MOST_PASSAGES


class Heedless:
    stopped = False


ABSURD = {
    "status": (500, b""),
    "html": (200, b"<!doctype html>"),
    "empty": (200, b"{}"),
    "no scores": (200, b'{"results": []}'),
    "not a number": (200, b'{"results": [{"index": 0, "relevance_score": NaN}]}'),
    "too large a number": (200, b'{"results": [{"index": 0, "relevance_score": 1e400}]}'),
    "a number of a thousand digits": (200, b'[{"index": 0, "score": 1' + b"0" * 1_000 + b"}]"),
    "a text that was not given": (200, b'[{"index": 9, "score": 1}]'),
    "a text from behind": (200, b'[{"index": -1, "score": 1}]'),
    "the same twice": (200, b'[{"index": 0, "score": 1}, {"index": 0, "score": 2}]'),
    "words": (200, b'[{"index": "0", "score": "high"}]'),
    "depth": (200, b"[" * 100_000),
    "without end": (200, b'"' + b"a" * 3_000_000 + b'"'),
    "not UTF-8": (200, b'"\xff\xfe'),
}


@pytest.mark.parametrize("reply", ABSURD.values(), ids=ABSURD)
def test_what_is_no_order_changes_nothing(lockers: Desk, server: RerankStandin, reply: tuple[int, bytes]) -> None:
    """The passages are those that would have come without it, and the answer says what was missing."""
    server.reply = reply
    after = found(lockers.answerer(reranker="rerank:m", reranker_url=server.url))
    assert after == Passages(found(lockers.answerer()).items, ("reranker",))


def test_one_that_an_organisation_has_set_up(lockers: Desk, server: RerankStandin) -> None:
    """Through the guard, with its key, instead of the installation's; where it cannot be asked nothing changes."""
    theirs = Endpoint("p-1", server.url.removesuffix("/rerank"), SecretStr("sk-1"), "m")
    plain = found(lockers.answerer())
    own = {"reranker": "rerank:own", "reranker_url": "http://127.0.0.1:9/rerank"}
    for settings in ({}, own):
        after = found(lockers.answerer(outbound_allowed="127.0.0.1", **settings), reranker=theirs)
        assert (after.items[0].uri, after.items[1].uri, len(after.items)) == ("last.md", plain.items[0].uri, 3)
        assert after.degraded == ()
    assert [(one["model"], len(one["documents"])) for one in server.requests] == [("m", 7)] * 2
    assert server.keys == ["Bearer sk-1"] * 2
    for one, allowed in ((theirs, ""), (replace(theirs, key=None, usable=False), "127.0.0.1")):
        after = found(lockers.answerer(outbound_allowed=allowed), reranker=one)
        assert after == Passages(plain.items, ("reranker",))
    assert len(server.requests) == 2
    answerer = lockers.answerer(outbound_allowed="127.0.0.1")
    for pii in ("off", "placeholders"):
        answerer.answer(question(f"{ASKED} Ask ada.reader@example.org", reranker=theirs, pii=pii))
    assert ["ada.reader" in str(one) for one in server.requests[2:]] == [True, False]
    server.reply = (500, b"")
    answer = answerer.answer(question(ASKED, reranker=theirs))
    answerer.close()
    assert answer.degraded == ("reranker",)


def test_a_part_of_the_scores(lockers: Desk, server: RerankStandin) -> None:
    """Passages without one stay behind the others, in the order of the index."""
    server.reply = (200, b'[{"index": 5, "score": -3}, {"index": 2, "score": -1}]')
    before = found(lockers.answerer(), k=7)
    after = found(lockers.answerer(reranker="tei", reranker_url=server.url), k=7)
    order = [before.items.index(next(one for one in before.items if one.uri == each.uri)) for each in after.items]
    assert (order, after.degraded) == ([2, 5, 0, 1, 3, 4, 6], ())


def test_one_that_is_late_or_away(lockers: Desk, server: RerankStandin) -> None:
    """Its share of the time is all that it gets, also where it dribbles; after failures in a row it is left alone."""
    server.pause = 0.2
    desk = lockers.answerer(reranker="tei", reranker_url=server.url, reranker_seconds=0.3)
    plain, began = found(lockers.answerer()), time.monotonic()
    first = desk.search(Question(ASKED, SCOPE, question(ASKED).visibility, top_k=3))
    assert time.monotonic() - began < 1.5
    assert first == Passages(plain.items, ("reranker",))
    for _ in range(FAILURES):
        assert desk.search(Question(ASKED, SCOPE, question(ASKED).visibility, top_k=3)) == first
    assert len(server.requests) == FAILURES
    desk.close()
    away = lockers.answerer(reranker="tei", reranker_url="http://127.0.0.1:9/rerank")
    assert found(away).degraded == ("reranker",)
    assert found(lockers.answerer(reranker="tei")).degraded == ("reranker",), "without an address"


def test_the_answer_says_so(lockers: Desk, server: RerankStandin) -> None:
    """It is the same answer, labelled."""
    asked = question("What are the lockers of floor 3 opened with?")
    server.reply = (503, b"")
    whole, labelled = (lockers.answerer(**more) for more in ({}, {"reranker": "tei", "reranker_url": server.url}))
    without, answer = whole.answer(asked), labelled.answer(asked)
    assert (answer.content, answer.citations) == (without.content, without.citations)
    assert (without.degraded, answer.degraded) == ((), ("reranker",))
    server.reply = None
    assert labelled.answer(asked).degraded == ()
    whole.close()
    labelled.close()


def test_it_stands_in_a_pipelines_file(lockers: Desk, tmp_path: Path) -> None:
    """By its part's name; read where none is set it changes nothing, and a file from before it is read as ever."""
    written = tmp_path / "own.yaml"
    settings = PipelineSettings(data_dir=lockers.folder, reranker="tei", reranker_url="http://127.0.0.1:9/")
    made = build_query_pipeline(Installation(settings, index=lockers.index, storage=lockers.storage)).dumps()
    assert "part: reranker" in made
    assert "127.0.0.1" not in made
    written.write_text(made)
    assert found(lockers.answerer(query_pipeline=written)) == found(lockers.answerer())
    before = PipelineSettings(data_dir=lockers.folder)
    old = build_query_pipeline(Installation(before, index=lockers.index, storage=lockers.storage)).dumps()
    written.write_text(old.replace("      times: 1\n", ""))
    assert "times" not in written.read_text()
    own = PipelineSettings(data_dir=lockers.folder, query_pipeline=written)
    read = read_query_pipeline(Installation(own, index=lockers.index, storage=lockers.storage)).dumps()
    assert yaml.safe_load(read)["components"] == yaml.safe_load(old)["components"]


@pytest.mark.parametrize("broken", ["no model", "absent", "nan", "untokenized"])
def test_a_model_that_is_none(tmp_path: Path, broken: str) -> None:
    """It is named, with what to do about it."""
    folder = write_cross_encoder(tmp_path / "own", ["card"], bias=float("nan") if broken == "nan" else 0.0)
    if broken == "no model":
        (folder / "model.onnx").write_bytes(b"no model")
    if broken == "absent":
        (folder / "model.onnx").unlink()
    if broken == "untokenized":
        (folder / "tokenizer.json").write_text(json.dumps({}))
    with pytest.raises(RerankerUnavailable) as refused:
        CrossEncoder(str(folder)).scores("card", ["card", "desk"], seconds=5, left=Event())
    assert "REFDESK_RERANKER" in refused.value.action


def test_the_library_is_missing(lockers: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No import fails: passages keep their order, and whoever looks is told what to install."""
    monkeypatch.setitem(sys.modules, "fastembed", None)
    monkeypatch.setitem(sys.modules, "fastembed.rerank.cross_encoder", None)
    folder = write_cross_encoder(tmp_path / "own", ["card"])
    after = found(lockers.answerer(reranker=f"fastembed:{folder}"))
    assert after == Passages(found(lockers.answerer()).items, ("reranker",))
    with pytest.raises(RerankerUnavailable, match="not installed"):
        CrossEncoder(str(folder)).scores("card", ["card"], seconds=1, left=Event())


def test_nobody_waits_any_more(tmp_path: Path) -> None:
    """Between two batches it is seen."""
    left = Event()
    left.set()
    encoder = CrossEncoder(str(write_cross_encoder(tmp_path / "own", ["card"])))
    with pytest.raises(RerankerUnavailable, match="Nobody"):
        encoder.scores("card", ["card"], seconds=1, left=left)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, ""),
        ({"reranker": "tei", "reranker_url": "http://127.0.0.1:9/rerank"}, ""),
        ({"reranker": "tei"}, "REFDESK_RERANKER_URL"),
        ({"reranker": "rerank:m"}, "REFDESK_RERANKER_URL"),
        ({"reranker": "fastembed:BAAI/bge-reranker-base"}, ""),
        ({"reranker": "fastembed:/no/such/folder"}, "no folder"),
    ],
)
def test_what_can_be_seen_before_it_is_used(settings: dict[str, str], told: str) -> None:
    """`refdesk check` says what is missing, and what to do."""
    said = reranker_trouble(PipelineSettings(**settings))  # type: ignore[arg-type]
    assert (told in said, bool(said)) == (True, bool(told))


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without importing it."""
    monkeypatch.setitem(sys.modules, "fastembed", None)
    said = reranker_trouble(PipelineSettings(reranker="fastembed:BAAI/bge-reranker-base"))
    assert "pip install" in said


@pytest.mark.parametrize("setting", ["cohere", "fastembed:", "rerank:", "tei:x"])
def test_kinds_that_nobody_knows(setting: str) -> None:
    """Are refused at the start."""
    with pytest.raises(ValueError, match="reranker"):
        PipelineSettings(reranker=setting)
