"""Markdown: the stored text is the source itself, so that every offset is the file's own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipelines.convert import markdown_html
from pipelines.convert.decode import decoded
from pipelines.convert.markdown_rules import quickened
from pipelines.convert.source import Source
from pipelines.structure.simple import heading_block, row_block
from pipelines.structure.tidy import tidied
from pipelines.types import Block, BlockKind, Heading, Text

# Lines of "key: value" (YAML) or "key = value" (TOML); a rule at the beginning of a text has none below it.
FRONT_MATTER = re.compile(
    r"\A(?:---[ \t]*\n(?=\s*(?:#.*\n\s*)*[\w\"'][^\n:]*:)(?:.*\n)*?(?:---|\.\.\.)|"
    r"\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+)[ \t]*(?:\n|\Z)"
)
TITLE = re.compile(r"""^title[ \t]*[:=][ \t]*(["']?)(.+?)\1[ \t]*$""", re.MULTILINE | re.IGNORECASE)
BLOCK_SCALAR = re.compile(r"[>|][+-]?")
# "{#name}" behind a heading names it for links.
ANCHOR = re.compile(r"\s*\{[#.:][^{}]*\}$")
NOTE = re.compile(r"\[\^([^\]\s]+)\]:")
LEAVES: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "paragraph",
    "fence": "code",
    "code_block": "code",
    "html_block": "paragraph",
    "tr_open": "row",
}
LISTS = ("bullet_list_open", "ordered_list_open")
# What leaves stand in; other tokens say nothing of where they do.
NESTS = frozenset(
    f"{name}_{end}"
    for name in ("bullet_list", "ordered_list", "list_item", "blockquote", "table")
    for end in ("open", "close")
)
# A heading in which nothing marks anything up.
BARE = re.compile(r"(?:[^\W_]|[ \t.,;()'\"/?])*")
# A quotation's mark before a row of a table.
QUOTED = " \t>"


def convert(source: Source) -> Text:
    """Headings as CommonMark sees them (code fences do not fool it).

    The title is that of the front matter, else the first heading of level 1. Front matter and comments are spaces in
    the stored text: nobody reads them.
    """
    found = decoded(source)
    front, text = _without_front_matter(found.text)
    environment: dict[str, Any] = {}
    tokens = _parser().parse(text, environment)
    # CommonMark splits at "\n" only, as `decode` left them; so do the offsets.
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    text = _without_comments(text, tokens, starts)
    headings = tuple(_headings(text, tokens, starts, environment=environment))
    title = _title(front) or next((heading.text for heading in headings if heading.level == 1), None)
    blocks = _Blocks(text, starts, {heading.start: heading for heading in headings}).of(tokens, environment)
    return Text(text=text, title=title, headings=headings, blocks=blocks, meta=found.meta)


@cache
def _parser() -> MarkdownIt:
    """Made once. It parses blocks only: what stands within them is asked of headings alone."""
    return quickened(MarkdownIt("commonmark").enable("table").disable("inline"))


def _headings(text: str, tokens: list[Token], starts: list[int], *, environment: dict[str, Any]) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0 and opening.map:
            first, after = opening.map
            start, end = starts[first], min(starts[after] - 1, len(text))
            if words := _words(inline.content, environment):
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

    def of(self, tokens: list[Token], environment: Mapping[str, Any]) -> tuple[Block, ...]:
        """The blocks, in order; notes of one word are what CommonMark calls references."""
        for before, token in pairwise([Token("start", "", 0), *tokens]):
            if token.type in NESTS:
                self._nest(token)
            if token.type in LEAVES and token.map:
                start = self.starts[token.map[0]]
                end = min(self.starts[token.map[1]] - 1, len(self.text))
                if token.type == "html_block":
                    self._html(start, end)
                else:
                    self._leaf(LEAVES[token.type], start, end, header=before.type == "thead_open")
        for label, one in environment.get("references", {}).items():
            if label.startswith("^"):
                start, end = self.starts[one["map"][0]], min(self.starts[one["map"][1]] - 1, len(self.text))
                self.blocks.append(Block("note", start, end, number=label[1:].lower()))
        return tidied(sorted(self.blocks, key=lambda block: block.start), self.text)

    def _html(self, start: int, end: int) -> None:
        if rows := list(markdown_html.rows(self.text, start, end, table=self.tables)):
            self.blocks += rows
            self.tables = (rows[-1].table or 0) + 1
        elif markdown_html.says(self.text[start:end]):
            self.blocks.append(Block("paragraph", start, end))

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
        elif kind == "paragraph" and (note := NOTE.match(self.text, start, end)):
            self.blocks.append(Block("note", start, end, number=note[1]))
        elif self.fresh and kind == "paragraph":
            self.blocks.append(Block("item", start, end, self.lists, self.mark))
        else:
            self.blocks.append(Block("quote" if self.quotes and kind == "paragraph" else kind, start, end))
        self.fresh = False


def _without_front_matter(text: str) -> tuple[str, str]:
    """The front matter; the text with spaces in its place: lines and offsets stay, and its end is no underline."""
    front = FRONT_MATTER.match(text)
    return (front[0], markdown_html.blank(front[0]) + text[front.end() :]) if front else ("", text)


def _title(front: str) -> str | None:
    found = TITLE.search(front)
    return found[2].strip() if found and not BLOCK_SCALAR.fullmatch(found[2]) else None


def _without_comments(text: str, tokens: list[Token], starts: list[int]) -> str:
    if "<!--" not in text:
        return text
    pieces, at = [], 0
    for token in tokens:
        if token.type == "html_block" and token.map and "<!--" in token.content:
            start, end = max(starts[token.map[0]], at), min(starts[token.map[1]], len(text))
            pieces += [text[at:start], markdown_html.blanked(text[start:end])]
            at = end
    return "".join(pieces) + text[at:]


def _words(content: str, environment: dict[str, Any]) -> str:
    if BARE.fullmatch(content):
        return " ".join(content.split())
    children: list[Token] = []
    parser = _parser()
    parser.inline.parse(content, parser, environment, children)
    pieces = (" " if child.type.endswith("break") else child.content for child in children)
    return ANCHOR.sub("", " ".join("".join(pieces).split()))
