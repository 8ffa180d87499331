"""A heading as a question."""

import pytest

from webapp.documents.suggestions import _chosen, plain, question


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Loan periods", "What does “Loan periods” say?"),
        ("How to borrow a book", "How do I borrow a book?"),
        ("Who may borrow?", "Who may borrow?"),
        ("However", "What does “However” say?"),
    ],
)
def test_wording(heading: str, asked: str) -> None:
    """As a person would ask."""
    assert question(heading) == asked


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("3.1  Loan\nperiods:", "Loan periods"),
        ("§ 4 Fees", "Fees"),
        ("IV. Rooms", "Rooms"),
        ("I like books", "I like books"),
        ("2024 report", "2024 report"),
        ("Part two", "Part two"),
        ("Contents", ""),
        ("Inhalt", ""),
        ("12", ""),
        ("a", ""),
        ("x" * 81, ""),
        ("Evil\u202e\x00 heading", "Evil heading"),
    ],
)
def test_what_is_left_of_a_heading(heading: str, kept: str) -> None:
    """Without numbers and what cannot be seen; nothing of those that say nothing."""
    assert plain(heading) == kept


def test_documents_take_turns() -> None:
    """One of each before a second of any; each once; four at most."""
    assert _chosen([["a", "b", "c"], ["a", "d"], [], ["e", "f", "g"]]) == ("a", "e", "b", "d")
