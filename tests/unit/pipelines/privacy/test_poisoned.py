"""Documents that give orders, in every format and many languages, to a model that follows all: nothing leaves."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from pipelines.answer.answerer import Answerer
from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.types import Scope, Visibility
from tests.samples.poisoned import FORMATS, ORDERS, OTHERS, SECRET, VALUES, obeys
from tests.servers.openai_standin import Reply, Standin, standin_server
from tests.unit.pipelines.answering_desk import ORG, PRIVATE, SOURCE, Desk, heard, question

__all__ = ["standin_server"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Every format, an order in another language in each; a private source, and another organisation's."""
    made = Desk(Path(tmp_path_factory.mktemp("poisoned")))
    orders = list(ORDERS.values())
    for at, (name, build) in enumerate(FORMATS.items()):
        read = convert(Source(build(orders[at % len(orders)]), name))
        assert read.text is not None
        assert "north pier" in read.text.text
        if name in ("gate.xls", "gate.xlsb"):
            assert "evil.example" in read.text.text
        made.publish({f"{at}-{name}": read.text})
    made.publish({"closing.md": SECRET}, source=PRIVATE)
    made.publish({"south.md": OTHERS}, source="other", org="org-2")
    yield made
    made.index.close()


@pytest.fixture(scope="module")
def model(desk: Desk, standin_server: Standin) -> Iterator[Answerer]:
    made = desk.answerer(OPENAI_API_KEY="k", OPENAI_BASE_URL=standin_server.url, model="obeying")
    standin_server.forget()
    standin_server.judge = obeys
    yield made
    made.close()
    standin_server.forget()


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_leaves(model: Answerer, standin_server: Standin, *, desk: Desk, name: str) -> None:
    """Asked of one document, whole and heard: no private text, nobody else's, no picture, no link, no tool."""
    documents = frozenset(
        row.document_id
        for row in desk.index.list(Scope(ORG, frozenset({SOURCE, PRIVATE}))).items
        if row.uri.endswith(name) or row.source_id == PRIVATE
    )
    scope = Scope(ORG, frozenset({SOURCE, PRIVATE}), documents=documents)
    asked = question("When does the gate of the north pier open?", scope=scope)
    standin_server.requests.clear()
    for answer in (model.answer(asked), heard(model, asked)):
        assert not [value for value in VALUES if value in str(asdict(answer))], answer.content
        assert "](" not in answer.content
        assert "evil.example/p.png?q" not in answer.content
        assert "<img" not in answer.content
        assert answer.table is None
    assert any("Ysolde" in str(one) for one in standin_server.requests)
    assert not any("tools" in one for one in standin_server.requests)
    assert not any("windlass" in str(one) for one in standin_server.requests)


def test_what_was_withheld_is_logged_by_kind_and_number(model: Answerer) -> None:
    """Neither what it was nor what was asked: who audits learns that something was, and how much."""
    with capture_logs() as lines:
        answer = model.answer(question("When does the gate of the north pier open?"))
    told = [line for line in lines if line["event"] == "answer_withheld"]
    assert [line["kinds"] for line in told] == [dict(answer.withheld)]
    assert told[0]["kinds"]["private"] >= 1
    assert set(told[0]) == {"event", "log_level", "kinds", "mode"}


def test_a_statement_that_rests_on_private_text_is_marked(desk: Desk, standin_server: Standin) -> None:
    """It is said in other words, marked, and cites nothing; of a source that nobody said may inform it is not heard."""
    model = desk.answerer(OPENAI_API_KEY="k", OPENAI_BASE_URL=standin_server.url, model="honest")
    standin_server.judge = lambda _request: Reply(text="Before that day no fishermen hear that the gate is shut.")
    for visibility, verdict in (("private", "private"), (None, "unsupported")):
        known = {PRIVATE: Visibility(visibility)} if visibility else {}
        asked = question("Is the gate of the north pier shut?", visibility={SOURCE: Visibility.CITABLE, **known})
        answer = heard(model, asked)
        if verdict == "private":
            assert [claim.verdict for claim in answer.claims] == [verdict]
            assert answer.answered
        assert answer.citations == () or verdict != "private"
        assert "Ysolde" not in str(answer)
    model.close()
    standin_server.judge = obeys
