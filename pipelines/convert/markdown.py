"""Markdown: the stored text is the source itself, so that every offset is the file's own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipelines.convert.decode import decoded
from pipelines.convert.source import Source
from pipelines.structure.simple import heading_block, row_block
from pipelines.structure.tidy import tidied
from pipelines.types import Block, BlockKind, Heading, Text

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
LEAVES: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "paragraph",
    "fence": "code",
    "code_block": "code",
    "html_block": "paragraph",
    "tr_open": "row",
}
LISTS = ("bullet_list_open", "ordered_list_open")
# A quotation's mark before a row of a table.
QUOTED = " \t>"


def convert(source: Source) -> Text:
    """Headings as CommonMark sees them (code fences do not fool it); the title is the first of level 1."""
    found = decoded(source)
    text = found.text
    tokens = MarkdownIt("commonmark").enable("table").parse(_without_front_matter(text))
    # CommonMark splits at "\n" only, as `decode` left them; so do the offsets.
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    headings = tuple(_headings(text, tokens, starts))
    title = next((heading.text for heading in headings if heading.level == 1), None)
    blocks = _Blocks(text, starts, {heading.start: heading for heading in headings}).of(tokens)
    return Text(text=text, title=title, headings=headings, blocks=blocks, meta=found.meta)


def _headings(text: str, tokens: list[Token], starts: list[int]) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0 and opening.map:
            first, after = opening.map
            start, end = starts[first], min(starts[after] - 1, len(text))
            if words := _words(inline):
                yield Heading(
                    level=int(opening.tag[1:]), text=words, start=start, end=start + len(text[start:end].rstrip())
                )


@dataclass(slots=True)
class _Blocks:
    """Goes through the tokens: each one with lines of its own makes a block. ``starts``: where each line begins."""

    text: str
    starts: list[int]
    headings: dict[int, Heading]
    blocks: list[Block] = field(default_factory=list)
    lists: int = 0
    quotes: int = 0
    tables: int = 0
    # An item's own first words, with its mark, until they come.
    mark: str | None = None
    fresh: bool = False

    def of(self, tokens: list[Token]) -> tuple[Block, ...]:
        """The blocks, in order."""
        for before, token in pairwise([Token("start", "", 0), *tokens]):
            self._nest(token)
            if token.type in LEAVES and token.map:
                start = self.starts[token.map[0]]
                end = min(self.starts[token.map[1]] - 1, len(self.text))
                self._leaf(LEAVES[token.type], start, end, header=before.type == "thead_open")
        return tidied(self.blocks, self.text)

    def _nest(self, token: Token) -> None:
        self.lists += (token.type in LISTS) - (token.type.replace("_close", "_open") in LISTS and token.nesting < 0)
        self.quotes += token.nesting if token.type.startswith("blockquote") else 0
        self.tables += token.type == "table_open"
        if token.type == "list_item_open":
            self.fresh, self.mark = True, f"{token.info}{token.markup}" if token.info else None
        elif token.type == "list_item_close":
            self.fresh = False

    def _leaf(self, kind: BlockKind, start: int, end: int, *, header: bool) -> None:
        if heading := self.headings.get(start):
            self.blocks.append(heading_block(heading))
        elif kind == "row":
            start += len(self.text[start:end]) - len(self.text[start:end].lstrip(QUOTED))
            self.blocks.append(row_block(self.text, start, end, table=self.tables - 1, header=header))
        elif self.fresh and kind == "paragraph":
            self.blocks.append(Block("item", start, end, self.lists, self.mark))
        else:
            self.blocks.append(Block("quote" if self.quotes and kind == "paragraph" else kind, start, end))
        self.fresh = False


def _without_front_matter(text: str) -> str:
    """Its lines stay as empty ones: lines keep their numbers, and its end is no underline."""
    return FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)


def _words(inline: Token) -> str:
    pieces = (" " if child.type.endswith("break") else child.content for child in inline.children or ())
    return " ".join("".join(pieces).split())
