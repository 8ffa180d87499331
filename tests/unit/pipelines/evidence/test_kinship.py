"""People ask in everyday words: what says the same counts, what is only of the same kind does not."""

import pytest

from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.kinship import Kinship


@pytest.fixture(scope="module")
def kinship() -> Kinship:
    return Kinship(WordLlamaEmbedder())


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("kids", "children"),
        ("siblings", "brothers"),
        ("quit", "leave"),
        ("boss", "supervisor"),
        ("bill", "invoice"),
        ("leash", "lead"),
        ("swim", "bathing"),
        ("cancel", "withdrawn"),
        ("grill", "barbecues"),
    ],
)
def test_words_of_one_meaning_are_kin(kinship: Kinship, asked: str, written: str) -> None:
    """By the list or by their vectors, by stem."""
    assert kinship.of({"a": asked}, {"b": written}) == {"a": frozenset({"b"})}


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("monday", "sunday"),
        ("winter", "summer"),
        ("member", "guest"),
        ("small", "medium"),
        ("open", "closed"),
        ("2", "3"),
    ],
)
def test_others_of_the_same_kind_are_not(kinship: Kinship, asked: str, written: str) -> None:
    """That another day, season or size stands there is what would make an answer false."""
    assert kinship.of({"a": asked}, {"b": written}) == {}


def test_a_word_that_stands_there_needs_no_kin(kinship: Kinship) -> None:
    """Only stems that are not held are looked for."""
    assert kinship.of({"kid": "kids"}, {"kid": "kid", "child": "children"}) == {}
    assert kinship.of({}, {"child": "children"}) == {}
