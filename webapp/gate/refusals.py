"""Refusals that come before there is a request: whole HTTP answers with a problem as their body."""

import json
import uuid
from functools import lru_cache
from http import HTTPStatus

from webapp.errors import TooLarge, WebError
from webapp.gate.incoming import Framing
from webapp.settings import WebSettings

RETRY_SECONDS = 5
# As long as an id.
_ID = b"0" * 32


def refusal(status: HTTPStatus, code: str, detail: str) -> bytes:
    """An answer after which the connection ends, with an id of its own; one that says "later" says when."""
    return _template(status, code, detail).replace(_ID, uuid.uuid4().hex.encode())


@lru_cache
def _template(status: HTTPStatus, code: str, detail: str) -> bytes:
    # Flask is the worker's alone: the process that started it stays small.
    from webapp.http.problems import problem_body

    error = WebError(detail, code=code)
    error.status, error.title = status, status.phrase
    body = json.dumps({**problem_body(error), "request_id": _ID.decode()}).encode()
    later = f"Retry-After: {RETRY_SECONDS}\r\n" if status == HTTPStatus.SERVICE_UNAVAILABLE else ""
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
        f"X-Request-ID: {_ID.decode()}\r\n"
        f"{later}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


def too_slow() -> bytes:
    """For a request that did not come within its time."""
    return refusal(
        HTTPStatus.REQUEST_TIMEOUT, "request_too_slow", "The request did not come within 10 seconds. Send it at once."
    )


def too_long() -> bytes:
    """For a head without an end."""
    return refusal(
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "request_header_fields_too_large",
        "The request's headers are over 64 KiB; send fewer or shorter ones.",
    )


def too_busy() -> bytes:
    """For who has to come again."""
    return refusal(
        HTTPStatus.SERVICE_UNAVAILABLE, "server_busy", "Too many requests are on their way; try again in a moment."
    )


def too_large(settings: WebSettings, framing: Framing) -> bytes:
    """For a body that no route takes, told by its length."""
    from webapp.http.intake import body_too_large, form_too_large

    detail = (form_too_large if framing is Framing.OVERLONG_FORM else body_too_large)(settings)
    return refusal(HTTPStatus(TooLarge.status), TooLarge.code, detail)


REFUSALS = {"too_slow": too_slow, "too_long": too_long, "too_busy": too_busy}
