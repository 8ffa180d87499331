"""The questions by language keep what they promise."""

from collections import Counter

import pytest

from tests.bench.languages.grading import Grade, figures
from tests.bench.languages.questions import HALVES, HERE, Asked, problems, read

LANGUAGES = {"ar", "de", "es", "fr", "it", "ja", "ko", "nl", "ru", "sv", "th", "zh"}


def test_every_language_is_there() -> None:
    """Twelve of them, each with two documents at least."""
    found = read()
    assert {asked.language for asked in found} == LANGUAGES
    assert all(len(asked.documents) >= 2 for asked in found)


@pytest.mark.parametrize("asked", read(), ids=lambda asked: asked.language)
def test_answers_stand_in_their_documents_once(asked: Asked) -> None:
    """And of each language enough is asked: in other forms, and what stands nowhere; halves are even."""
    assert list(problems(asked)) == []
    kinds = Counter(item.kind for item in asked.items)
    assert kinds["plain"] + kinds["form"] >= 20
    assert kinds["form"] >= 6
    assert kinds["none"] >= 6
    halves = Counter((item.half, item.kind != "none") for item in asked.items)
    assert all(abs(halves[HALVES[0], there] - halves[HALVES[1], there]) <= 1 for there in (True, False))


@pytest.mark.parametrize("asked", read(HERE / "office"), ids=lambda asked: asked.language)
def test_answers_of_offices_stand_in_their_documents_once(asked: Asked) -> None:
    """And of each language something is asked that stands nowhere."""
    assert list(problems(asked)) == []
    assert any(item.kind == "none" for item in asked.items)


def test_figures_tell_what_was_shown_from_what_was_right() -> None:
    """A wrong quote is false, an answer to what has none is false, a gold passage at rank 3 gains a half."""
    right = Grade(answerable=True, rank=1, first=True, right=True, shown=True, false=False)
    wrong = Grade(answerable=True, rank=3, first=False, right=False, shown=True, false=True)
    none = Grade(answerable=False, rank=None, first=False, right=False, shown=True, false=True)
    found = figures([right, wrong, none])
    assert (found["ndcg@10"], found["right"], found["false_of_shown"], found["shown_of_none"]) == (0.75, 0.5, 0.6667, 1)
