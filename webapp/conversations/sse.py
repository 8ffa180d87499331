"""Server-sent events over HTTP (WHATWG HTML §9.2)."""

from collections.abc import Iterator

from flask import Response, request

from webapp.conversations.events import StreamEvent, wire

MIME = "text/event-stream"
HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


def wants_events() -> bool:
    """Whether the client would rather have events than JSON."""
    return request.accept_mimetypes.best_match(["application/json", MIME]) == MIME


def event_stream(events: Iterator[StreamEvent | None], status: int = 200) -> Response:
    """A response that sends each event as it comes. Everything of the request was read before."""
    return Response(_lines(events), status=status, headers=HEADERS, mimetype=MIME)


def _lines(events: Iterator[StreamEvent | None]) -> Iterator[str]:
    for event in events:
        yield wire(event)
