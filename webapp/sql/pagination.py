"""Lists by cursor: stable under inserts and deletions, the same cost on every page. Free of Flask.

A cursor is opaque: base64url of the JSON list of the last row's keys. It holds no right: every statement that is
paged is already limited to what the caller may see.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from pipelines.types import Page
from webapp.errors import Invalid
from webapp.sql.database import UtcDateTime

T = TypeVar("T")
Key = InstrumentedAttribute[str] | InstrumentedAttribute[datetime]


def paginate(
    session: Session,
    statement: Select[tuple[T]],
    *,
    keys: Sequence[Key],
    cursor: str | None,
    limit: int,
    descending: bool = False,
) -> Page[T]:
    """At most ``limit`` rows of a statement, in the order of ``keys`` (together unique), after ``cursor``."""
    if cursor is not None:
        statement = statement.where(_after(keys, decode_cursor(cursor, keys), descending=descending))
    order = [key.desc() if descending else key.asc() for key in keys]
    rows = session.scalars(statement.order_by(*order).limit(limit + 1)).all()
    shown = tuple(rows[:limit])
    more = len(rows) > limit
    return Page(shown, encode_cursor([getattr(shown[-1], key.key) for key in keys]) if more else None)


def encode_cursor(values: Sequence[str | datetime]) -> str:
    """The opaque form of a position."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, keys: Sequence[Key]) -> list[Any]:
    """The position a cursor names. Raises ``Invalid`` for anything that ``encode_cursor`` did not make."""
    try:
        plain = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if not isinstance(plain, list) or len(plain) != len(keys):
            raise ValueError("shape")
        values = [_value(key, part) for key, part in zip(keys, plain, strict=True)]
    except (ValueError, binascii.Error, RecursionError) as error:
        raise Invalid.field("cursor", "Not a cursor of this list; leave it out to start anew.", "bad_cursor") from error
    return values


def _value(key: Key, part: object) -> str | datetime:
    if not isinstance(part, str):
        raise ValueError("type")  # noqa: TRY004 - one kind of error for a bad cursor
    part.encode("utf-8")  # lone surrogates end here
    if "\0" in part:
        raise ValueError("NUL")
    if not isinstance(key.type, UtcDateTime):
        return part
    moment = datetime.fromisoformat(part)
    if moment.tzinfo is None:
        raise ValueError("time zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:  # the year 1 east of Greenwich
        raise ValueError("time") from error


def _after(keys: Sequence[Key], values: Sequence[Any], *, descending: bool) -> ColumnElement[bool]:
    left, right = tuple_(*keys), tuple_(*values)
    return left < right if descending else left > right
