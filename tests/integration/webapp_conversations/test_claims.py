"""Statements and revisions as they are told, stored and told again, whichever process is asked."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.questions import (
    Answer,
    AnswerEvent,
    CitationEvent,
    Claim,
    ClaimEvent,
    Coverage,
    Question,
    RevisedEvent,
    TokenEvent,
)  # fmt: skip
from pipelines.types import Citation
from tests.integration.webapp_conversations.serving import (
    Apps,
    Paced,
    apps,
    ask,
    conversation,
    follow,
    messages,
)
from tests.servers.waiting import wait_for
from webapp.conversations.models import Message, MessageEvent
from webapp.sql.database import now

CITED = Citation(1, "d", "v", "s", "Loans", "loans.md", None, 0, 30, "Books are lent for four weeks.")
BACKED = Claim(0, 29, "supported", (1,), ("mark_added",))
FLAGGED = Claim(35, 57, "unsupported", (), ("number",), ("six weeks", "four weeks"))
SAID = ("Books are lent for four weeks", " [1]", ". Mars is made of cheese.")


class Judging(Paced):
    """An answerer that judges what it says; asked to, it takes everything back."""

    def answer(self, question: Question, sink: Callable[[AnswerEvent], None], stop: threading.Event) -> Answer:
        """Events as an answer of a model has them."""
        self.asked.append(question)
        for text in SAID:
            if text == " [1]":
                sink(CitationEvent(CITED))
            sink(TokenEvent(text))
        told = (BACKED, FLAGGED)
        if question.text == "void":
            sink(RevisedEvent("“Books are lent for four weeks.” [1]", "not_backed"))
            sink(CitationEvent(CITED))
            self.hold.wait(20)
            return Answer(
                "“Books are lent for four weeks.” [1]", "extractive", True, 0.8, (CITED,),
                model="m-1", finish="not_backed",
            )  # fmt: skip
        for claim in told:
            sink(ClaimEvent(claim))
        return Answer(
            "".join(SAID), "llm", True, 0.5, (CITED,), claims=told, coverage=Coverage(1, 2), model="m-1",
            finish="complete", searched="lending period",
        )  # fmt: skip


@pytest.fixture(scope="module")
def judging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apps]:
    folder: Path = tmp_path_factory.mktemp("claims")
    with apps(folder, Judging()) as running:
        yield running


def test_claims_are_told_stored_and_shown(judging: Apps) -> None:
    """Each as an event of its own, then in the message with coverage, model, search and how the model ended."""
    client = judging.person().at(judging.one)
    talk = conversation(client)
    events = ask(client, talk)
    told = [event.data["claim"] for event in events if event.kind == "claim"]
    message = messages(client, talk)[1]
    assert told == message["claims"] == events[-1].data["message"]["claims"]
    assert told[0] == {
        "start": 0, "end": 29, "verdict": "supported", "citations": [1], "reasons": ["mark_added"], "contrast": None,
    }  # fmt: skip
    assert told[1]["contrast"] == {"said": "six weeks", "passage": "four weeks"}
    assert message["coverage"] == {"backed": 1, "total": 2}
    assert (message["model"], message["finish"], message["searched"]) == ("m-1", "complete", "lending period")
    question = messages(client, talk)[0]
    assert (question["claims"], question["coverage"], question["model"]) == ([], None, None)


def test_a_revision_is_told_to_who_resumes_elsewhere(judging: Apps) -> None:
    """What was said before is void wherever it is read again; a reader who left finds what stands."""
    answering: Judging = judging.answering  # type: ignore[assignment]
    answering.hold.clear()
    client = judging.person().at(judging.one)
    talk = conversation(client)
    first = ask(client, talk, "void", most=3)
    other = judging.person().at(judging.two)
    assert other.get(f"/api/v1/messages/{first[0].data['message_id']}/events/").status_code == 404
    answering.hold.set()
    events = follow(client, first[0].data["message_id"], first[-1].id)
    revised = [event for event in events if event.kind == "revised"]
    assert [event.data["reason"] for event in revised] == ["not_backed"]
    assert revised[0].data["content"] == events[-1].data["message"]["content"]
    assert events[-1].data["message"]["finish"] == "not_backed"


def test_a_dead_process_leaves_what_stood(judging: Apps) -> None:
    """A message that was interrupted after a revision holds the revised text, not both."""
    client = judging.person().at(judging.one)
    talk = conversation(client)
    message_id = ask(client, talk, "void")[0].data["message_id"]
    wait_for(lambda: messages(client, talk)[1]["status"] == "done")
    with judging.databases[0].writing() as session:
        row = session.get_one(Message, message_id)
        row.status, row.content, row.maker = "running", "", None
        row.heartbeat_at = now().replace(year=2020)
        for event in session.query(MessageEvent).filter_by(message_id=message_id, kind="done"):
            session.delete(event)
    shown = messages(client, talk)[1]
    assert (shown["status"], shown["content"]) == ("failed", "“Books are lent for four weeks.” [1]")


def test_a_chatbot_says_what_becomes_of_claims(judging: Apps) -> None:
    """``mark`` unless it is changed; what is asked carries it; another word is refused."""
    client = judging.person().at(judging.one)
    talk = conversation(client)
    chatbot = client.get(f"/api/v1/conversations/{talk}/").json()["chatbot_id"]
    path = f"/api/v1/chatbots/{chatbot}/settings/"
    assert client.get(path).json()["claims"] == "mark"
    assert client.patch(path, json={"claims": "drop"}).json()["claims"] == "drop"
    ask(client, talk)
    assert judging.answering.asked[-1].claims == "drop"
    assert client.patch(path, json={"claims": "hide"}).status_code == 422
    assert client.patch(path, json={"claims": None}).status_code == 422
