"""Finds running headers, footers and page numbers: they stand between sentences and are no content.

A line at the edge of its page is furniture when the same words stand at the same height on at least three pages, or
when it is a number that counts the pages. What would leave most of its pages empty is content.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipelines.convert.pdf.lines import Line

PAGES_AT_LEAST = 3
EDGE_LINES = 4
SAME_HEIGHT = 4.0
GAP = 1.4
NUMBER = re.compile(
    r"(?:page|seite|p\.|pg\.?)?\s*[-–—|\[(]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]?\s*(?:(?:of|von|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
NUMBER_FIRST_OR_LAST = re.compile(r"(\d{1,4})\b.*[^\W\d].*|.*[^\W\d].*\b(\d{1,4})")
HEADLINE = 1.3
DIGITS = re.compile(r"\d+")
Place = tuple[int, int]
Key = tuple[str, str, int]


def furniture(pages: Sequence[Sequence[Line]], body_size: float) -> frozenset[Place]:
    """``(page, order)`` of every line to leave out."""
    dropped: set[Place] = set()
    for _ in range(EDGE_LINES):
        found = _outermost(pages, dropped, body_size)
        if not found:
            break
        dropped |= found
    return frozenset(dropped)


def _outermost(pages: Sequence[Sequence[Line]], dropped: set[Place], body_size: float) -> set[Place]:
    """Furniture among the lines that are first or last on their page, those already found left aside."""
    edges: list[tuple[str, Line, bool]] = []
    left = Counter[int]()
    for lines in pages:
        rest = sorted(
            (line for line in lines if (line.page, line.order) not in dropped), key=lambda line: line.baseline
        )
        if rest:
            left[rest[0].page] = len(rest)
            edges += [("top", line, apart) for line, apart in _edge(rest)]
            edges += [("bottom", line, apart) for line, apart in _edge(rest[::-1])]
    # Large letters are a heading's: each chapter may begin with the same word at the same height.
    edges = [edge for edge in edges if edge[1].size <= HEADLINE * body_size]
    found = _repeated(edges) | _page_numbers(edges)
    return {(line.page, line.order) for line in found if left[line.page] > 1 or _mostly_more(found, line, left)}


def _edge(lines: Sequence[Line]) -> Iterable[tuple[Line, bool]]:
    """The lines at the outermost height, and whether a gap parts them from the rest."""
    height = lines[0].baseline
    level = [line for line in lines if abs(line.baseline - height) < SAME_HEIGHT]
    rest = lines[len(level) :]
    apart = not rest or abs(rest[0].baseline - height) > GAP * max(level[0].size, rest[0].size) * 1.2
    return [(line, apart) for line in level]


def _repeated(edges: Sequence[tuple[str, Line, bool]]) -> set[Line]:
    """Equal words on three pages; words that differ in numbers only count when a gap parts them from the text."""
    same: defaultdict[Key, set[Line]] = defaultdict(set)
    for edge, line, apart in edges:
        words = line.words.casefold()
        for height in _heights(line):
            same[edge, words, height].add(line)
            if apart and DIGITS.search(words):
                same[edge, DIGITS.sub("#", words), height].add(line)
    return {line for lines in same.values() if _enough(lines) for line in lines}


def _enough(lines: set[Line]) -> bool:
    return len({line.page for line in lines}) >= PAGES_AT_LEAST


def _page_numbers(edges: Sequence[tuple[str, Line, bool]]) -> set[Line]:
    """Numbers that go up with the pages: at least two pages agree on the difference."""
    bare: defaultdict[tuple[str, int], set[Line]] = defaultdict(set)
    named: defaultdict[tuple[int, int], set[Line]] = defaultdict(set)
    for edge, line, apart in edges:
        if match := NUMBER.fullmatch(line.words):
            bare[edge, _value(match[1]) - line.page].add(line)
        elif edge == "bottom" and apart and (match := NUMBER_FIRST_OR_LAST.fullmatch(line.words)):
            for height in _heights(line):
                named[height, int(match[1] or match[2]) - line.page].add(line)
    pairs = {line for lines in bare.values() if len({line.page for line in lines}) > 1 for line in lines}
    return pairs | {line for lines in named.values() if _enough(lines) for line in lines}


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    digits = [values[mark] for mark in number.lower()]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


def _heights(line: Line) -> tuple[int, int]:
    """Two overlapping grids, so that no height falls between two cells."""
    return round(line.baseline / SAME_HEIGHT) * 2, round(line.baseline / SAME_HEIGHT - 0.5) * 2 + 1


def _mostly_more(found: set[Line], line: Line, left: Counter[int]) -> bool:
    """Whether lines like this one mostly stand beside other text."""
    like = [other for other in found if abs(other.baseline - line.baseline) < SAME_HEIGHT]
    return sum(left[other.page] > 1 for other in like) > len(like) / 2
