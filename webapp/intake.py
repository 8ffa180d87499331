"""How a request is read: JSON strictly, bodies up to their limit, and never a surprise for what lies behind."""

import json
import math
import re
from typing import Any

from flask import Flask, request
from flask.wrappers import Request
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.errors import Invalid, WebError
from webapp.settings import WebSettings

DIGITS = 18
SURROGATE = re.compile("[\ud800-\udfff]")


class MalformedJson(WebError):
    """The body is not JSON."""

    status, code, title = 400, "malformed_json", "Malformed JSON"


class UnsupportedType(WebError):
    """The body is of a type that this route does not read."""

    status, code, title = 415, "unsupported_media_type", "Unsupported media type"


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
        try:
            value = json.loads(raw, parse_int=_integer)
        except (ValueError, RecursionError) as error:
            raise MalformedJson("The body is not valid JSON.") from error
        _refuse_absurd(value)
        return value


def limit_bodies(app: Flask, settings: WebSettings) -> None:
    """Set each request's body limit by its type: uploads are multipart, everything else is JSON."""

    def limit() -> None:
        multipart = request.mimetype == "multipart/form-data"
        request.max_content_length = settings.upload_limit if multipart else settings.json_limit

    app.before_request(limit)


def _integer(digits: str) -> int | float:
    # Beyond 64 bits nothing can store it; int() of thousands of digits is refused by Python itself.
    return int(digits) if len(digits) <= DIGITS else math.inf


def _refuse_absurd(value: Any) -> None:
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend((f"{path}.{_shown(key)}".lstrip("."), part) for key, part in item.items())
            _refuse_text(path, "".join(item))
        elif isinstance(item, list):
            waiting.extend((f"{path}.{place}".lstrip("."), part) for place, part in enumerate(item))
        else:
            _refuse_scalar(path, item)


def _refuse_scalar(path: str, item: Any) -> None:
    if isinstance(item, str):
        _refuse_text(path, item)
    elif isinstance(item, float) and not math.isfinite(item):
        raise Invalid.field(path or "body", "Not a finite number of reasonable size.", "number")


def _refuse_text(path: str, text: str) -> None:
    if "\0" in text or SURROGATE.search(text):
        raise Invalid.field(path or "body", "Contains NUL or half a surrogate pair.", "text")


def _shown(key: str) -> str:
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", key.replace("\0", "\N{REPLACEMENT CHARACTER}"))[:100]
