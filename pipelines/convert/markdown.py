"""Markdown: the stored text is the source itself, so that every offset is the file's own."""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipelines.convert.decode import decode
from pipelines.convert.source import Source
from pipelines.types import Heading, Text

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def convert(source: Source) -> Text:
    """Headings as CommonMark sees them (code fences do not fool it); the title is the first of level 1."""
    text = decode(source)
    headings = tuple(_headings(text))
    title = next((heading.text for heading in headings if heading.level == 1), None)
    return Text(text=text, title=title, headings=headings)


def _headings(text: str) -> Iterator[Heading]:
    # CommonMark splits at "\n" only, as `decode` left them; so do the offsets.
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    tokens = MarkdownIt("commonmark").parse(_without_front_matter(text))
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0 and opening.map:
            first, after = opening.map
            start, end = starts[first], min(starts[after] - 1, len(text))
            if words := _words(inline):
                yield Heading(
                    level=int(opening.tag[1:]), text=words, start=start, end=start + len(text[start:end].rstrip())
                )


def _without_front_matter(text: str) -> str:
    """Its lines stay as empty ones: lines keep their numbers, and its end is no underline."""
    return FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)


def _words(inline: Token) -> str:
    pieces = (" " if child.type.endswith("break") else child.content for child in inline.children or ())
    return " ".join("".join(pieces).split())
