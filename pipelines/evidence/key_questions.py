"""Questions that a document answers: of its headings, its tables and what it says that something is.

A candidate knows which part of the text should answer it; whether it does is for the caller to find out by asking.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TypeVar

from pipelines.evidence.summary import section
from pipelines.evidence.tables.reading import tables_of
from pipelines.evidence.tables.table import Table
from pipelines.text.sentences import sentences
from pipelines.types import Heading, Text

MOST = 5
# How many are asked at most: each costs an answer.
TRIED = 12
HEADINGS, TABLES, SENTENCES = 12, 3, 400
LONGEST, SHORTEST = 80, 3
LONGEST_CELL = 60
NUMBER = re.compile(r"^(?:§+\s*)?(?:\d{1,3}(?:[.)]\d{1,3})*[.):]?|[IVX]+[.)])\s+(?=\S)")
LETTERS = re.compile(r"[^\W\d_]")
SAYS_NOTHING = frozenset(
    {"about this document", "about this manual", "appendix", "bibliography", "contents", "general", "index"}
    | {"introduction", "notes", "overview", "references", "scope", "summary", "table of contents"}
    | {"allgemeines", "anhang", "einleitung", "inhalt", "inhaltsverzeichnis", "literatur", "stichwortverzeichnis"}
    | {"zusammenfassung", "überblick"}
)
# Columns whose names make no noun.
_ASKING = frozenset({"when", "where", "who", "what", "which", "why", "how", "wann", "wo", "wer", "was", "wie", "warum"})
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
    turns = zip_longest(_of_headings(text), _of_tables(text), _of_sentences(text))
    said: set[str] = set()
    for one in (one for turn in turns for one in turn if one is not None):
        if one.text not in said:
            said.add(one.text)
            yield one
    if title := plain(text.title or ""):
        yield KeyQuestion(f"What is “{title}” about?", 0, len(text.text))


def question(heading: str) -> str:
    """A heading as a question; one that is a question already stays."""
    if heading.endswith("?"):
        return heading
    how, _, rest = heading.partition(" ")
    if how.casefold() == "how" and rest.casefold().startswith("to "):
        return f"How do I {rest[3:]}?"
    return f"What does “{heading}” say?"


def plain(heading: str) -> str:
    """One line without its number; empty when it is no use as a question."""
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in heading).split())
    line = NUMBER.sub("", line).strip().rstrip(":.").strip().strip("#*_` ")
    useful = len(LETTERS.findall(line)) >= SHORTEST and len(line) <= LONGEST
    return line if useful and line.casefold() not in SAYS_NOTHING else ""


def _of_headings(text: Text) -> Iterator[KeyQuestion]:
    """Those that are questions first, then some from the beginning to the end of the text; not the title's."""
    named = [(plain(one.text[: 2 * LONGEST]), one) for one in text.headings]
    title = (text.title or "").casefold()
    useful = [(line, one) for line, one in named if line and line.casefold() != title]
    asking = [pair for pair in useful if pair[0].endswith("?")]
    naming = [pair for pair in useful if not pair[0].endswith("?")]
    for line, heading in (*_spread(asking, HEADINGS // 2), *_spread(naming, HEADINGS)):
        yield KeyQuestion(question(line), *_held(text, heading))


def _held(text: Text, heading: Heading) -> Span:
    return heading.start, section(text, heading)[1]


def _of_tables(text: Text) -> Iterator[KeyQuestion]:
    for table in _spread(tables_of(text), TABLES):
        yield from _of_table(table)


def _of_table(table: Table) -> Iterator[KeyQuestion]:
    """The second column of its first and middle rows."""
    for at in dict.fromkeys((0, len(table) // 2)):
        row = table.row(at)
        named = [
            (name, cell)
            for name, cell in zip(table.header[1:], row.cells[1:], strict=False)
            if cell and LETTERS.search(name) and name.casefold() not in _ASKING
        ]
        if named and row.cells[0] and len(row.cells[0]) <= LONGEST_CELL and len(named[0][0]) <= LONGEST_CELL:
            yield KeyQuestion(f"What is the {named[0][0]} of {row.cells[0]}?", row.start, row.end)


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
