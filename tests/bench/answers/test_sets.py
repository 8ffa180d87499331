"""The benchmark's own data keep what they promise."""

import pytest

from tests.bench.answers import check, check_claims
from tests.bench.answers.mutations import statements
from tests.bench.answers.passages import load


def test_every_expected_answer_stands_in_its_document() -> None:
    """Strings, rows and values of the questions are the documents' own, and the halves are even."""
    assert list(check.problems(check.load())) == []


@pytest.mark.slow
def test_every_statement_belongs_to_its_passages() -> None:
    """Statements are the same each time, stay within a half, and no false one stands in its passage."""
    assert list(check_claims.problems(load(), list(statements()))) == []
