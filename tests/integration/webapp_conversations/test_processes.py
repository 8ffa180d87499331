"""Two real web processes, a real chat model's protocol, and a SIGKILL in the middle of an answer."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from tests.integration.webapp_conversations.serving import Event, ask, conversation, events_of, follow, messages, said
from tests.integration.webapp_sources.desk import Desk, Owner, web_process
from tests.servers.openai_standin import Reply, Standin
from tests.servers.prefect import free_port
from tests.unit.pipelines.answering_desk import LIBRARY
from tests.unit.pipelines.answering_desk import Desk as Library
from webapp.conversations.eventlog import STALE

QUESTION = "How long are books lent?"


@pytest.fixture
def slow() -> Iterator[Standin]:
    """A chat model that speaks slowly."""
    server = Standin()
    yield server
    server.close()


@pytest.fixture
def alone() -> dict[str, str]:
    """No Prefect, and no model."""
    return {"PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api"}


@pytest.fixture
def env(slow: Standin, alone: dict[str, str]) -> dict[str, str]:
    """Where the web apps find their chat model, and no Prefect."""
    return {"OPENAI_API_KEY": "test-key", "OPENAI_BASE_URL": slow.url, **alone}


@contextmanager
def served(data: Path, env: dict[str, str]) -> Iterator[Desk]:
    """A web process, and the desk that speaks to it."""
    with web_process(data, **env) as (url, _):
        desk = Desk(url, data)
        with desk.clients:
            yield desk


def library(data: Path, owner: Owner) -> None:
    """Documents in the owner's chatbot, published as the indexing pipeline would."""
    source = owner.source()
    org = owner.ok(owner.http.get("/auth/me/"))["organization"]["id"]
    made = Library(data)
    made.publish(LIBRARY, source=source, org=org)
    made.index.close()


def stocked(desk: Desk, data: Path) -> Owner:
    """A person with these documents."""
    owner = desk.person()
    library(data, owner)
    return owner


def talk_of(owner: Owner) -> str:
    """A new conversation with the owner's chatbot."""
    path = f"/api/v1/chatbots/{owner.chatbot}/conversations/"
    return str(owner.ok(owner.http.post(path, json={}), 201)["id"])


