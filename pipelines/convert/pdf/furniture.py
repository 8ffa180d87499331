"""Finds running headers, footers and page numbers: they stand between sentences and are no content.

A line in the margin of its page, parted from the text by a gap, is furniture when the same words stand at the same
height on at least three pages (two in small print); so is a number that counts the pages. What would leave most of its
pages empty is content. Words that stand nowhere else are told once, where they first stand: they may be all there is of
an address, a licence or a warning.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from pipelines.convert.pdf.lines import Line
from pipelines.convert.pdf.outline import NUMBERING, squeezed

PAGES_AT_LEAST = 3
ROUNDS = 4
ROWS = 3
LONGEST = 90
NEAR = 2
NAME_AT_LEAST = 6
SAME_HEIGHT = 4.0
GAP = 1.7
# The share of a page's height that its margin takes.
MARGIN = 0.13
NUMBER = re.compile(
    r"(?:page|seite|p\.|pg\.?)?\s*[-–—|\[(]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]?\s*(?:(?:of|von|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
NUMBERS_BESIDE_WORDS = (re.compile(r"(\d{1,4})\b.*[^\W\d]"), re.compile(r".*[^\W\d].*\b(\d{1,4})$"))
HEADLINE = 1.3
SMALLER = 0.92
# "4 Chapter 1. About this manual" says what the heading says.
NUMBERS = 2
DIGITS = re.compile(r"\d+")
Place = tuple[int, int]
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line at the top or bottom of its page; ``apart``: a gap parts it from the text; ``alone``: there is
    hardly another text.
    """

    side: str
    line: Line
    apart: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What the document looks like: the size of its text in points, its title, and where its outline's titles begin.

    Titles are squeezed to their letters and digits, in small letters.
    """

    body_size: float
    title: str = ""
    begins: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def small(self, line: Line) -> bool:
        """Whether the line is set in smaller letters than the text."""
        return line.size < SMALLER * self.body_size

    def heads(self, line: Line) -> bool:
        """Whether a section of that title begins on the line's page."""
        return line.page in self.begins.get(squeezed(line.words), ())

    def names(self, line: Line) -> bool:
        """Whether the line repeats the document's title in small print, or the title of a section from before."""
        words = squeezed(line.words)
        if len(self.title) >= NAME_AT_LEAST and self.title in words and self.small(line):
            return True
        pages = self.begins.get(words, frozenset())
        return bool(pages) and min(pages) < line.page and line.page not in pages and len(words) >= NAME_AT_LEAST


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that stand in the margins as ``(page, order)``; those of ``kept`` are the first with their words."""

    dropped: frozenset[Place]
    kept: frozenset[Place]


def furniture(pages: Sequence[Sequence[Line]], look: Look) -> Furniture:
    """What is no running text of its page."""
    dropped: set[Place] = set()
    for _ in range(ROUNDS):
        found = _outermost(pages, dropped, look)
        if not found:
            break
        dropped |= found
    emptied = sum(all((line.page, line.order) in dropped for line in lines) for lines in pages if lines)
    if emptied > len(pages) / 2:
        dropped = set()
    return Furniture(frozenset(dropped), frozenset(_first(pages, dropped, look)))


def _first(pages: Sequence[Sequence[Line]], dropped: set[Place], look: Look) -> Iterator[Place]:
    """Of each text in the margins that is no number the first line; what the text says anyway, is said there."""
    if not dropped:
        return
    lines = [line for lines in pages for line in lines]
    margins = [line for line in lines if (line.page, line.order) in dropped and not NUMBER.fullmatch(line.words)]
    longest = max((len(line.words) for line in margins), default=0)
    text = (line for line in lines if len(line.text) <= longest + NEAR and (line.page, line.order) not in dropped)
    told = {_letters(line.words) for line in text} | {"", look.title}
    for line in margins:
        words, bare = _letters(line.words), line.words
        for _ in range(NUMBERS):
            bare = NUMBERING.sub("", bare, count=1)
        if words not in told and _letters(bare) not in told:
            told.add(words)
            yield line.page, line.order


def _letters(words: str) -> str:
    return DIGITS.sub("", squeezed(words))


def _outermost(pages: Sequence[Sequence[Line]], dropped: set[Place], look: Look) -> set[Place]:
    """Furniture among the lines that are first or last on their page, those already found left aside."""
    edges: list[Edge] = []
    for lines in pages:
        rest = _upright([line for line in lines if (line.page, line.order) not in dropped] if dropped else lines)
        edges += _edge("top", rest)
        edges += _edge("bottom", rest[::-1])
    # Large letters are a heading's: each chapter may begin with the same word at the same height.
    edges = [edge for edge in edges if edge.line.size <= HEADLINE * look.body_size and _in_margin(edge)]
    found = _repeated(edges, look) | _named(edges, look) | _page_numbers(edges)
    heights = Counter(height for edge in edges for height in _heights(edge.line))
    alone = Counter(height for edge in edges if edge.alone for height in _heights(edge.line))
    return {
        (edge.line.page, edge.line.order)
        for edge in edges
        if edge.line in found and not (edge.alone and _is_content(edge.line, alone, heights))
    }


def _in_margin(edge: Edge) -> bool:
    """A line of the body's may be the last of a short page: it stands higher than any footer."""
    return edge.line.depth <= MARGIN if edge.side == "top" else edge.line.depth >= 1 - MARGIN


