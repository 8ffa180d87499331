"""An answer is cut into statements while it streams: where they end, what their marks are, what is judged."""

from time import process_time

import pytest

from pipelines.answer.markup import Markup
from pipelines.answer.statements import End, Statements
from pipelines.answer.writer import AnswerWriter


def ends(text: str) -> list[End]:
    markup, statements = Markup(), Statements()
    items = [*markup.feed(text), *markup.close()]
    found = [one for item in items for one in statements.feed(item)]
    return [one for one in (*found, *statements.close()) if isinstance(one, End)]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("Books are lent [1]. Films too are lent [2].", [("Books are lent", (1,)), ("Films too are lent", (2,))]),
        ("Books are lent. [1] Films too are lent. [2]", [("Books are lent", (1,)), ("Films too are lent", (2,))]),
        ("Books are lent [1][3], and films are lent [2].", [("Books are lent", (1, 3)), ("and films are lent", (2,))]),
        ("It costs 1.40 euros, e.g. on Sundays [1].", [("It costs 1.40 euros, e.g. on Sundays", (1,))]),
        ("Books are four[1]teen days. So it is.", [("Books are fourteen", (1,)), ("days", ()), ("So it is", ())]),
        ("- Books are lent [1]\n- Films are lent [2]", [("Books are lent", (1,)), ("Films are lent", (2,))]),
        ("**Books are lent for weeks.** [1] More books.", [("**Books are lent for weeks", (1,)), ("More books", ())]),
        ("本は四週間です。[1]映画は七日です。[2]", [("本は四週間です", (1,)), ("映画は七日です", (2,))]),
    ],
)  # fmt: skip
def test_where_statements_end(text: str, statements: list[tuple[str, tuple[int, ...]]]) -> None:
    """At a mark, a sentence's end or a line's; marks before and behind the full stop are the same."""
    assert [(one.statement, one.numbers) for one in ends(text)] == statements


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# Loans\n\nBooks are lent for weeks.", ["other", "sentence"]),
        ("Here are the rules:\nBooks are lent for weeks.", ["other", "sentence"]),
        ("Would you like to know more?", ["other"]),
        ("The documents do not say anything about that.", ["other"]),
        ("| What | Long |\n|---|---|\n| Books | weeks |\n| Films | days |", ["other", "other", "row", "row"]),
        ("Run this:\n```\nmake up. And more.\nmake stop\n```\nThen it runs well.", ["other", "code", "sentence"]),
        ("Sure!", ["other"]),
        ("Yes [1].", ["sentence"]),
    ],
)
def test_what_is_judged(text: str, kinds: list[str]) -> None:
    """Headings, lead-ins, questions, headers of tables and talk about sources are not; rows and code as such."""
    assert [one.kind for one in ends(text)] == kinds


@pytest.mark.parametrize(
    "text", ["x\n> " * 1_500 + "\n> " * 2_000 + "[a]:b " * 800, "a.” " * 4_000, "no text " * 2_000]
)
def test_answers_made_to_cost(text: str) -> None:
    """Lines of labels, sentences that never end: an answer of a model that a document has talked into it."""
    writer, begun = AnswerWriter(), process_time()
    writer.begin()
    for at in range(0, len(text), 5):
        writer.write(text[at : at + 5])
    writer.close()
    assert writer.content
    assert process_time() - begun < 6
