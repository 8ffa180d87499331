"""Where a statement may be put together of two: each part is then judged by itself."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

LEAST_WORDS = 4
MOST_PARTS = 4
# Of more commas than a sentence has the first are tried.
MOST_BOUNDARIES = 24
# White space is looked at where it begins only.
_SEMICOLON = re.compile(r"(?:;|(?<!\s)\s++;)\s*+")
_BOUNDARY = re.compile(r"(?:,|(?<!\s)(?=\s))\s++(?:and|but|while|whereas|und|aber|et|mais)\s++|,\s++", re.IGNORECASE)
_DEPENDS = re.compile(r"(?:if|when|unless|although|because|since|whenever|whoever|only|neither)\b", re.IGNORECASE)

Span = tuple[int, int]


def parted(statement: str) -> Iterator[tuple[Span, ...]]:
    """Ways to part a statement, the likeliest first: spans of it, none of fewer than four words.

    A condition is never parted from what it holds for.
    """
    halves = _at_semicolons(statement)
    if 2 <= len(halves) <= MOST_PARTS:
        yield tuple(halves)
    if _DEPENDS.match(statement.lstrip()):
        return
    for boundary in islice(_BOUNDARY.finditer(statement), MOST_BOUNDARIES):
        parts = ((0, boundary.start()), (boundary.end(), len(statement)))
        if all(_whole(statement[start:end]) for start, end in parts):
            yield parts


def merged(spans: Sequence[Span], places: Sequence[object]) -> list[Span]:
    """The spans; those that follow one another and stand in the same place are made one."""
    if not places:
        return list(spans)
    made: list[Span] = []
    for at, (start, end) in enumerate(spans):
        if at and places[at] == places[at - 1]:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def _at_semicolons(statement: str) -> list[Span]:
    cuts = [found.span() for found in _SEMICOLON.finditer(statement)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(statement)]
    halves: list[Span] = []
    for start, end in zip(starts, ends, strict=True):
        if halves and not (_whole(statement[start:end]) and _whole(statement[slice(*halves[-1])])):
            halves[-1] = (halves[-1][0], end)
        else:
            halves.append((start, end))
    return halves


def _whole(part: str) -> bool:
    return len(part.split()) >= LEAST_WORDS
