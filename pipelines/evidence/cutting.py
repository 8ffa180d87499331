"""A passage cut into what is ranked and quoted: sentences within the blocks of its stored text, and what each is.

What a block is was read by its converter, so it is not guessed: headings, header rows and code are never quoted. In
paragraphs and items looks still tell a bold line or a question from what is said (``lines.kinds``).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from pipelines.evidence.lines import Line, is_label
from pipelines.structure.headers import says_its_columns
from pipelines.structure.sentences import sentences_in, touched
from pipelines.text.sentences import sentences
from pipelines.types import Block, Text

# One unit: start and end in the passage, and what it is where its block says so.
Cut = tuple[int, int, Line | None]
# The title in a list of contents, and the page it is on.
_LISTED = re.compile(r"(\S.{0,300}?)[\s.·…_]+(?:\d{1,4}|[ivxlc]{1,6})\s*", re.DOTALL)


def by_looks(text: str, most: int) -> list[Cut]:
    """The first sentences of a text that nobody knows the blocks of."""
    return list(islice(_with_labels(text, ((start, end, None) for start, end in sentences(text))), most))


def by_blocks(stored: Text, span: tuple[int, int], most: int) -> list[Cut]:
    """The first units of ``stored.text[start:end]``, as offsets from its start."""
    text = stored.text[slice(*span)]
    cuts = list(islice(_with_labels(text, _told(stored, span)), most))
    listed = _listed(stored, [text[start:end] for start, end, known in cuts if known is None])
    return [(start, end, Line.OTHER if text[start:end] in listed else known) for start, end, known in cuts]


def _told(stored: Text, span: tuple[int, int]) -> Iterator[Cut]:
    blocks = list(touched(stored.blocks, *span))
    line_of = _lines_of(stored, blocks)
    at = 0
    for start, end in sentences_in(stored.text, blocks, span):
        while at < len(blocks) and blocks[at].end <= start:
            at += 1
        inside = at < len(blocks) and blocks[at].start < end
        yield start - span[0], end - span[0], line_of(blocks[at]) if inside else None


def _lines_of(stored: Text, blocks: Sequence[Block]) -> Callable[[Block], Line | None]:
    """What a block's units are; None where looks decide. In a text typed in one width code looks like all the rest."""
    code = any(block.kind == "code" for block in blocks)
    typed = code and 2 * sum(block.end - block.start for block in stored.blocks if block.kind == "code") > len(
        stored.text
    )

    def line_of(block: Block) -> Line | None:
        if block.kind == "heading":
            return Line.HEADING
        if block.kind == "row" and (block.header or not says_its_columns(stored.text, block)):
            return Line.HEADER if block.header else Line.ROW
        return Line.OTHER if block.kind == "code" and not typed else None

    return line_of


def _listed(stored: Text, texts: Sequence[str]) -> frozenset[str]:
    """Those of some lines that stand in a list of contents: a heading of the document, and its page."""
    titles = {_plain(found[1]): text for text in texts if (found := _LISTED.fullmatch(text))}
    if not titles:
        return frozenset()
    return frozenset(titles[name] for one in stored.headings if (name := _plain(one.text)) in titles)


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def _with_labels(text: str, cuts: Iterator[Cut]) -> Iterator[Cut]:
    """A short label before a colon ("65534:", "Opening hours:") says nothing without what follows: one unit of both."""
    label: Cut | None = None
    for start, end, known in cuts:
        if label is not None and known is not None:
            yield label
            label = None
        if label is not None:
            yield label[0], end, None
            label = None
        elif known is None and is_label(text[start:end]):
            label = start, end, None
        else:
            yield start, end, known
    if label is not None:
        yield label
