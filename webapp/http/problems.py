"""The one place where errors become HTTP: RFC 9457 ``application/problem+json``.

``{type, title, status, code, detail, errors?, limit?, request_id}``; ``errors`` holds ``{field, code, message}``.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog
from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, g, has_request_context, json
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from pipelines.errors import IndexTimeout, IndexUnavailable, PipelineError, StorageError, TextPurged
from webapp.errors import Gone, Invalid, StorageFull, TooLarge, Unavailable, WebError
from webapp.http.floor import is_full

log = structlog.get_logger()

Translation = Callable[[Any], WebError]
MIME = "application/problem+json"
# A body may be wrong in a hundred thousand places; its answer stays readable, and smaller than the body.
MOST_ERRORS = 50
WORDS = {"extra_forbidden": "There is no such field here."}
PASSED_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str
    code: str
    message: str


class LimitOut(BaseModel):
    """A limit that was reached."""

    name: str = Field(description="a group of routes (ask, search …), or what there is a quota for (questions …)")
    of: str = Field(description="organization, person or address")
    most: float
    used: float
    resets_at: datetime | None = Field(description="when more is allowed; null: when something is deleted")


class Problem(BaseModel):
    """An error as RFC 9457 problem details."""

    type: str
    title: str
    status: int
    code: str = Field(description="stable, explained in the documentation")
    detail: str
    errors: list[FieldError] | None = None
    limit: LimitOut | None = Field(None, description="with `rate_limited` and `quota_exceeded`")
    request_id: str | None


def install(app: APIFlask, translations: Mapping[type[Exception], Translation]) -> None:
    """Make every error of the app a problem; ``translations`` adds exceptions that features know."""
    app.error_processor(_from_apiflask)
    app.register_error_handler(HTTPException, problem_of)
    app.register_error_handler(WebError, problem_response)
    app.register_error_handler(Exception, _unexpected)
    table = {**PIPELINE_TRANSLATIONS, **translations}
    for kind, translate in table.items():
        app.register_error_handler(kind, _translated(translate))


def problem_body(error: WebError) -> dict[str, Any]:
    """The problem of an error, as JSON-like values; also sent inside ``error`` events of a stream."""
    body: dict[str, Any] = {
        "type": f"urn:refdesk:problem:{error.code}",
        "title": error.title,
        "status": error.status,
        "code": error.code,
        "detail": error.detail,
    }
    if error.errors:
        body["errors"] = [dict(item) for item in error.errors]
    if error.limit:
        body["limit"] = dict(error.limit)
    body["request_id"] = g.get("request_id") if has_request_context() else None
    return body


def problem_response(error: WebError) -> Response:
    """The HTTP answer of an error."""
    response = Response(json.dumps(problem_body(error)), status=error.status, mimetype=MIME)
    response.headers.update(error.headers)
    return response


def invalid(error: ValidationError, prefix: str = "") -> Invalid:
    """The fields that pydantic refused, the first fifty of them."""
    errors: Sequence[dict[str, str]] = [
        {
            "field": ".".join(str(part) for part in item["loc"])[:200] or prefix or "body",
            "code": item["type"],
            "message": WORDS.get(item["type"], item["msg"]),
        }
        for item in error.errors(include_url=False, include_input=False, include_context=False)[:MOST_ERRORS]
    ]
    named = ", ".join(dict.fromkeys(item["field"] for item in errors))
    return Invalid(f"Not acceptable: {named}.", errors=errors)


def _from_apiflask(error: HTTPError) -> Response:
    cause = error.__cause__
    if isinstance(cause, ValidationError):
        return problem_response(invalid(cause))
    return problem_response(_plain(error.status_code, error.message or "", {}))


def problem_of(error: HTTPException) -> Response:
    """The problem of one of Werkzeug's errors."""
    if error.response is not None:  # abort(response), redirects of the router
        return Response(status=error.response.status_code, headers=error.response.headers)
    headers = {name: value for name, value in error.get_headers() if name in PASSED_HEADERS}
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return problem_response(_plain(error.code or 500, error.description or "", headers))


def _plain(status: int, detail: str, headers: Mapping[str, str]) -> WebError:
    phrase = HTTPStatus(status).phrase
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLarge("The body is over the limit of this route; send less, or several smaller requests.")
    answer = WebError(detail or phrase, code=phrase.lower().replace(" ", "_").replace("-", "_"), headers=headers)
    answer.status, answer.title = status, phrase
    return answer


def _translated(translate: Translation) -> Callable[[Exception], Response]:
    def handle(error: Exception) -> Response:
        answer = translate(error)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.warning("part_unavailable", code=answer.code, error=str(error))
        return problem_response(answer)

    return handle


def _unexpected(error: Exception) -> Response:
    if is_full(error):
        log.warning("storage_full", error=str(error))
        return problem_response(StorageFull())
    # The process's edge: whatever was not foreseen is logged in full and told to nobody.
    log.error("request_failed", exc_info=error)
    return problem_response(WebError("An unexpected error; it is in the log under this request id."))


def _unavailable(error: PipelineError) -> WebError:
    return Unavailable(f"{error.message} {error.action}", code=error.code)


PIPELINE_TRANSLATIONS: Mapping[type[Exception], Translation] = {
    IndexUnavailable: _unavailable,
    IndexTimeout: _unavailable,
    StorageError: _unavailable,
    TextPurged: lambda error: Gone(error.message, code=error.code),
}
