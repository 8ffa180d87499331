"""Cursors of the manifest's list: where the last page ended, opaque to who carries it."""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pipelines.types import Document, Page

T = TypeVar("T")


def encode(uri: str, document_id: str) -> str:
    """The cursor behind a row."""
    return base64.urlsafe_b64encode(json.dumps([uri, document_id]).encode()).decode().rstrip("=")


def page_of(rows: Sequence[Document], limit: int) -> Page[Document]:
    """One page of up to ``limit`` of these rows; one more than that tells that there is a next one."""
    items = tuple(rows[:limit])
    more = len(rows) > limit and items
    return Page(items, encode(items[-1].uri, items[-1].document_id) if more else None)


def pages(look: Callable[[str | None], Page[T]]) -> Iterator[Page[T]]:
    """All pages of a list, one look each: ``look`` takes the cursor behind the page before, None at first."""
    after: str | None = None
    while True:
        page = look(after)
        yield page
        if (after := page.next_cursor) is None:
            return


def decode(cursor: str) -> tuple[str, str]:
    """(uri, document id) of the row it stands behind. Raises ValueError for anything that ``encode`` did not make."""
    try:
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        uri, document_id = json.loads(raw)
        uri.encode(), document_id.encode()
    except (binascii.Error, UnicodeError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise ValueError("The cursor was not made by this list.") from error
    return uri, document_id
