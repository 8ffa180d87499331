"""Events on the wire: lines that every reader of server-sent events understands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.conversations.events import HIGHEST, StreamEvent, as_data, position, wire


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_event(text: str) -> None:
    """Whatever a token holds, line ends included: one id, one event, one line of data, one empty line."""
    sent = wire(StreamEvent(7, "token", as_data({"text": text})))
    lines = sent.split("\n")
    assert lines[:2] == ["id: 7", "event: token"]
    assert json.loads(lines[2].removeprefix("data: ")) == {"text": text}
    assert lines[3:] == ["", ""]
    assert "\r" not in sent


def test_a_heartbeat_is_a_comment() -> None:
    """Readers ignore it."""
    assert wire(None) == ": heartbeat\n\n"


@pytest.mark.parametrize(
    ("header", "after"),
    [(None, 0), ("", 0), ("7", 7), ("007", 7), ("-1", 0), ("+1", 0), ("1e3", 0), ("٣", 0), ("x", 0), ("1" * 40, 0)],
)
def test_a_position_is_read_or_means_the_start(header: str | None, after: int) -> None:
    """``Last-Event-ID`` comes from anybody."""
    assert position(header) == after
    assert position("9" * 10) == HIGHEST
