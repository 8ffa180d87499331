"""Cuts a stored text into chunks along its structure, at boundaries that find themselves again after an edit.

Measured recipe: about 250 tokens, never over 320, cut at sentences, no overlap; a heading starts a chunk, and so does
a paragraph whose own hash is 0 modulo 8 (in an over-long paragraph, a sentence modulo 10). The last rule makes
boundaries depend on the text around them alone: one edited paragraph changes a median of one chunk, where plain greedy
packing shifted up to 58.

A table that goes on in a later chunk repeats its header as that chunk's context. A document of thousands of tiny
sections is packed more tightly, so that its chunks are bounded by its length and not by its headings.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.cutting.speaking import Speech
from pipelines.structure.headers import header_above, headers_of
from pipelines.structure.sentences import sentences_in
from pipelines.structure.simple import with_blocks
from pipelines.types import Heading, PageSpan, Text

BREAK = re.compile(r"\n[^\S\n]*\n\s*")
SPACE = re.compile(r"\s")
# From so many chunks on neighbours are packed together: sections are no reason for more.
LOOSE = 4_000


@dataclass(frozen=True, slots=True)
class Rules:
    """Sizes in tokens, estimated as UTF-8 bytes / 4; ``marks``: one paragraph in so many starts a chunk."""

    target: int = 250
    limit: int = 320
    marks: int = 8
    sentence_marks: int = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A chunk to be: ``text[start:end]``, the headings above it, the page where it starts, the header that it lacks.

    And its language.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    page: int | None
    context: str = ""
    language: str = ""


class _Unit(NamedTuple):
    """What is not cut any further. ``language`` None: that of what follows."""

    start: int
    end: int
    tokens: int
    starts_chunk: bool
    is_heading: bool = False
    language: str | None = None


class _Span(NamedTuple):
    start: int
    end: int
    language: str


def split(text: Text, rules: Rules, language: str = "") -> list[Piece]:
    """The chunks of a text, in order. Only white space is left out between them.

    ``language`` (ISO 639-1) is the text's, where somebody has said it; a chunk is in one language.
    """
    text, speech = with_blocks(text), Speech(text.text, language)
    path, page, headers = _Headings(text.headings), _Pages(text.pages), headers_of(text.blocks)
    spans = list(_packed(_units(text, rules, speech), rules, speech.language))
    tight = len(spans) > LOOSE
    return [
        Piece(
            span.start,
            span.end,
            path.over(span.start, span.end) if tight else path.at(span.start),
            page.at(span.start),
            header_above(text, span.start, headers),
            span.language,
        )
        for span in (_tightly(spans, text.text, rules) if tight else spans)
    ]


def _tightly(spans: Iterable[_Span], text: str, rules: Rules) -> Iterator[_Span]:
    """Neighbours together up to the target: at most twice as many as targets fit into the text."""
    held, tokens = _Span(0, 0, ""), 0
    for span in spans:
        more = _tokens(text[span.start : span.end])
        if tokens and (tokens + more > rules.target or span.language != held.language):
            yield held
            tokens = 0
        held = _Span(held.start if tokens else span.start, span.end, span.language)
        tokens += more
    if tokens:
        yield held


def _packed(units: Iterator[_Unit], rules: Rules, usual: str) -> Iterator[_Span]:
    start = end = tokens = 0
    only_headings, language = True, None
    for unit in units:
        full = tokens + unit.tokens > rules.target and not (only_headings and tokens + unit.tokens <= rules.limit)
        other = None not in (language, unit.language) and unit.language != language
        if tokens and (full or other or (unit.starts_chunk and not only_headings)):
            yield _Span(start, end, usual if language is None else language)
            tokens, only_headings, language = 0, True, None
        start = start if tokens else unit.start
        end = unit.end
        tokens += unit.tokens
        only_headings = only_headings and unit.is_heading
        language = unit.language if language is None else language
    if tokens:
        yield _Span(start, end, usual if language is None else language)


def _units(text: Text, rules: Rules, speech: Speech) -> Iterator[_Unit]:
    for start, end, is_heading in _blocks(text):
        said = text.text[start:end]
        plain = _plain(said)
        tokens = _estimated(plain)
        if is_heading and tokens <= rules.target // 2:
            yield _Unit(start, end, tokens, starts_chunk=True, is_heading=True)
        elif tokens <= rules.limit and not is_heading:
            yield _Unit(start, end, tokens, starts_chunk=_marked(plain, rules.marks), language=speech.of(said))
        else:
            for unit in _pieces_of_block(text, start, end, rules=rules):
                yield unit._replace(language=speech.of(text.text[unit.start : unit.end]))


def _pieces_of_block(text: Text, start: int, end: int, *, rules: Rules) -> Iterator[_Unit]:
    """The sentences, rows and items of an over-long paragraph."""
    whole = text.text
    marked = _marked(_plain(whole[start:end]), rules.marks)
    for at, to in sentences_in(whole, text.blocks, (start, end)):
        for low, high in _hard_cut(whole, at, to, limit=rules.limit):
            plain = _plain(whole[low:high])
            starts = marked or _marked(plain, rules.sentence_marks)
            yield _Unit(low, high, _estimated(plain), starts_chunk=starts)
            marked = False


def _hard_cut(text: str, start: int, end: int, *, limit: int) -> Iterator[tuple[int, int]]:
    """A sentence over the limit is cut at white space, or in a word where there is none."""
    while _over(text, start, end, limit=limit):
        cut = _fitting(text, start, end, limit=limit)
        yield start, _trim_end(text, start, cut)
        start = _skip_space(text, cut, end)
    if start < end:
        yield start, end


def _over(text: str, start: int, end: int, *, limit: int) -> bool:
    """Cheap for a megabyte without a full stop: only text that may fit is counted."""
    return end - start > 8 * limit or _tokens(text[start:end]) > limit


def _fitting(text: str, start: int, end: int, *, limit: int) -> int:
    low, high = start + 1, min(end, start + limit * 4)
    while _tokens(text[start:high]) > limit:
        high = max(low, start + (high - start) * 3 // 4)
    for newline in (True, False):
        spaces = [m.start() for m in SPACE.finditer(text, start + (high - start) // 2, high)]
        spaces = [at for at in spaces if not newline or text[at] == "\n"]
        if spaces:
            return spaces[-1]
    return high


def _blocks(text: Text) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs and headings: (start, end, is heading), without white space around them."""
    at = 0
    for heading in text.headings:
        yield from _paragraphs(text.text, at, heading.start)
        at = max(at, heading.end)
        span = _trimmed(text.text, heading.start, heading.end)
        if span:
            yield *span, True
    yield from _paragraphs(text.text, at, len(text.text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    at = start
    for gap in BREAK.finditer(text, start, max(start, end)):
        if span := _trimmed(text, at, gap.start()):
            yield *span, False
        at = gap.end()
    if span := _trimmed(text, at, end):
        yield *span, False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return start, end
    held = text[start:end].rstrip()
    end = start + len(held)
    start = end - len(held.lstrip())
    return (start, end) if start < end else None


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _tokens(text: str) -> int:
    """About four bytes a token, in any script; runs of white space (tables, code) count once."""
    return _estimated(_plain(text))


def _plain(text: str) -> bytes:
    return " ".join(text.split()).encode("utf-8", "surrogatepass")


def _estimated(plain: bytes) -> int:
    return -(-len(plain) // 4)


def _marked(plain: bytes, modulo: int) -> bool:
    digest = hashlib.blake2b(plain, digest_size=8).digest()
    return int.from_bytes(digest, "big") % modulo == 0


class _Headings:
    """The heading path at an offset, for offsets that only grow."""

    def __init__(self, headings: tuple[Heading, ...]) -> None:
        self._left = list(reversed(headings))
        self._open: list[Heading] = []

    def at(self, offset: int) -> tuple[str, ...]:
        while self._left and self._left[-1].start <= offset:
            heading = self._left.pop()
            self._open = [above for above in self._open if above.level < heading.level] + [heading]
        return tuple(heading.text for heading in self._open)

    def over(self, start: int, end: int) -> tuple[str, ...]:
        """What of the path at the start holds to the end."""
        self.at(start)
        above = list(self._open)
        self.at(end - 1)
        return tuple(one.text for one, still in zip(above, self._open, strict=False) if one is still)


class _Pages:
    """The page at an offset."""

    def __init__(self, pages: tuple[PageSpan, ...]) -> None:
        self._pages = pages
        self._starts = [page.start for page in pages]

    def at(self, offset: int) -> int | None:
        return self._pages[max(0, bisect_right(self._starts, offset) - 1)].page if self._pages else None