def _upright(lines: Sequence[Line]) -> list[Line]:
    """The page's lines from top to bottom, those set at another angle than most left aside."""
    angles = Counter(map(attrgetter("angle"), lines))
    usual = angles.most_common(1)[0][0] if angles else 0
    upright = lines if len(angles) == 1 else [line for line in lines if line.angle == usual]
    return sorted(upright, key=attrgetter("baseline"))


def _edge(side: str, lines: Sequence[Line]) -> list[Edge]:
    """The rows before the first gap, if they are few; else the outermost row, which may hold a page number."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].baseline - line.baseline) < SAME_HEIGHT:
            rows[-1].append(line)
        elif rows and _gap(rows[-1][0], line):
            return _apart(side, rows, lines)
        elif len(rows) == ROWS:
            return [Edge(side, one, apart=False, alone=False) for one in rows[0]]
        else:
            rows.append([line])
    return [Edge(side, one, apart=True, alone=True) for row in rows for one in row]


def _apart(side: str, rows: Sequence[Sequence[Line]], lines: Sequence[Line]) -> list[Edge]:
    """Rows before a gap; if they hold most of the page's words, they are its text rather than its edge."""
    own = sum([len(line.text) for row in rows for line in row])
    most = own > sum([len(line.text) for line in lines]) / 2
    return [Edge(side, line, apart=True, alone=most) for row in rows for line in row]


def _gap(line: Line, after: Line) -> bool:
    return abs(after.baseline - line.baseline) > GAP * max(line.size, after.size)


def _repeated(edges: Sequence[Edge], look: Look) -> set[Line]:
    """Short lines apart from the text, with equal words (numbers may differ) at one height on enough pages."""
    same: defaultdict[Key, set[Line]] = defaultdict(set)
    for edge in edges:
        words = edge.line.words.casefold()
        if edge.apart and len(words) <= LONGEST and not look.heads(edge.line):
            for height in _heights(edge.line):
                same[edge.side, DIGITS.sub("#", words), height].add(edge.line)
    return {line for lines in same.values() if _enough(lines, look) for line in lines}


def _enough(lines: set[Line], look: Look) -> bool:
    """Three pages near each other, since headers run; two when the letters are smaller than the text's."""
    needed = PAGES_AT_LEAST - 1 if all(look.small(line) for line in lines) else PAGES_AT_LEAST
    pages = sorted({line.page for line in lines})
    return any(last - first <= NEAR * needed for first, last in zip(pages, pages[needed - 1 :], strict=False))


def _named(edges: Sequence[Edge], look: Look) -> set[Line]:
    """What names the document or a section that began on an earlier page, on however few pages, apart from the text."""
    return {edge.line for edge in edges if edge.apart and not edge.alone and look.names(edge.line)}


def _page_numbers(edges: Sequence[Edge]) -> set[Line]:
    """Numbers that go up with the pages: at least two pages agree on the difference."""
    bare: defaultdict[tuple[str, int], set[Line]] = defaultdict(set)
    named: defaultdict[tuple[int, int], set[Line]] = defaultdict(set)
    for edge in edges:
        line = edge.line
        if match := NUMBER.fullmatch(line.words):
            bare[edge.side, _value(match[1]) - line.page].add(line)
        elif edge.side == "bottom" and edge.apart and len(line.words) <= LONGEST:
            for number in _beside_words(line.words):
                for height in _heights(line):
                    named[height, number - line.page].add(line)
    pairs = {line for lines in bare.values() if len({line.page for line in lines}) > 1 for line in lines}
    return pairs | {
        line for lines in named.values() if len({line.page for line in lines}) >= PAGES_AT_LEAST for line in lines
    }


def _beside_words(words: str) -> set[int]:
    found = (pattern.match(words) for pattern in NUMBERS_BESIDE_WORDS)
    return {int(match[1]) for match in found if match}


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    digits = [values[mark] for mark in number.lower()]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


def _heights(line: Line) -> tuple[int, int]:
    """Two overlapping grids, so that no height falls between two cells."""
    return round(line.baseline / SAME_HEIGHT) * 2, round(line.baseline / SAME_HEIGHT - 0.5) * 2 + 1


def _is_content(line: Line, alone: Mapping[int, int], heights: Mapping[int, int]) -> bool:
    """A page's only words, when lines at that height mostly are their pages' only words."""
    most = max(_heights(line), key=lambda height: heights[height])
    return alone[most] >= heights[most] / 2
