"""The place of an offset, as people say it: its page, or the nearest heading and the row of a table."""

from bisect import bisect_right
from collections.abc import Sequence

from pipelines.text.turns import straight
from pipelines.types import Block, Heading, Place, Text

LABEL_AT_MOST = 120
READ_BY_OCR = " (read by OCR)"


def place_at(text: Text, at: int) -> Place | None:
    """Where ``text.text[at]`` is; None where there is nothing to say: no page, no heading before it, no table.

    A row counts in its table from 1, with its header, as programs for tables count; one of a sheet has its own number.
    """
    if text.pages:
        span = text.pages[max(bisect_right(text.pages, at, key=lambda page: page.start) - 1, 0)]
        return page_place(span.page, by_ocr=span.page in text.meta.get("ocr", ()))
    heading, row = _heading(text.headings, at), _row(text.blocks, at)
    if row is not None and heading and text.meta.get("unit") == "sheet" and not heading.lower().startswith("sheet"):
        heading = f"Sheet {heading}"
    if row is not None:
        return Place(f"{heading}, row {row}" if heading else f"row {row}", "row")
    if heading or not text.meta.get("ocr"):
        return Place(heading, "heading") if heading else None
    return Place(READ_BY_OCR.strip(" ()"), "ocr")


def page_place(page: int, *, by_ocr: bool = False) -> Place:
    """A page as a place; of one whose text a machine recognized, that is said."""
    return Place(f"p. {page}{READ_BY_OCR if by_ocr else ''}", "page", page)


def _heading(headings: Sequence[Heading], at: int) -> str:
    """The nearest heading at or before, on one line."""
    last = bisect_right(headings, at, key=lambda heading: heading.start) - 1
    words = " ".join(straight(headings[last].text).split()) if last >= 0 else ""
    return words if len(words) <= LABEL_AT_MOST else words[: LABEL_AT_MOST - 1].rstrip() + "…"


def _row(blocks: Sequence[Block], at: int) -> int | str | None:
    here = bisect_right(blocks, at, key=lambda block: block.start) - 1
    if here < 0 or blocks[here].kind != "row" or at >= blocks[here].end:
        return None
    if blocks[here].number is not None:
        return blocks[here].number
    first = here
    while first and blocks[first - 1].table == blocks[here].table and blocks[first - 1].kind == "row":
        first -= 1
    return here - first + 1
