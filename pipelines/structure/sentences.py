"""Sentences of a stored text by its blocks: none runs over the end of one, a row is one however it is punctuated."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipelines.structure.tidy import trimmed
from pipelines.text.sentences import sentences
from pipelines.types import Block

WHOLE = frozenset({"row", "heading"})


def sentences_in(text: str, blocks: Sequence[Block], span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end), in order, without white space around them.

    What stands between blocks (fences, rules of tables) comes out too, as plain sentences: only white space is left.
    """
    at, end = span
    for block in touched(blocks, at, end):
        low, high = max(block.start, at), min(block.end, end)
        yield from _between(text, at, low)
        if block.kind in WHOLE:
            yield trimmed(text, low, high)
        else:
            yield from sentences(text, low, high)
        at = high
    yield from _between(text, at, end)


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return sentences(text, start, end) if text[start:end].strip() else iter(())


def touched(blocks: Sequence[Block], start: int, end: int) -> Iterator[Block]:
    """The blocks that have some of ``text[start:end]``."""
    first = max(bisect_right(blocks, start, key=lambda block: block.start) - 1, 0)
    for at in range(first, len(blocks)):
        block = blocks[at]
        if block.start >= end:
            return
        if block.end > start:
            yield block
