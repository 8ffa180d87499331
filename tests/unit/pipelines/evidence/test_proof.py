"""A citation is a quote that stands in the stored text, of the sentence that supports the statement."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.proof import Prover
from pipelines.evidence.units import PassageUnits
from pipelines.questions import Passage, Question
from pipelines.storage.texts import StoredTexts
from tests.unit.pipelines.answering_desk import ORG, SOURCE, Desk, paged, question

PAGES = [
    "Members may borrow twelve books. The card is free for children.",
    "A lost card costs five euros, and\nthe new one is made at once. Lost books are paid for.",
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.publish({"rules.pdf": paged(PAGES)})
    yield made
    made.index.close()


@pytest.fixture
def prover(desk: Desk) -> Prover:
    static = WordLlamaEmbedder()
    return Prover(StoredTexts(desk.storage), PassageUnits(static), static)


@pytest.fixture
def passage(desk: Desk) -> Passage:
    asked = question("What does a lost card cost?")
    answerer = desk.answerer()
    found = answerer.search(Question(asked.text, asked.scope, asked.visibility, top_k=1)).items[0]
    answerer.close()
    return found


def test_the_supporting_sentence_is_quoted_on_its_page(prover: Prover, passage: Passage) -> None:
    """Not the whole passage; the page is where the quote starts; a newline inside it is kept."""
    citation = prover.support(passage, "You pay five euros for a lost card")
    assert citation is not None
    assert citation.quote == "A lost card costs five euros, and\nthe new one is made at once."
    assert (citation.page, citation.source_id, citation.n) == (2, SOURCE, None)
    first = prover.support(passage, "Twelve books may be borrowed by members")
    assert first is not None
    assert first.page == 1


def test_two_neighbours_support_a_statement_of_both(prover: Prover, passage: Passage) -> None:
    """Where the statement joins two sentences both are quoted, in one stretch."""
    citation = prover.support(passage, "Members may borrow twelve books, and children get the card free")
    assert citation is not None
    assert citation.quote == PAGES[0]


@pytest.mark.parametrize(
    "statement",
    ["", "The moon circles the earth in a month", "It says “a lost card costs nine hundred euros” clearly"],
)
def test_what_the_passage_does_not_say_is_not_proven(prover: Prover, passage: Passage, statement: str) -> None:
    """No statement, another subject, or a quotation that is not there: no citation."""
    assert prover.support(passage, statement) is None


def test_a_passage_that_is_not_in_storage_proves_nothing(prover: Prover, passage: Passage) -> None:
    """Shifted offsets, another version or another organisation: no citation."""
    statement = "You pay five euros for a lost card"
    for wrong in (
        replace(passage, start=passage.start + 1, end=passage.end + 1),
        replace(passage, version="gone"),
        replace(passage, org_id=f"{ORG}-2"),
        replace(passage, text=passage.text.replace("five", "nine")),
    ):
        assert prover.support(wrong, statement) is None
        assert prover.passage(wrong) is None


def test_a_brief_statement_is_read_with_its_question(prover: Prover, passage: Passage) -> None:
    """What leaves its subject to the question is proven by the sentence about it; a longer tale is not."""
    asked = "What does a lost card cost?"
    for statement in ("It is five", "According to the document, this is the answer"):
        assert prover.support(passage, statement) is None or statement == "It is five"
        citation = prover.support(passage, statement, question=asked)
        assert citation is not None
        assert citation.quote.startswith("A lost card costs five euros")
    tale = "The moon is made of green cheese and grey mice live there happily"
    assert prover.support(passage, tale, question=asked) is None
