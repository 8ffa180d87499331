"""Questions are read as data: content words and adjacent pairs, never query syntax."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.index.question import MOST_WORDS, parse


def test_stop_and_question_words_are_left_out() -> None:
    """Only words that carry content are looked for."""
    assert parse("What are the problems of heat conduction in a slab?").words == (
        "problems",
        "heat",
        "conduction",
        "slab",
    )


def test_phrases_are_neighbours_without_a_stop_word_between() -> None:
    """A pair that a stop word parts is no phrase."""
    assert parse("heat conduction in composite slabs").phrases == (("heat", "conduction"), ("composite", "slabs"))


def test_repeated_words_stay() -> None:
    """A word said twice counts twice."""
    assert parse("wing, wing and tail").words == ("wing", "wing", "tail")


@pytest.mark.parametrize("text", ["What is it?", "to be or not to be", "who", "Don't you?"])
def test_a_question_of_stop_words_keeps_them(text: str) -> None:
    """There is always something to look for."""
    assert parse(text).words


@pytest.mark.parametrize("text", ["", "   ", '"" ( ) * : ^', "\x00", "\ud800", "🙂"])
def test_a_question_without_letters_is_empty(text: str) -> None:
    """Nothing to look for is said so, not raised."""
    assert parse(text).words == ()


def test_long_questions_are_cut() -> None:
    """8,000 characters never make an endless query."""
    question = parse(" ".join(f"word{n}" for n in range(1000)))
    assert len(question.words) == MOST_WORDS
    assert len(question.phrases) == MOST_WORDS


@given(st.text())
def test_words_are_letters_and_digits_only(text: str) -> None:
    """With the marks on them: no quote, operator, NUL or surrogate gets through."""
    question = parse(text)
    assert {unicodedata.category(sign)[0] for word in (*question.words, *question.terms) for sign in word} <= set("LNM")
