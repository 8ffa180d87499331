"""Every request has an id, the caller's where it is sane: in the answer, in problems, in each log line."""

import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = structlog.get_logger()


def install(app: Flask) -> None:
    """Give each request of the app its id. Must be the first hook."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id of the current request."""
    value: str = g.request_id
    return value


def _begin() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if SANE.fullmatch(given) else uuid.uuid4().hex
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers[HEADER] = g.request_id
    # The rule, not the path: ids and tokens stay out of the log's event, the query string altogether.
    log.info(
        "request",
        method=request.method,
        route=request.url_rule.rule if request.url_rule else None,
        status=response.status_code,
        client=request.remote_addr,
        ms=round((time.perf_counter() - g.started) * 1000, 1),
    )
    return response
