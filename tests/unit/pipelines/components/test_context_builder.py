"""What a model reads: whole stretches of stored text, within a budget, of several documents."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.answer.context_builder import ContextBuilder
from pipelines.questions import Passage, Passages
from pipelines.storage.texts import StoredTexts
from pipelines.types import Text
from tests.unit.pipelines.answering_desk import ORG, SOURCE, Desk

LONG = "\n\n".join(f"Paragraph {n} says that thing {n} is so. It is also long enough." for n in range(40))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    for name in ("a", "b"):
        made.storage.put_text(Text(LONG), org_id=ORG, document_id=name, version="1")
    yield made
    made.index.close()


def builder(desk: Desk, **limits: int) -> ContextBuilder:
    return ContextBuilder(StoredTexts(desk.storage), **limits)


def passage(words: str, *, document: str = "a", score: float = 1.0) -> Passage:
    start = LONG.index(words)
    end = start + len(words)
    return Passage(document, "1", SOURCE, ORG, "t", "u", (), None, start, end, words, score, None, None)


def test_a_passage_grows_to_its_paragraph(desk: Desk) -> None:
    """A stretch begins and ends with a paragraph and stands in the stored text."""
    (made,) = builder(desk).run(passages=Passages((passage("thing 20 is so"),)))["context"].passages
    assert made.text == LONG[made.start : made.end] == "Paragraph 20 says that thing 20 is so. It is also long enough."


def test_neighbours_become_one(desk: Desk) -> None:
    """Two hits near each other are one stretch with what stands between them, in the place of the better."""
    found = Passages((passage("thing 22 is so"), passage("thing 39 is so"), passage("thing 20 is so")))
    made = builder(desk).run(passages=found)["context"].passages
    assert [item.text.count("Paragraph") for item in made] == [3, 1]
    assert all(item.text == LONG[item.start : item.end] for item in made)
    other = Passages((passage("thing 22 is so"), passage("thing 20 is so", document="b")))
    assert len(builder(desk).run(passages=other)["context"].passages) == 2


def test_one_document_does_not_crowd_out_the_others(desk: Desk) -> None:
    """At most so many of one document stand before another's."""
    of_a = [passage(f"thing {n} is so") for n in (1, 12, 23, 35)]
    found = Passages((*of_a, passage("thing 5 is so", document="b")))
    made = builder(desk, per_document=2).run(passages=found)["context"].passages
    assert [item.document_id for item in made] == ["a", "a", "b", "a", "a"]


def test_the_budget_holds(desk: Desk) -> None:
    """No more characters than allowed; a first passage that is too long is shortened, not lost."""
    found = Passages(tuple(passage(f"thing {n} is so") for n in (1, 12, 23)))
    made = builder(desk, budget=130).run(passages=found)["context"].passages
    assert len(made) == 2
    (short,) = builder(desk, budget=30).run(passages=found)["context"].passages
    assert short.text == LONG[short.start : short.end]
    assert len(short.text) == 30


def test_what_cannot_be_proven_is_left_out(desk: Desk) -> None:
    """A passage whose text is gone, or differs from what is stored, is not shown to a model."""
    good = passage("thing 1 is so")
    found = Passages((replace(good, version="gone"), replace(good, text="thing 2 is so"), good))
    assert len(builder(desk).run(passages=found)["context"].passages) == 1
