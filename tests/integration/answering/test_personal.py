"""Personal data by the chatbot's setting: kept from the model, marked, left out, or the whole answer withheld."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.answer.answerer import Answerer
from pipelines.questions import Turn
from tests.servers.openai_standin import Reply, Standin
from tests.unit.pipelines.answering_desk import Desk, heard, question

MAIL, PHONE, NAME = "marta.lindqvist@library.example", "+46 8 508 310 00", "Marta Lindqvist"
STAFF = {
    "staff.md": (
        f"Staff\n\nThe director of the reading room is Mrs {NAME}. Write to the director at {MAIL} about the building. "
        f"By phone the director is reached at {PHONE} before noon.\n\nThe lockers are in the basement."
    )
}
ASKED = "How do I write to the director about the building?"
VALUES = (MAIL, PHONE, NAME, "Lindqvist")


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(Path(tmp_path_factory.mktemp("staff")))
    made.publish(STAFF)
    yield made
    made.index.close()


@pytest.fixture
def answerer(staff: Desk, standin: Standin) -> Iterator[Answerer]:
    made = staff.answerer(OPENAI_API_KEY="test-key", OPENAI_BASE_URL=standin.url, model="first")
    yield made
    made.close()


def test_the_model_sees_placeholders_and_the_reader_the_words(answerer: Answerer, standin: Standin) -> None:
    """Question, history and passages go out without them; what comes back is judged and cited on the words."""
    reply = Reply(text="Write to the director at ⟨EMAIL_1⟩ about the building [1].", size=3)
    standin.script(reply, reply)
    asked = question(ASKED, pii="placeholders")
    answer = heard(answerer, asked)
    assert f"director at {MAIL} about" in answer.content
    assert (answer.answered, answer.citations[0].quote in STAFF["staff.md"]) == (True, True)
    assert answer.claims[0].verdict in ("quoted", "supported")
    assert answer.withheld["email"] == 1
    assert answer.withheld["person"] >= 1
    assert answerer.answer(asked).content == answer.content
    sent = json.dumps(standin.requests, ensure_ascii=False)
    assert "⟨EMAIL_1⟩" in sent
    assert not [value for value in VALUES if value in sent]


def test_a_follow_up_is_made_standalone_without_them(answerer: Answerer, standin: Standin) -> None:
    """The history, the rewritten question and the answer share their placeholders; the search gets the words."""
    history = (Turn("user", f"Who is {MAIL}?"), Turn("assistant", f"The director, {MAIL}."))
    rewritten = Reply(text="How do I write to ⟨EMAIL_1⟩ about the building?")
    said = Reply(text="Write to the director at <EMAIL_1> about the building [1].")
    standin.script(rewritten, said)
    answer = heard(answerer, question("And how do I write there?", history=history, pii="placeholders"))
    assert MAIL in answer.content
    assert answer.trace is not None
    assert MAIL in answer.trace.searched
    assert not [value for value in VALUES if value in json.dumps(standin.requests, ensure_ascii=False)]


def test_off_sends_everything(answerer: Answerer, standin: Standin) -> None:
    """The control: without the setting the model is shown what stands there."""
    standin.script(Reply(text=f"Write to the director at {MAIL} about the building [1]."))
    answer = heard(answerer, question(ASKED))
    assert MAIL in json.dumps(standin.requests)
    assert (MAIL in answer.content, dict(answer.withheld), answer.flagged) == (True, {}, ())


@pytest.mark.parametrize("model", [True, False])
def test_flagged_is_shown_and_told(staff: Desk, answerer: Answerer, standin: Standin, *, model: bool) -> None:
    """Where it stands in the answer, of which kind."""
    standin.script(Reply(text=f"Write to the director at {MAIL} about the building [1]."))
    answer = heard(answerer if model else staff.answerer(), question(ASKED, pii="flag"))
    assert [(one.kind, answer.content[one.start : one.end]) for one in answer.flagged] == [("email", MAIL)]


@pytest.mark.parametrize("model", [True, False])
def test_redacted_keeps_its_proof(staff: Desk, answerer: Answerer, standin: Standin, *, model: bool) -> None:
    """Neither words, quotes, nor what is kept of how it came about hold it; the quote's place is what it was."""
    standin.script(Reply(text="Write to the director at ⟨EMAIL_1⟩ about the building [1].", size=5))
    answer = heard(answerer if model else staff.answerer(), question(ASKED, pii="redact"))
    assert "director at ⟨EMAIL⟩ about" in answer.content
    assert answer.answered
    citation = answer.citations[0]
    assert "⟨EMAIL⟩" in citation.quote
    assert MAIL in STAFF["staff.md"][citation.start : citation.end]
    assert answer.withheld == {"email": 1}
    assert not [value for value in (MAIL, PHONE) if value in repr(answer)]
    assert not [value for value in VALUES if value in json.dumps(standin.requests, ensure_ascii=False)]


@pytest.mark.parametrize("model", [True, False])
def test_blocked_is_withheld_as_a_whole(staff: Desk, answerer: Answerer, standin: Standin, *, model: bool) -> None:
    """The reader is told that it is, and hears nothing of it; what holds nothing personal is answered."""
    standin.script(
        Reply(
            text="The lockers are in the basement [1]. Write to the director at ⟨EMAIL_1⟩ about the building [1].",
            size=2,
        ),
        Reply(text="The lockers are in the basement [1]."),
    )
    desk = answerer if model else staff.answerer()
    answer = heard(desk, question(ASKED, pii="block"))
    assert answer.content.startswith("The answer is withheld: it holds personal data")
    assert (answer.answered, answer.citations, answer.withheld) == (False, (), {"email": 1})
    assert not [value for value in (MAIL, PHONE) if value in repr(answer)]
    assert "basement" in heard(desk, question("Where are the lockers?", pii="block")).content


def test_a_model_that_makes_one_up_is_not_believed(answerer: Answerer, standin: Standin) -> None:
    """A placeholder that was never given stands for nobody."""
    standin.script(Reply(text="Write to the director at ⟨EMAIL_7⟩ about the building [1]."))
    answer = heard(answerer, question(ASKED, pii="placeholders"))
    assert (answer.mode, answer.finish) == ("extractive", "not_backed")
