"""Cursors of the manifest's list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.index.cursor import decode, encode

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, TEXTS)
def test_a_cursor_says_what_it_was_made_of(uri: str, document_id: str) -> None:
    """Any uri and id come back."""
    assert decode(encode(uri, document_id)) == (uri, document_id)


@given(st.text())
def test_anything_else_is_a_value_error(text: str) -> None:
    """Never another exception."""
    try:
        uri, document_id = decode(text)
    except ValueError:
        return
    assert isinstance(uri, str)
    assert isinstance(document_id, str)


@pytest.mark.parametrize("text", ["", "bnVsbA", "WzEsIDJd", "WyJhIiwgImIiLCAiYyJd", "WyJcdWQ4MDAiLCAiYSJd", "é"])
def test_shapes_of_others_are_refused(text: str) -> None:
    """JSON that is no pair of texts."""
    with pytest.raises(ValueError, match="cursor"):
        decode(text)
