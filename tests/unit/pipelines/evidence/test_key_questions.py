"""Questions of a document: as a person would ask, each tried before it is offered, a bounded number of them."""

import pytest

from pipelines.evidence.key_questions import TRIED, KeyQuestion, beside, candidates, key_questions, plain
from pipelines.types import Heading, Text


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("3.1  Loan\nperiods:", "Loan periods"),
        ("§ 4 Fees", "Fees"),
        ("IV. Rooms", "Rooms"),
        ("Article 4 Assembly", "Assembly"),
        ("Chapter II: Fees", "Fees"),
        ("Section heads", "Section heads"),
        ("I like books", "I like books"),
        ("2024 report", "2024 report"),
        ("Part two", "Part two"),
        ("Contents", ""),
        ("Inhalt", ""),
        ("Slide 5: 3. Leave", "Leave"),
        ("12", ""),
        ("a", ""),
        ("x" * 81, ""),
        ("Evil\u202e\x00 heading", "Evil heading"),
    ],
)
def test_what_is_left_of_a_heading(heading: str, kept: str) -> None:
    """Without numbers and what cannot be seen; nothing of those that say nothing."""
    assert plain(heading) == kept


BODY = (
    "Mill rules\n\nA sluice is a gate that lets the water in. It is opened at six.\n\nPrices\n\n"
    "| Flour | Price |\n|---|---|\n| Rye | 9 |\n| Spelt | 11 |\n\nDoes the mill run in winter?\n\nNo."
)


def made(*names: str) -> Text:
    spans = [(name, BODY.index(name)) for name in names]
    heads = tuple(Heading(1 + (n > 0), name, at, at + len(name)) for n, (name, at) in enumerate(spans))
    return Text(BODY, title="Mill rules", headings=heads)


TEXT = made("Mill rules", "Prices", "Does the mill run in winter?")


def test_a_question_knows_where_its_answer_stands() -> None:
    """A heading's in its section, a cell's in its row, a definition's in its sentence."""
    found = {one.text: BODY[one.start : one.end] for one in candidates(TEXT)}
    assert found["Does the mill run in winter?"].endswith("No.")
    assert found["What are the prices?"].endswith("| Spelt | 11 |\n\n")
    assert found["What is the price of Rye?"] == "| Rye | 9 |"
    assert found["What is a sluice?"] == "A sluice is a gate that lets the water in."
    assert not any("Mill rules" in one for one in [*found][:-1])
    assert next(reversed(found)) == "What is “Mill rules” about?"


def test_only_questions_that_are_answered_are_offered() -> None:
    """Each is asked before it is offered, none after there are enough."""
    tried: list[str] = []

    def answers(asked: KeyQuestion) -> bool:
        tried.append(asked.text)
        return "winter" in asked.text or "Rye" in asked.text

    assert key_questions(TEXT, answers) == ("Does the mill run in winter?", "What is the price of Rye?")
    assert len(tried) > 2
    assert key_questions(TEXT, lambda _: True, most=1) == tuple(tried[:1])
    assert key_questions(TEXT, lambda _: False) == ()


def test_what_stands_beside_a_quote_is_asked_next() -> None:
    """The rows beside a row, then the sections after its own and the one before; never the quoted one's."""
    row = [one.text for one in beside(TEXT, BODY.index("| Rye"))]
    assert row == ["What is the price of Spelt?", "Does the mill run in winter?"]
    assert [one.text for one in beside(TEXT, BODY.index("A sluice"))] == [
        "What are the prices?",
        "Does the mill run in winter?",
    ]
    last = [one.text for one in beside(TEXT, len(BODY) - 1)]
    assert last == ["What are the prices?"]


def test_a_book_of_headings_costs_no_more_than_a_page() -> None:
    """They are tried from all over it, so many at most."""
    lines = [f"Part {n} of it" for n in range(5_000)]
    spans = [sum(len(line) + 1 for line in lines[:n]) for n in range(0, 5_000, 500)]
    heads = tuple(Heading(1, lines[n * 500], at, at + len(lines[n * 500])) for n, at in enumerate(spans))
    tried: list[KeyQuestion] = []
    assert key_questions(Text("\n".join(lines), headings=heads), lambda one: bool(tried.append(one))) == ()
    assert len(tried) <= TRIED
    assert tried[-1].start > len("\n".join(lines)) // 2
