"""What is asked of the desk itself, tables in answers, and bad questions: each has a stated answer."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.answer.answerer import Answerer
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.questions import Turn
from pipelines.types import Scope, Visibility
from tests.unit.pipelines.answering_desk import LIBRARY, ORG, PRIVATE, SOURCE, Desk, heard, question

BERTHS = {
    "berths.md": (
        "# Berths\n\n| Berth | Pier | Power | Fee per night (EUR) |\n|---|---|---|---|\n| Anemone | A | yes | 18.50 |\n"
        "| Barnacle | A | no | 21.00 |\n| Cockle | C | yes | 16.00 |\n| Dogwhelk | C | yes | 30.00 |\n"
    )
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(Path(tmp_path_factory.mktemp("desk")))
    made.publish(LIBRARY | BERTHS)
    made.publish({"salaries.md": "Salaries\n\nThe director earns nine thousand euros."}, source=PRIVATE)
    yield made
    made.index.close()


def test_talk_is_answered_without_citations(answerer: Answerer) -> None:
    """In its language, in mode desk; nothing is noted as a gap."""
    for text, begins in (("hello", "Hello"), ("Danke schön!", "Gern"), ("Que peux-tu faire ?", "Je réponds")):
        answer = heard(answerer, question(text))
        assert (answer.mode, answer.answered, answer.citations, answer.nearest, answer.gap) == (
            "desk",
            True,
            (),
            (),
            None,
        )
        assert answer.content.startswith(begins)


def test_only_titles_that_may_be_quoted_are_named(answerer: Answerer) -> None:
    """For documents and for news alike; none without a source, where the desk still says hello."""
    for text in ("Which documents do you have?", "What is new?"):
        said = answerer.answer(question(text)).content
        assert {"loans.md", "hours.md", "printing.md"} <= set(re.findall(r"\w+\.md", said))
        assert "salaries" not in said
        assert "4 documents" in said
    nobody = question("Which documents do you have?", visibility={SOURCE: Visibility.PRIVATE})
    assert answerer.answer(nobody).content == "I answer from no documents yet."
    assert answerer.answer(question("hi", scope=Scope(ORG, frozenset()))).mode == "desk"


def test_within_a_conversation_it_is_what_was_spoken_of(answerer: Answerer) -> None:
    """ "How does it work?" is then no question to the desk."""
    history = (Turn("user", "Where are the printers?"), Turn("assistant", "On the second floor."))
    assert answerer.answer(question("How does it work?")).mode == "desk"
    assert answerer.answer(question("How does it work?", history=history)).mode != "desk"


def test_a_table_is_answered_exactly(desk: Desk, answerer: Answerer) -> None:
    """The value first, then the rows with their header; each row's citation is its stored line."""
    answer = heard(answerer, question("How many berths has pier C?"))
    assert (answer.mode, answer.answered) == ("table", True)
    assert answer.content.split("\n")[0] == "2"
    assert "- Berth: Cockle; Pier: C; Power: yes; Fee per night (EUR): 16.00 [1]" in answer.content
    assert [one.quote for one in answer.citations] == ["| Cockle | C | yes | 16.00 |", "| Dogwhelk | C | yes | 30.00 |"]
    table = answer.table
    assert table is not None
    assert (table.op, table.total, [row.cells[0] for row in table.rows]) == ("count", 2, ["Cockle", "Dogwhelk"])
    assert [(one.column, one.op, one.value) for one in table.conditions] == [("Pier", "=", "C")]
    for row, citation in zip(table.rows, answer.citations, strict=True):
        stored = desk.storage.get_text(org_id=ORG, document_id=table.document_id, version=table.version).text
        assert stored[row.start : row.end] == citation.quote


def test_a_fragment_asks_the_table_again(answerer: Answerer) -> None:
    """ "And Dogwhelk?" takes the place of the row before."""
    history = (Turn("user", "What is the fee of Cockle?"), Turn("assistant", "16.00"))
    assert answerer.answer(question("and Dogwhelk?", history=history)).content.startswith("Fee per night (EUR): 30.00")


def test_what_was_searched_is_said(answerer: Answerer) -> None:
    """Where a word was repaired, and only there."""
    answer = answerer.answer(question("Where are the lokers?"))
    assert (answer.answered, answer.searched) == (True, "Where are the lockers?")
    assert answerer.answer(question("Where are the lockers?")).searched is None


def test_a_summary_is_quoted(answerer: Answerer) -> None:
    """The lead first, each sentence proven."""
    answer = heard(answerer, question("Summarise the printing document"))
    assert (answer.mode, answer.answered) == ("extractive", True)
    assert answer.citations[0].quote.startswith("A page in black and white")


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00\x07", "\u202e\u200f"])
def test_a_question_without_a_word_is_told_so(answerer: Answerer, text: str) -> None:
    """In mode desk, not answered."""
    answer = heard(answerer, question(text))
    assert (answer.mode, answer.answered) == ("desk", False)
    assert "in words" in answer.content


@pytest.mark.parametrize(
    "text", ["word " * 1_600, "x" * 8_000, "هل الكتب متاحة للإعارة؟", "שלום, מה השעה?", "図書館は何時に開きますか？"]
)
def test_odd_questions_are_stated_to_have_no_answer(answerer: Answerer, text: str) -> None:
    """Long, right to left, in a script that no document has: no error, no false answer."""
    answer = heard(answerer, question(text))
    assert not answer.answered
    assert answer.content


def test_control_characters_and_capitals_do_not_matter(answerer: Answerer) -> None:
    """They part words like any space; shouting is read like talking."""
    plain = answerer.answer(question("How long are books lent?"))
    for text in ("How\x00long\x07are books lent?", "HOW LONG ARE BOOKS LENT?"):
        assert answerer.answer(question(text)).citations == plain.citations


def test_a_language_that_no_document_has_is_told(answerer: Answerer) -> None:
    """In it; those that documents have are called by their own names."""
    answer = answerer.answer(question("Wie viele Elefanten wohnen im Keller?"))
    assert not answer.answered
    assert answer.language == "de"
    assert "in einer anderen Sprache (English)" in answer.content


def test_an_index_that_is_away_is_told_by_the_desk_too(desk: Desk) -> None:
    """Where it would list documents; a greeting needs no index."""
    away = OpenSearchIndex("http://127.0.0.1:9", "refdesk")
    lost = Answerer(desk.settings, index=away, storage=desk.storage)
    answer = lost.answer(question("Which documents do you have?"))
    assert (answer.answered, answer.degraded) == (False, ("index",))
    assert lost.answer(question("hello")).answered
    assert lost.answer(question("Summarise the loans")).degraded == ("index",)
    lost.close()
    away.close()
