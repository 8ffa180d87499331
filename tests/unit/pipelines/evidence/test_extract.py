"""The best sentence stands first, a second only where it earns its place, and what names things is never quoted."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.extract import extract, seconds
from pipelines.evidence.lines import Line, kinds
from pipelines.evidence.ranking import Query, rank
from pipelines.evidence.units import PassageUnits
from pipelines.evidence.values import Sentence
from pipelines.evidence.words import asked, stems
from pipelines.questions import Passage

STATIC = WordLlamaEmbedder()
UNITS = PassageUnits(STATIC)


def passage(text: str, *, name: str = "d", title: str = "Notes", score: float = 1.0) -> Passage:
    return Passage(name, "v", "s", "o", title, "u", (), None, 0, len(text), text, score, None, None)


def query(text: str, weights: Mapping[str, float] | None = None) -> Query:
    content = asked(text)
    return Query(content, weights or dict.fromkeys(content.words, 1.0), STATIC.embed_question(text))


def ranked(question: str, *texts: str) -> list[Sentence]:
    found = [passage(text, name=str(n), score=1 - n / 10) for n, text in enumerate(texts)]
    return rank(query(question), found, UNITS)


def test_the_best_sentence_is_first_wherever_it_stands() -> None:
    """Not the first of the document."""
    found = ranked(
        "Which colour has the cellar door?",
        "The attic is dry and warm. Nobody lives there. The cellar door has the colour of rust.",
    )
    assert found[0].text == "The cellar door has the colour of rust."


def test_a_second_must_add_to_the_first() -> None:
    """A fifth of the question's weight, or the kind of thing that the first lacks, or following close."""
    first, *others = ranked(
        "Who paints the cellar door, and which brush is used for the attic?",
        "The cellar door is painted by Ada. It rains often in the valley of the mill. "
        "A broad brush is used for the attic.",
    )
    chosen = list(
        seconds(first, others, query("Who paints the cellar door, and which brush is used for the attic?").weights)
    )
    assert {first.text[:11], chosen[0].text[:11]} == {"The cellar ", "A broad bru"}
    assert not any("rains" in one.text for one in chosen)


def test_an_equal_sentence_is_said_once() -> None:
    """The same words from two documents."""
    found = extract(ranked("Who is Ada?", "Ada is the caretaker here.", "Ada is the caretaker here."))
    assert len(found) == 1


def test_the_first_sentence_beneath_a_heading_that_asks() -> None:
    """It need not repeat a word of it; what lacks the kind of thing asked for does not gain all."""
    text = "Some things are old.\n\n## Opening hours of the cellar\n\nFrom nine to five. The attic stays shut all year."
    assert ranked("Opening hours of the cellar?", text)[0].text == "From nine to five."
    paid = "## Fee for the cellar\n\nPlease ask the caretaker first. One visit is 4 euros."
    assert ranked("How much is the fee for the cellar?", paid)[0].text == "One visit is 4 euros."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# The cellar", Line.HEADING), ("The cellar door", Line.HEADING), ("Why is it red?", Line.QUESTION),
        ("Rules .......... 12", Line.OTHER), ("|---|---|", Line.OTHER), ("Too short.", Line.OTHER),
        ("The cellar door is red.", Line.TEXT), ("- the key hangs here", Line.TEXT), ("| cellar | iron |", Line.ROW),
        ("Room: Cedar; Seats: 18; Floor: 1", Line.TEXT),
    ],
)  # fmt: skip
def test_what_a_line_is(text: str, kind: Line) -> None:
    """Headings, questions, contents, rules and two words are never an answer."""
    assert kinds([text], frozenset({"Notes"})) == (kind,)


def test_code_and_header_rows_are_no_answers() -> None:
    """Between fences, and above the rule of a table; a row is read with its header."""
    texts = ["```\nprint(cellar)\n", "cellar = 1\n", "```", "The cellar door is red."]
    assert kinds(texts, frozenset()) == (Line.OTHER, Line.OTHER, Line.OTHER, Line.TEXT)
    table = "| Room | Price per hour |\n|---|---|\n| Cedar | 14 |\n| Elder | 18 |"
    found = rank(query("What is the price per hour of Elder?"), [passage(table)], UNITS)
    assert [one.text for one in found] == ["| Elder | 18 |", "| Cedar | 14 |"]
    assert found[0].coverage == 1.0


def test_how_many_is_answered_by_what_counts_those() -> None:
    """Not by a sentence with some number, nor by the year before the word; without the word it is not offered."""
    question = "How many places does the summer camp have?"
    found = ranked(question, "The summer camp at the lake costs 190 euros and lasts 7 days. There are 24 places.")
    assert found[0].text == "There are 24 places."
    lacking = ranked("How many books does the branch hold?", "The branch came in 2003, the book boat in 2019.")
    assert lacking[0].offered is False
    assert ranked("How many votes change the rules?", "A change of rules needs three quarters of the votes.")[0].offered


def test_everyday_words_find_what_is_written() -> None:
    """Kin counts nearly as much as the word itself."""
    found = ranked(
        "What do siblings pay for the journey?", "It rains. For the trip brothers and sisters pay 150 euros."
    )
    assert found[0].text.startswith("For the trip")
    assert found[0].own > 0.75


def test_a_conversation_goes_on() -> None:
    """What was asked before need only stand in the passage, and what was said is not said again."""
    text = "The youth training is led by Lena Voss. It is on Tuesdays and Thursdays from 16:30. Parents may watch."
    turned = query("On which days is it? leads youth training")
    said = frozenset(stems("The youth training is led by Lena Voss."))
    going_on = replace(turned, carried=frozenset({"lead", "youth", "train"}), said=said)
    assert rank(turned, [passage(text)], UNITS)[0].text.startswith("The youth")
    assert rank(going_on, [passage(text)], UNITS)[0].text.startswith("It is on Tuesdays")
