"""Blocks as JSON: a short list each, with what is usual left out at its end; cells count from their block's start."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from pipelines.types import Block

BARE = 3
_USUAL: tuple[Any, ...] = (None, None, None, False, ())


def packed_blocks(blocks: Iterable[Block]) -> list[list[Any]]:
    """Lists ``[kind, start, end, level, number, table, header, cells]``; ``cells`` is flat."""
    return [_packed(block) for block in blocks]


def unpack_blocks(raw: Iterable[Sequence[Any]]) -> tuple[Block, ...]:
    """The blocks that ``packed_blocks`` packed."""
    return tuple([Block(*one) if len(one) == BARE else _unpacked(one) for one in raw])


def _packed(block: Block) -> list[Any]:
    if block.table is None and block.level is None and block.number is None and not (block.header or block.cells):
        return [block.kind, block.start, block.end]
    cells = [at - block.start for at in chain.from_iterable(block.cells)]
    rest: list[Any] = [block.level, block.number, block.table, block.header, cells or ()]
    while rest and rest[-1] == _USUAL[len(rest) - 1]:
        rest.pop()
    return [block.kind, block.start, block.end, *rest]


def _unpacked(raw: Sequence[Any]) -> Block:
    kind, start, end, level, number, table, header, flat = [*raw, *_USUAL[len(raw) - BARE :]]
    ends = iter([start + at for at in flat])
    return Block(kind, start, end, level, number, tuple(zip(ends, ends, strict=True)), table, header=header)
