"""What a sentence of a passage is by its looks (a heading, a row, code), and so whether it may be quoted."""

import re
from collections.abc import Sequence
from enum import StrEnum

from pipelines.text.analyzer import words

FEWEST_WORDS = 3
TITLE_WORDS = 8
LABEL_WORDS = 5
# Of a script without spaces.
LABEL_SIGNS = 16
# Lines of a table of contents.
_LEADERS = re.compile(r"(?:[.·…_]\s?){4,}\s*\d*\s*$|(?:\.\s?){5}")
_RULE = re.compile(r"\|?[\s:|+=-]*-{2,}[\s:|+=-]*\|?$")
_FENCE = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)
_ROW = re.compile(r"^\s*\|.*\|\s*$|^[^\n|]+(?: \| [^\n|]+)+$")
_RECORD = re.compile(r"[^:;\n]+: [^;\n]*(?:; [^:;\n]+: [^;\n]*)+")
_ITEM = re.compile(r"^\s*(?:[-*+•‣◦▪–—]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
_ENDS = re.compile(r"[.!?…؟۔।。！？｡：；:;][\"'”’“»«」』）)\]*_]*$")
_YEAR = re.compile(r"(?<=[A-Za-zÀ-ÿ] )(?:19|20)\d\d$")
_UNDERLINE = re.compile(r"^([=\-*~^\"#+])\1{2,}$")


class Line(StrEnum):
    """What a unit is."""

    TEXT = "text"
    ROW = "row"
    HEADING = "heading"
    HEADER = "header"
    QUESTION = "question"
    OTHER = "other"  # code, contents, rules, two words


def kinds(texts: Sequence[str], names: frozenset[str], known: Sequence[Line | None] | None = None) -> tuple[Line, ...]:
    """What each unit of a passage is. ``names``: its title and the headings above it, which say nothing themselves.

    A heading names what is said below it; quoted alone it answers nothing. ``known``: what a unit's block says it is;
    where all blocks are known, a fence or a first row is nothing to guess from.
    """
    found: list[Line] = []
    fenced = False
    for at, text in enumerate(texts):
        told = known[at] if known is not None else None
        fences = len(_FENCE.findall(text)) if known is None else 0
        if told is not None:
            found.append(told)
        elif fenced or fences:
            fenced ^= fences % 2 == 1
            found.append(Line.OTHER)
        else:
            found.append(_kind(text, texts[at + 1] if at + 1 < len(texts) else "", names=names))
    return _with_headers(texts, found) if known is None else tuple(found)


def is_label(text: str) -> bool:
    """A few words before a colon."""
    if text.endswith("："):
        return len(text) <= LABEL_SIGNS
    return text.endswith(":") and len(text.split()) <= LABEL_WORDS


def is_row(text: str) -> bool:
    """Whether a line is a row of a table with lines between its cells."""
    return _ROW.match(text) is not None


def is_record(text: str) -> bool:
    """Whether a line is a row that says its columns: "Pier: A; Berths: 12"."""
    return _RECORD.fullmatch(text.strip()) is not None


def _kind(text: str, after: str, *, names: frozenset[str]) -> Line:
    line = " ".join(text.split())
    if is_row(line):
        return Line.OTHER if _RULE.match(line) else (Line.HEADER if _RULE.match(" ".join(after.split())) else Line.ROW)
    if _is_heading(text, line, names):
        return Line.HEADING
    if line.endswith("?"):
        return Line.QUESTION
    if _LEADERS.search(line) or _RULE.match(line) or _UNDERLINE.match(line) or len(words(line)) < FEWEST_WORDS:
        return Line.OTHER
    return Line.TEXT


def _is_heading(text: str, line: str, names: frozenset[str]) -> bool:
    bare = line.lstrip("# ").strip("*_ ")
    parts = [" ".join(part.split()) for part in text.split("\n")]
    if text.startswith("#") or bare in names or is_label(line):
        return True
    if len(parts) > 1 and _UNDERLINE.match(parts[-1]):
        return True
    short = len(line.split()) <= TITLE_WORDS and "\n" not in text.strip()
    return (
        short
        and not _ENDS.search(line)
        and not _ITEM.match(text)
        and not re.search(r"[|;:]|: ", line)
        and _titled(line)
    )


def _titled(line: str) -> bool:
    """A line without a full stop that reads like a title: begins with a capital or a number, and has no number else,
    unless it ends in a year.
    """
    return re.match(r"[A-ZÀ-Þ\d§]", line) is not None and not re.search(r"\d", _YEAR.sub("", line)[4:])


def _with_headers(texts: Sequence[str], found: list[Line]) -> tuple[Line, ...]:
    """Rows of a table without a rule (HTML, Word): the first is its header where no cell of it is a number."""
    for at, line in enumerate(found):
        alone = line is Line.ROW and (at == 0 or found[at - 1] not in (Line.ROW, Line.HEADER, Line.OTHER))
        follows = at + 1 < len(found) and found[at + 1] is Line.ROW
        if alone and follows and not texts[at].lstrip().startswith("|") and not re.search(r"\d", texts[at]):
            found[at] = Line.HEADER
    return tuple(found)
