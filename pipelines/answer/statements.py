"""Cuts an answer into statements while it streams: what a mark belongs to, and what is judged.

A statement ends at its mark, at the end of its sentence or at the end of its line, and is known to have ended when the
next word arrives. Held back are only the signs behind it, which its marks may still have to stand before; how the text
was cut into pieces changes nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.answer.markup import Mark
from pipelines.evidence.claims.reading import read
from pipelines.text.sentences import sentences

Kind = Literal["sentence", "row", "code", "other"]

_PIECES = re.compile(r"\n|[^\S\n]+|\S+")
# What may follow a statement's last word: its end, and what closes brackets, quotations and emphasis.
_END = re.compile(r"[.!?…؟۔।。！？]+[\"'”’“»」』）)*_]*$")
_CLOSING = re.compile(r"[.,;:!?…؟۔।。！？\"'”’“»」』）)\]*_]+")
# What stands further before does not say whether a sentence ends.
PROBED = 200
_EMPHASIS = re.compile(r"[*_]")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_BULLET = re.compile(r"\s*(?:(?:[-*+•‣–—]|>|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+)*", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+=-]*$")
# About the answer or its sources, not about the subject.
_TALK = re.compile(
    r"\b(?:passages?|documents?|sources?|texts?|context|information provided)\b.*\b(?:not|no|nothing|neither)\b"
    r"|\b(?:not|no|nothing|neither)\b.*\b(?:passages?|documents?|sources?|context)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Text of the statement that is being said, ``lead`` with the white space before it."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class End:
    """A statement has ended: ``numbers`` are its marks, ``tail`` the signs behind it.

    ``before``: what its sentence said before it. ``last``: whether the sentence or line ends here as well.
    """

    kind: Kind
    statement: str
    before: str
    numbers: tuple[int, ...]
    tail: str
    last: bool


class Statements:
    """One answer on its way. ``feed`` what ``Markup`` gives, then ``close``; white space at the end is not told."""

    def __init__(self) -> None:
        self._said = ""
        self._before = ""
        self._lead, self._gap = "", ""
        self._tail = ""
        self._numbers: list[int] = []
        # Whether nothing but closing signs has come since the last mark.
        self._behind = False
        self._code = False
        self._rows = 0

    def feed(self, item: str | Mark) -> Iterator[Part | End]:
        """What is decided now."""
        if isinstance(item, Mark):
            self._numbers += item.numbers
            self._behind = True
            if "\n" not in self._lead:
                # The space before a mark is the mark's; a word right behind it gets it back.
                self._gap, self._lead = self._lead, ""
            return
        for piece in _PIECES.findall(item):
            if piece.isspace():
                self._lead += piece
                self._gap = ""
            else:
                yield from self._word(piece)

    def close(self) -> Iterator[Part | End]:
        """Nothing follows."""
        if self._said or self._numbers or self._tail:
            yield self._end(last=True)

    def _word(self, word: str) -> Iterator[Part | End]:
        if self._behind and self._numbers and not self._lead and (closing := _CLOSING.match(word)):
            # Signs right behind a mark stay behind it.
            self._tail += closing.group()
            self._gap = ""
            word = word[closing.end() :]
        if not word:
            return
        self._behind = False
        self._lead, self._gap = self._lead or self._gap, ""
        yield from self._decided(word[0])
        if not self._lead:
            word, self._tail = self._tail + word, ""
        elif self._tail:
            # It ended nothing: "e.g. on Sundays".
            yield Part("", self._tail)
            self._said, self._tail = self._said + self._tail, ""
        body = word if self._code else _END.sub("", word)
        text, self._tail = self._tail + body, word[len(body) :]
        if self._lead and not text:
            # A sign alone between spaces is a word.
            text, self._tail = self._tail, ""
        if text:
            yield Part(self._lead, text)
            self._said += self._lead + text
            self._lead = ""

    def _decided(self, following: str) -> Iterator[End]:
        """Whether the statement has ended, now that the next word is known to begin with this."""
        if not self._said and not self._tail:
            return
        if "\n" in self._lead:
            if not self._goes_on():
                yield self._end(last=True)
        elif self._code:
            return
        elif self._sentence_ends(following):
            yield self._end(last=True)
        elif self._numbers and self._lead and _says_enough(self._said):
            yield self._end(last=False)

    def _goes_on(self) -> bool:
        """Inside a fence lines do not end a statement; the fence's second line does."""
        line = (self._said + self._tail).rsplit("\n", 1)[-1]
        fence = _FENCE.match(line) is not None
        if self._code:
            self._code = not fence
            return self._code
        self._code = fence
        return fence

    def _sentence_ends(self, following: str) -> bool:
        if not _END.search(self._tail) or self._said.lstrip().startswith(("|", "#")):
            return False
        if self._tail[0] in "。！？":
            return True
        if not self._lead:
            return False
        text = (self._before + self._said)[-PROBED:] + _EMPHASIS.sub("", self._tail)
        probe = f"{text} {following}"
        return list(sentences(probe))[-1][0] > len(text)

    def _end(self, *, last: bool) -> End:
        statement, numbers = self._said, tuple(dict.fromkeys(self._numbers))
        made = End(self._kind(), _bare(statement), _bare(self._before), numbers, self._tail, last)
        self._before = "" if last else self._before + statement
        self._said, self._tail, self._numbers = "", "", []
        return made

    def _kind(self) -> Kind:
        line = self._said.lstrip()
        if _FENCE.match(line):
            self._rows = 0
            return "code"
        if line.startswith("|"):
            self._rows += 1
            # The first row of a table names its columns, the second is a rule.
            return "row" if self._rows > 1 and not _RULE.match(line) else "other"
        self._rows = 0
        if (
            not line
            or line.startswith("#")
            or self._tail.startswith("?")
            or line.rstrip("*_ ").endswith(":")
            or _TALK.search(line)
        ):
            return "other"
        return "sentence" if self._numbers or _says_enough(line) else "other"


def bullet(statement: str) -> int:
    """How many characters of a statement are its bullet or number."""
    found = _BULLET.match(statement)
    return found.end() if found else 0


def _bare(statement: str) -> str:
    return statement[bullet(statement) :].strip()


def _says_enough(text: str) -> bool:
    """Whether it says something of its own: two content words, or a number or name with none."""
    reading = read(_bare(text))
    return len(reading.content) > 1 or bool(reading.names) or any(not one.weak for one in reading.quantities)
