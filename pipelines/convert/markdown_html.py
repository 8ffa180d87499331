"""HTML within Markdown: comments, which nobody sees, and tables, whose rows stand in the source as they are."""

import re
from collections.abc import Iterator

from pipelines.structure.tidy import trimmed
from pipelines.types import Block

TAG = re.compile(r"<(/?)(table|tr|td|th)\b[^<>]*>", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>")
LEADING = re.compile(r"(?:\s|<[^<>]*>)*+")


def blanked(text: str) -> str:
    """The text with spaces where comments are: lines and offsets stay."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces += [text[at:start], blank(text[start : end + 3])]
        at = end + 3
    return "".join(pieces) + text[at:]


def blank(text: str) -> str:
    """White space of the same shape."""
    return re.sub(r"[^\n]", " ", text)


def says(text: str) -> bool:
    """Whether there is anything besides tags."""
    return bool(MARKUP.sub("", text).strip())


def rows(text: str, start: int, end: int, *, table: int) -> Iterator[Block]:
    """The rows of tables in ``text[start:end]``, numbered from ``table``; those within a cell are part of it."""
    depth, row, cell, heads = 0, -1, -1, 0
    cells: list[tuple[int, int]] = []
    for tag in TAG.finditer(text, start, end):
        closes, name = bool(tag[1]), tag[2].lower()
        depth += (name == "table") * (-1 if closes else 1)
        if depth > 1:
            continue
        # A cell ends with its own end, and with whatever begins or ends around it.
        if cell >= 0:
            cells.append(_bare(text, cell, tag.start()))
            cell = -1
        if name in ("td", "th") and not closes:
            cell, heads = tag.end(), heads + (name == "th")
        elif name in ("tr", "table"):
            if row >= 0 and cells:
                yield Block("row", row, tag.start(), cells=tuple(cells), table=table, header=heads == len(cells))
            row, heads, cells = (tag.start() if name == "tr" and not closes else -1), 0, []
            table += name == "table" and closes


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A cell without the tags around its words."""
    first = LEADING.match(text, start, end)
    start = first.end() if first else start
    tags = list(MARKUP.finditer(text, start, end))
    while tags and not text[tags[-1].end() : end].strip():
        end = tags.pop().start()
    return trimmed(text, start, end)
