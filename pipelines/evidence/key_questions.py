"""Questions that a document answers: of its headings, its tables and what it says that something is.

A candidate knows which part of the text should answer it; whether it does is for the caller to find out by asking.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TypeVar

from pipelines.evidence.question_wording import Wording, is_numbering
from pipelines.evidence.summary import section
from pipelines.evidence.tables.cells import empty, yes
from pipelines.evidence.tables.reading import tables_of
from pipelines.evidence.tables.table import Row, Table
from pipelines.text.sentences import sentences
from pipelines.types import Heading, Text

MOST = 5
# How many are asked at most: each costs an answer.
TRIED = 12
# How many sections after and before a quoted one.
AFTER, BEFORE = 3, 1
HEADINGS, TABLES, SENTENCES = 12, 3, 400
LONGEST, SHORTEST = 80, 3
LONGEST_CELL = 60
# A table of fewer columns has no name beside a number.
NAMING = 2
NUMBER = re.compile(r"^(?:§+\s*)?(?:\d{1,3}(?:[.)]\d{1,3})*[.):]?|[IVX]+[.)])\s+(?=\S)")
# "Article 4 Assembly", "Chapter 2: Fees", "§ 4 Fees" by their names alone.
PARTED = re.compile(
    r"^(?:articles?|art\.|sections?|clauses?|chapters?|artikel|abschnitt|kapitel|chapitre|art[ií]culo|cap[ií]tulo)"
    r"\s+(?:\d{1,3}(?:\.\d{1,3})*|[IVX]+)[.:)]?\s+(?:[-–—:]\s+)?(?=\S)",
    re.IGNORECASE,
)
SLIDE = re.compile(r"^Slide \d+:\s+")
LETTERS = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"[A-Z]{0,3}[-/. ]?\d[\d-]*")
SAYS_NOTHING = frozenset(
    {"about this document", "about this manual", "appendix", "bibliography", "contents", "general", "index"}
    | {"introduction", "notes", "overview", "references", "scope", "summary", "table of contents"}
    | {"allgemeines", "anhang", "einleitung", "inhalt", "inhaltsverzeichnis", "literatur", "stichwortverzeichnis"}
    | {"zusammenfassung", "überblick"}
)
# Columns whose names make no noun.
_ASKING = frozenset({"when", "where", "who", "what", "which", "why", "how", "wann", "wo", "wer", "was", "wie", "warum"})
# Columns that are asked for where there is no other.
_DULL = frozenset({"unit", "units", "type", "category", "note", "notes", "remark", "remarks", "comment", "comments"})
# "A berth is …": what is told of is asked for. Not of what points elsewhere ("This is", "The latter is").
_TELLS = re.compile(
    r"(?:(?:The|An?) )?(?!(?:This|That|These|Those|There|It|They|He|She|We|You|What|Who|Which|If|When|Here|Such|Each"
    r"|Every|All|Some|Many|Most|Both|Any|No|One|Other|latter|former|following|first|second|last|next|same|only)\b)"
    r"\w[\w-]{2,30}(?: [\w-]{2,30}){0,2}(?= (?:is an? |is the |means |are the ))"
)

Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """A question, and ``stored_text[start:end]``, where its answer should stand."""

    text: str
    start: int
    end: int


def key_questions(text: Text, answers: Callable[[KeyQuestion], bool], *, most: int = MOST) -> tuple[str, ...]:
    """At most ``most`` questions for which ``answers`` says yes; it is called ``TRIED`` times at most."""
    found: list[str] = []
    for asked in islice(candidates(text), TRIED):
        if len(found) == most:
            break
        if answers(asked):
            found.append(asked.text)
    return tuple(found)


def candidates(text: Text) -> Iterator[KeyQuestion]:
    """What may be asked, best first: by turns of headings, tables and sentences, each question once, then the title."""
    wording = Wording(text.text)
    turns = zip_longest(_of_headings(text, wording), _of_tables(text, wording), _of_sentences(text))
    said: set[str] = set()
    for one in (one for turn in turns for one in turn if one is not None):
        if one.text not in said:
            said.add(one.text)
            yield one
    if title := plain(text.title or ""):
        yield KeyQuestion(wording.of_title(title), 0, len(text.text))


def beside(text: Text, at: int) -> Iterator[KeyQuestion]:
    """What may be asked next where ``stored_text[at]`` was quoted: of the rows beside it where it is in a table, of the
    sections after its own, and of the one before.
    """
    wording = Wording(text.text)
    current = max((n for n, one in enumerate(text.headings) if one.start <= at), default=-1)
    before = text.headings[max(0, current - BEFORE) : max(0, current)]
    yield from _of_rows_beside(text, at, wording)
    for line, heading in _useful(text, [*text.headings[current + 1 : current + 1 + AFTER], *before]):
        yield KeyQuestion(wording.of_heading(line), *_held(text, heading))


def plain(heading: str) -> str:
    """One line without its number; empty when it is no use as a question."""
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in heading).split())
    line = PARTED.sub("", NUMBER.sub("", SLIDE.sub("", line))).strip().rstrip(":.").strip().strip("#*_` ")
    useful = len(LETTERS.findall(line)) >= SHORTEST and len(line) <= LONGEST
    return line if useful and line.casefold() not in SAYS_NOTHING else ""


def _of_headings(text: Text, wording: Wording) -> Iterator[KeyQuestion]:
    """Those that are questions first, then some from the beginning to the end of the text; not the title's."""
    useful = _useful(text, text.headings)
    asking = [pair for pair in useful if pair[0].endswith("?")]
    naming = [pair for pair in useful if not pair[0].endswith("?")]
    for line, heading in (*_spread(asking, HEADINGS // 2), *_spread(naming, HEADINGS)):
        yield KeyQuestion(wording.of_heading(line), *_held(text, heading))


def _useful(text: Text, headings: Sequence[Heading]) -> list[tuple[str, Heading]]:
    named = [(plain(one.text[: 2 * LONGEST]), one) for one in headings]
    title = (text.title or "").casefold()
    return [(line, one) for line, one in named if line and line.casefold() != title]


def _held(text: Text, heading: Heading) -> Span:
    return heading.start, section(text, heading)[1]


def _of_tables(text: Text, wording: Wording) -> Iterator[KeyQuestion]:
    """Of the first and the middle row of some."""
    for table in _spread(tables_of(text), TABLES):
        for at in dict.fromkeys((0, len(table) // 2)):
            yield from _of_row(table, table.row(at), wording)


def _of_rows_beside(text: Text, at: int, wording: Wording) -> Iterator[KeyQuestion]:
    for table in tables_of(text):
        if len(table) and table.spans[0][0] <= at < table.spans[-1][1]:
            row = bisect_right(table.spans, at, key=lambda span: span[0]) - 1
            for near in (row + 1, row - 1):
                if 0 <= near < len(table):
                    yield from _of_row(table, table.row(near), wording)


def _of_row(table: Table, row: Row, wording: Wording) -> Iterator[KeyQuestion]:
    """What stands first beside its name, which is its first cell that does not number it."""
    told = [(name, cell) for name, cell in zip(table.header, row.cells, strict=False) if not is_numbering(name)]
    if len(told) > NAMING and _CODE.fullmatch(told[0][1]) and len(LETTERS.findall(told[1][1])) >= SHORTEST:
        told = told[1:]
    keys, key = told[0] if told else ("", "")
    asking = [pair for pair in told[1:] if _tells(*pair)]
    asked = min(asking, key=lambda pair: pair[0].casefold() in _DULL, default=None)
    if key and len(key) <= LONGEST_CELL and asked is not None:
        name, cell = asked
        yield KeyQuestion(wording.of_cell(name, key, keys=keys, cell=cell), row.start, row.end)


def _tells(name: str, cell: str) -> bool:
    """Whether a column is called by a noun, and something stands in it: "yes" tells of a quality."""
    noun = LETTERS.search(name) is not None and name.casefold() not in _ASKING and len(name) <= LONGEST_CELL
    return noun and not empty(cell) and yes(cell) is None


def _of_sentences(text: Text) -> Iterator[KeyQuestion]:
    for start, end in islice(sentences(text.text[:200_000]), SENTENCES):
        if match := _TELLS.match(text.text, start, min(end, start + LONGEST)):
            yield KeyQuestion(f"What is {_lowered(match[0])}?", start, end)


def _lowered(subject: str) -> str:
    article, _, rest = subject.partition(" ")
    return f"{article.lower()} {rest}" if article in ("The", "A", "An") else subject


def _spread(items: Sequence[T], most: int) -> Sequence[T]:
    """At most so many, evenly from the first to the last."""
    return items[:: max(1, -(-len(items) // most))]
