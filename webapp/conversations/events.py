"""One event of an answer's stream, and its form on the wire (server-sent events, WHATWG HTML §9.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson

Kind = Literal["meta", "token", "citation", "claim", "revised", "done", "error"]
LAST: frozenset[str] = frozenset({"done", "error"})
HEARTBEAT = ": heartbeat\n\n"
HIGHEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """An event of a message: ``seq`` counts from 1, ``data`` is one line of JSON."""

    seq: int
    kind: str
    data: str

    @property
    def last(self) -> bool:
        """Whether nothing follows."""
        return self.kind in LAST


def as_data(value: Mapping[str, Any]) -> str:
    """The JSON of an event: one line, UTF-8."""
    return orjson.dumps(value).decode()


def wire(event: StreamEvent | None) -> str:
    """The bytes a reader gets; None is the heartbeat, a comment that readers ignore."""
    if event is None:
        return HEARTBEAT
    return f"id: {event.seq}\nevent: {event.kind}\ndata: {event.data}\n\n"


def position(last_event_id: str | None) -> int:
    """Where a reader was, from its ``Last-Event-ID``; what is no position means from the start."""
    if last_event_id is None or not (last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 11):
        return 0
    return min(int(last_event_id), HIGHEST)


def said(events: Iterable[tuple[str, str]]) -> str:
    """The text that tokens make, as (kind, data) in order: what was said before a revision is void."""
    text = ""
    for kind, data in events:
        if kind == "token":
            text += orjson.loads(data)["text"]
        elif kind == "revised":
            text = orjson.loads(data)["content"]
    return text
