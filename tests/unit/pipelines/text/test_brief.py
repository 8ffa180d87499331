"""What is looked for of a long question."""

import pytest

from pipelines.evidence.followup import standalone
from pipelines.questions import Turn
from pipelines.text.analyzer import words
from pipelines.text.brief import BEGINNING, END, brief

# As many signs as words may be read of: what is cut, a sign between, and what one compatibility character makes more.
MOST = BEGINNING + END + 50
STRANGE = ("a", "valve-", "1.", "\ufdfa", "\u3300", "\ufb03", "\u0f73", "\u0301", "\u672c", "a\u0301", "\u202e\u0627")


def test_a_question_of_usual_length_is_looked_for_as_it_is() -> None:
    """Up to some 250 words nothing is left out, in any script."""
    for text in ("", "Why?", "Wann öffnet das Museum? " * 50, "館は何時に開きますか。" * 100):
        assert brief(text) == text


def test_of_a_pasted_page_beginning_and_end_are_looked_for() -> None:
    """Whole words of both, in their order."""
    text = "Which basin " + "lorem ipsum dolor " * 400 + "is emptied first?"
    kept = brief(text)
    assert kept.startswith("Which basin lorem")
    assert kept.endswith("is emptied first?")
    assert set(words(kept)) == set(words(text))


@pytest.mark.parametrize("sign", STRANGE)
def test_strange_signs_are_no_more_work_than_others(sign: str) -> None:
    """However much one character stands for, and whatever was asked before."""
    text = (sign * 8_000)[:8_000]
    assert sum(map(len, words(brief(text)))) <= 2 * MOST
    before = [Turn("user", text), Turn("assistant", text)]
    turned = standalone("And what about it?", before)
    assert sum(map(len, words(turned.text))) <= 3 * MOST
    assert sum(map(len, words(turned.said))) <= 2 * 2_000
