"""How a request is read: JSON strictly, bodies up to their limit, and never a surprise for what lies behind."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, request
from flask.wrappers import Request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from webapp.errors import Invalid, TooLarge, WebError
from webapp.http.problems import problem_of, problem_response
from webapp.settings import WebSettings

DIGITS = 18
# No body of ours holds more values; a hundred thousand of them keep all other threads waiting while they are checked.
MOST_VALUES = 10_000
QUOTED = re.compile(rb'"(?:[^"\\]+|\\.)*+"?', re.S)
SURROGATE = re.compile("[\ud800-\udfff]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# Without one of these a body holds nothing absurd: escapes, encoded surrogates, NUL, long digits, NaN, infinities.
SUSPECT = re.compile(rb"\\u|\xed|\x00|[eE][+]?\d{3}|\d{19}|NaN|Infinity")


class MalformedJson(WebError):
    """The body is not JSON."""

    status, code, title = 400, "malformed_json", "Malformed JSON"


class UnsupportedType(WebError):
    """The body is of a type that this route does not read."""

    status, code, title = 415, "unsupported_media_type", "Unsupported media type"


class TooSlow(WebError):
    """The body did not come within its time."""

    status, code, title = 408, "request_too_slow", "The request came too slowly"


class StrictRequest(Request):
    """A request whose JSON is finite, well-formed Unicode without NUL, or a problem naming the field."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002
        """The parsed body, None when it is empty, whatever the arguments, which are Flask's.

        Raises ``MalformedJson``, ``UnsupportedType`` or ``Invalid``.
        """
        if not hasattr(self, "_strict_json"):
            self._strict_json = self._parse()
        return self._strict_json

    def _parse(self) -> Any:
        raw = self.get_data()
        if self.content_length is None and len(raw) >= (self.max_content_length or math.inf):
            # Werkzeug cuts a body without a length at the limit and says nothing.
            raise RequestEntityTooLarge
        if not raw.strip():
            return None
        if self.mimetype and not self.is_json:
            raise UnsupportedType(f"Send the body as application/json, not as {self.mimetype[:100]!r}.")
        if holds_too_many(raw):
            raise Invalid.field("body", f"Holds more than {MOST_VALUES} values.", "too_many_values")
        suspect = SUSPECT.search(raw) is not None
        try:
            value = json.loads(raw, parse_int=_integer if suspect else None)
        except (ValueError, RecursionError) as error:
            raise MalformedJson("The body is not valid JSON.") from error
        if suspect:
            _refuse_absurd(value)
        return value


def holds_too_many(raw: bytes) -> bool:
    """Whether JSON holds more values than any body of ours, told without parsing it."""
    return _separators(raw) > MOST_VALUES and _separators(QUOTED.sub(b"", raw)) > MOST_VALUES


def _separators(raw: bytes) -> int:
    return raw.count(b",") + raw.count(b"[") + raw.count(b"{")


def limit_bodies(app: Flask, settings: WebSettings) -> None:
    """Set each request's body limit by its type, uploads are multipart, everything else is JSON; 413 names it."""

    def limit() -> None:
        request.max_content_length = settings.upload_limit if _is_multipart() else settings.json_limit

    def too_large(_error: RequestEntityTooLarge) -> Response:
        return problem_response(TooLarge(_too_large(settings)))

    def left(error: ClientDisconnected) -> Response:
        if isinstance(error.__context__, TimeoutError):
            return problem_response(TooSlow("The body came too slowly: less than 8 KiB a second. Send it again."))
        return problem_of(error)

    app.before_request(limit)
    app.register_error_handler(ClientDisconnected, left)
    app.register_error_handler(RequestEntityTooLarge, too_large)


def _is_multipart() -> bool:
    return request.mimetype == "multipart/form-data"


def _too_large(settings: WebSettings) -> str:
    if not _is_multipart():
        return body_too_large(settings)
    if (request.content_length or math.inf) <= settings.upload_limit:
        most, kilobytes = request.max_form_parts or 0, (request.max_form_memory_size or 0) // 1_000
        return f"The request holds more than {most} files, or a text over {kilobytes} kB; send fewer files at once."
    return form_too_large(settings)


def body_too_large(settings: WebSettings) -> str:
    """What to do with JSON over the limit."""
    return f"The body is over {settings.max_json_mb} MB; send less, or raise REFDESK_MAX_JSON_MB."


def form_too_large(settings: WebSettings) -> str:
    """What to do with files over the limit."""
    more = "send fewer or smaller files at once, or raise REFDESK_MAX_UPLOAD_MB"
    return f"The request is over {settings.max_upload_mb} MB; {more}."


def _integer(digits: str) -> int | float:
    # Beyond 64 bits nothing can store it; int() of thousands of digits is refused by Python itself.
    return int(digits) if len(digits) <= DIGITS else math.inf


def _refuse_absurd(value: Any) -> None:
    for trail, item in _leaves(value):
        if isinstance(item, str) and ("\0" in item or SURROGATE.search(item)):
            raise Invalid.field(_name(trail), "Contains NUL or half a surrogate pair.", "text")
        if isinstance(item, float) and not math.isfinite(item):
            raise Invalid.field(_name(trail), "Not a finite number of reasonable size.", "number")


def _leaves(value: Any) -> Iterator[tuple[list[Any], Any]]:
    # Every key and every scalar with the keys that lead to it; neither recursive nor a copy, for bodies of many.
    trail: list[Any] = []
    open_parts: list[Iterator[tuple[Any, Any]]] = [iter([("", value)])]
    while open_parts:
        step = next(open_parts[-1], None)
        if step is None:
            open_parts.pop()
            del trail[-1:]
        elif isinstance(step[1], dict):
            trail.append(step[0])
            yield trail, "".join(step[1])
            open_parts.append(iter(step[1].items()))
        elif isinstance(step[1], list):
            trail.append(step[0])
            open_parts.append(enumerate(step[1]))
        else:
            yield [*trail, step[0]], step[1]


def _name(trail: list[Any]) -> str:
    shown = (str(key).replace("\0", UNKNOWN) for key in trail[1:])
    return SURROGATE.sub(UNKNOWN, ".".join(shown))[:200] or "body"