@pytest.mark.slow
def test_an_answer_is_shared_by_processes_and_its_death_is_told(
    tmp_path: Path, slow: Standin, env: dict[str, str]
) -> None:
    """One process makes it, the other tells it and stops it; killed in mid answer, every reader learns it."""
    answer = "Books are lent for four weeks [1]. A loan can be renewed twice [1]."
    with web_process(tmp_path, **env) as (first, process), web_process(tmp_path, **env) as (second, _):
        one = Desk(first, tmp_path)
        with one.clients:
            owner = stocked(one, tmp_path)
            two = Desk(second, tmp_path, one.clients).client(owner.http.headers["Authorization"].split()[1])

            # A conversation each: with a history, the model is asked once more, to make the question stand alone.
            slow.script(Reply(text=answer, pause=0.1))
            begun = ask(owner.http, talk_of(owner), QUESTION, most=3)
            rest = follow(two, begun[0].data["message_id"], begun[-1].id)
            message = rest[-1].data["message"]
            assert (message["mode"], message["status"], message["answered"]) == ("llm", "done", True)
            assert said(begun + rest) == message["content"]
            assert message["citations"][0]["quote"] in LIBRARY["loans.md"]

            slow.script(Reply(text=answer * 3, pause=0.2))
            begun = ask(owner.http, talk_of(owner), QUESTION, most=3)
            assert two.post(f"/api/v1/messages/{begun[0].data['message_id']}/stop/").status_code == 202
            stopped = follow(owner.http, begun[0].data["message_id"])[-1].data["message"]
            assert stopped["status"] == "stopped"
            assert len(stopped["content"]) < len(answer)

            slow.script(Reply(text=answer * 9, pause=0.3))
            talk = talk_of(owner)
            begun = ask(owner.http, talk, QUESTION, most=4)
            for child in [*reversed(psutil.Process(process.pid).children(recursive=True)), process]:
                os.kill(child.pid, signal.SIGKILL)
            killed = time.monotonic()
            rest = follow(two, begun[0].data["message_id"], begun[-1].id)
            assert rest[-1].kind == "error"
            assert rest[-1].data["problem"]["code"] == "interrupted"
            # Far less than a missing heartbeat takes: its lock told.
            assert time.monotonic() - killed < STALE.total_seconds() / 2
            last = messages(two, talk)[-1]
            assert last["status"] == "failed"
            assert answer.startswith(last["content"][:10])
            assert len(last["content"]) < len(answer)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A web process without a model, for those who leave it as it is."""
    nowhere = {"PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api"}
    with served(tmp_path_factory.mktemp("plain"), nowhere) as desk:
        yield desk


def test_fifty_real_answers_at_once(plain: Desk) -> None:
    """Without any model: fifty questions at the same time, each answered from the document, cited and stored."""
    owner = stocked(plain, plain.data)
    talks = [talk_of(owner) for _ in range(50)]
    token = owner.http.headers["Authorization"].split()[1]
    clients = [plain.client(token) for _ in talks]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda pair: ask(*pair, QUESTION), zip(clients, talks, strict=True)))
    for events in answers:
        message = events[-1].data["message"]
        assert (message["status"], message["mode"]) == ("done", "extractive")
        assert "four weeks" in message["content"]
        assert said(events) == message["content"]
        assert message["citations"]


def test_a_conversation_alone_needs_no_source(plain: Desk) -> None:
    """A chatbot without knowledge says so, and the question is a gap: nothing fails."""
    client = plain.person().http
    talk = conversation(client)
    message = ask(client, talk, QUESTION)[-1].data["message"]
    assert (message["answered"], message["citations"], message["status"]) == (False, [], "done")


KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
EVENTS = {"Accept": "text/event-stream", **KEY}


def again(client: httpx.Client, talk: str, content: str = QUESTION) -> httpx.Response:
    """Ask under the key, for JSON."""
    path = f"/api/v1/conversations/{talk}/messages/"
    return client.post(path, json={"content": content}, headers=KEY)


def told_again(client: httpx.Client, talk: str, *, most: int = 10_000) -> list[Event]:
    """Ask under the key, read so many events of the stream, and leave."""
    path = f"/api/v1/conversations/{talk}/messages/"
    with client.stream("POST", path, json={"content": QUESTION}, headers=EVENTS) as response:
        return events_of(response, most)


@pytest.mark.slow
def test_a_repeat_after_a_kill_tells_how_the_answer_ended(tmp_path: Path, slow: Standin, env: dict[str, str]) -> None:
    """Its process was killed in the middle: the next one neither asks nor answers anew, and says why; for good."""
    slow.script(Reply(text="Books are lent for four weeks [1]. " * 9, pause=0.2))
    with web_process(tmp_path, **env) as (url, process):
        one = Desk(url, tmp_path)
        with one.clients:
            owner = stocked(one, tmp_path)
            talk = talk_of(owner)
            begun = told_again(owner.http, talk, most=4)
            for child in [*reversed(psutil.Process(process.pid).children(recursive=True)), process]:
                os.kill(child.pid, signal.SIGKILL)
            token = owner.http.headers["Authorization"].split()[1]
    for _ in range(2):
        with served(tmp_path, env) as desk:
            client = desk.client(token)
            answer = again(client, talk)
            events = told_again(client, talk)
            question, stored = messages(client, talk)
            assert again(client, talk, "What else?").json()["code"] == "idempotency_key_reused"
        assert (answer.status_code, answer.json()["code"]) == (503, "interrupted")
        assert (events[0].data, events[-1].kind) == (begun[0].data, "error")
        problem = events[-1].data["problem"]
        assert stored["error"] == {"code": "interrupted", "detail": problem["detail"]}
        assert answer.json()["detail"] == problem["detail"]
        assert (question["content"], question["error"]) == (QUESTION, None)
        assert (stored["id"], stored["status"]) == (begun[0].data["message_id"], "failed")
        assert len(slow.requests) == 1


@pytest.mark.parametrize("fault", ["500", "401", "stall-at-once"])
def test_a_provider_that_fails_is_no_failed_answer(
    tmp_path: Path, slow: Standin, env: dict[str, str], *, fault: str
) -> None:
    """The answer is quoted and labelled, and has no error; sent again it is told again, and the provider left alone."""
    slow.script(*[fault] * 20)
    with served(tmp_path, {**env, "REFDESK_LLM_TIMEOUT_SECONDS": "2"}) as desk:
        owner = stocked(desk, tmp_path)
        talk = talk_of(owner)
        first = again(owner.http, talk)
        asked = len(slow.requests)
        assert asked > 0
        assert again(owner.http, talk).json() == first.json()
        assert told_again(owner.http, talk)[-1].data == first.json()
        assert len(slow.requests) == asked
        message = first.json()["message"]
        assert (message["status"], message["degraded"], message["error"]) == ("done", ["llm"], None)
        assert "four weeks" in message["content"]
        assert len(messages(owner.http, talk)) == 2


def test_why_an_answer_failed_is_kept(tmp_path: Path, alone: dict[str, str]) -> None:
    """A stored text is damaged: the stream's last words stand with the message, also for the next process."""
    with served(tmp_path, alone) as desk:
        owner = stocked(desk, tmp_path)
        for text in (tmp_path / "blobs" / "texts").rglob("*.json"):
            text.write_text("{}")
        talk = talk_of(owner)
        events = told_again(owner.http, talk)
        token = owner.http.headers["Authorization"].split()[1]
    problem = events[-1].data["problem"]
    assert problem["code"] == "internal_error"
    with served(tmp_path, alone) as desk:
        client = desk.client(token)
        stored = messages(client, talk)[-1]
        assert (stored["status"], stored["content"]) == ("failed", said(events))
        assert stored["error"] == {"code": problem["code"], "detail": problem["detail"]}
        assert told_again(client, talk) == events
        answer = again(client, talk)
        assert (answer.status_code, answer.json()["detail"]) == (problem["status"], problem["detail"])
        assert len(messages(client, talk)) == 2
