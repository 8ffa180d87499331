"""Asks a question and reads its answer as it is written; a broken connection is taken up where it broke.

The question carries a key: when its reply is lost before the first word, it is sent once more and asked once.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deployments.client.api import Api, Json, problem
from deployments.client.events import Event, read_events
from deployments.client.failures import CommandFailed, Unreachable

RESUMES, REPEATS = 3, 1
VOID = "\n\n[What stands above is void: nothing of it was found in the sources.]\n\n"
EVENTS = {"Accept": "text/event-stream"}


@dataclass(slots=True)
class Reading:
    """How far an answer was read."""

    message_id: str | None = None
    last_id: str | None = None
    message: Json | None = None
    shown: list[str] = field(default_factory=list)

    @property
    def retries(self) -> int:
        """How often a lost connection is made anew: the question once, its answer more often."""
        return REPEATS if self.message_id is None else RESUMES


def ask(api: Api, conversation_id: str, question: str, *, on_token: Callable[[str], None]) -> Json:
    """The finished message. Raises ``CommandFailed``; Ctrl-C asks the server to stop and is raised again."""
    reading = Reading()
    path = f"/api/v1/conversations/{conversation_id}/messages/"
    headers = {**EVENTS, "Idempotency-Key": str(uuid.uuid4())}
    try:
        _read(api, reading, on_token, request=("POST", path, {"json": {"content": question}, "headers": headers}))
    except KeyboardInterrupt:
        if reading.message_id:
            api.post(f"/api/v1/messages/{reading.message_id}/stop/")
        raise
    if reading.message is None:
        raise CommandFailed("The answer's stream ended before the answer did.", code="interrupted")
    return reading.message


def _read(
    api: Api, reading: Reading, on_token: Callable[[str], None], *, request: tuple[str, str, dict[str, Any]]
) -> None:
    for attempt in range(RESUMES + 1):
        method, path, arguments = request
        try:
            with api.stream(method, path, **arguments) as answer:
                for event in read_events(answer.iter_lines()):
                    _take(reading, event, on_token)
        except Unreachable:
            if attempt >= reading.retries:
                raise
        if reading.message is not None or attempt >= reading.retries:
            return
        if reading.message_id is not None:
            request = _resumed(reading)


def _resumed(reading: Reading) -> tuple[str, str, dict[str, Any]]:
    headers = {**EVENTS, **({"Last-Event-ID": reading.last_id} if reading.last_id else {})}
    return "GET", f"/api/v1/messages/{reading.message_id}/events/", {"headers": headers}


def _take(reading: Reading, event: Event, on_token: Callable[[str], None]) -> None:
    reading.last_id = event.id or reading.last_id
    if event.name == "meta":
        reading.message_id = event.data["message_id"]
    elif event.name == "token":
        reading.shown.append(event.data["text"])
        on_token(event.data["text"])
    elif event.name == "revised":
        # What a terminal has shown cannot be taken back: the text that stands follows below it.
        said, reading.shown = bool(reading.shown), [event.data["content"]]
        on_token(f"{VOID if said else ''}{event.data['content']}")
    elif event.name == "done":
        reading.message = event.data["message"]
    elif event.name == "error":
        raise problem(event.data["problem"])
