"""Reads server-sent events (WHATWG HTML, section 9.2)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``id`` is where to resume, ``data`` its JSON object."""

    id: str | None
    name: str
    data: dict[str, Any]


def read_events(lines: Iterable[str]) -> Iterator[Event]:
    """Events of a stream's lines. Comments (heartbeats) are left out; an unfinished event at the end is dropped."""
    name, last_id, data = "message", None, list[str]()
    for line in lines:
        if not line:
            if data:
                yield Event(last_id, name, json.loads("\n".join(data)))
            name, data = "message", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif field == "id":
            last_id = value
