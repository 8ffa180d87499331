"""Makes a model's text inert while it streams, and finds its citation marks.

What leaves contains no image, no link, no autolink, no reference definition and no HTML that a renderer could act on,
however the text was cut into pieces: a decision is taken only when the characters that it depends on have arrived.
Text is held back only from an opening bracket until it closes, from the beginning of an address until its end, and
for the one or two characters that decide whether something begins.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.answer.tags import inert_tag

BRACKET_LIMIT = 400
BRACKET_DEPTH = 8
DESTINATION_LIMIT = 500
ADDRESS_LIMIT = 2_000
MARK_LIMIT = 40

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]|\r")
_SPECIAL = re.compile(r"[\[\]【<]|!(?=\[|$)|(?:https?|ftp|wss?|file|www)|://|:/?$", re.I)
_ADDRESS = re.compile(r"(?:(?:https?|ftp|wss?|file):/{2,}|www\.)(?P<rest>[^\s<>\"'`\[\]()（）【】]*)", re.I)
_ADDRESS_START = re.compile(r"(?:https?|ftp|wss?|file)(?::(?:/(?:/)?)?)?$|w{1,3}\.?$", re.I)
_MAYBE_ADDRESS = re.compile(r"(?:h|ht|htt|f|ft|fi|fil|w|ww|ws)$", re.I)
_MARK = re.compile(r"\s*\^?\s*\d{1,4}(?:\s*(?:[,;、]|-|–|—|to|and)\s*\^?\d{1,4})*\s*(?:†[^\]】]*)?$")
_RANGE = re.compile(r"(\d{1,4})\s*(?:-|–|—|to)\s*\^?(\d{1,4})")
_NUMBER = re.compile(r"\d{1,4}")
_TRAILING = ".,;:!?…"


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark as the model wrote it: the passages' numbers, in order, each once."""

    numbers: tuple[int, ...]


Keep = Callable[[str], bool]


class Wait(Exception):
    """More characters are needed before anything can be decided."""


def numbers(mark: str) -> tuple[int, ...]:
    """The numbers of ``1``, ``1, 3``, ``1-3``, ``^1`` or ``1†source``; a range of more than 20 is not believed."""
    body = mark.split("†", maxsplit=1)[0]
    found: list[int] = []
    for first, last in _RANGE.findall(body):
        if 0 < int(last) - int(first) <= 20:
            found.extend(range(int(first), int(last) + 1))
    body = _RANGE.sub(" ", body) if found else body
    found.extend(int(number) for number in _NUMBER.findall(body))
    return tuple(dict.fromkeys(found))


class Markup:
    """One text on its way through. ``feed`` pieces, then ``close``; both give inert text and marks.

    ``keep``: whether an address stands in the passages; if so its host and path stay as plain words, without scheme
    and query; any other address is taken out.
    """

    def __init__(self, keep: Keep = lambda _address: False) -> None:
        self._keep = keep
        self._held = ""
        self._before = ""
        self._said = ""
        self._final = False

    def feed(self, piece: str) -> list[str | Mark]:
        """What can be decided with this piece."""
        self._held += _CONTROL.sub("", piece)
        return list(self._scan())

    def close(self) -> list[str | Mark]:
        """The rest, now that nothing follows."""
        self._final = True
        return list(self._scan())

    def _scan(self) -> Iterator[str | Mark]:
        while self._held:
            try:
                yield from self._step()
            except Wait:
                return

    def _step(self) -> Iterator[str | Mark]:
        special = _SPECIAL.search(self._held)
        if special is None:
            safe = self._undecided()
            if safe:
                yield self._say(safe)
            if self._held:
                raise Wait
        elif special.start():
            yield self._say(special.start())
        else:
            out, used = self._construct(self._held[0])
            self._take(used)
            yield from self._gaps(out)

    def _gaps(self, out: list[str | Mark]) -> Iterator[str | Mark]:
        """What was taken out leaves a space: its neighbours must not grow together into something new."""
        for item in out:
            if item == "" and not self._said.isspace() and self._said:
                item = " "  # noqa: PLW2901
            if isinstance(item, str):
                item = self._apart(item)  # noqa: PLW2901
            if item:
                self._said = "]" if isinstance(item, Mark) else item[-1]
                yield item

    def _say(self, count: int) -> str:
        said = self._apart(self._take(count))
        self._said = said[-1:]
        return said

    def _apart(self, text: str) -> str:
        """A round bracket right after a square one, or after a mark, would make a link of both."""
        return f" {text}" if self._said == "]" and text.startswith("(") else text

    def _take(self, count: int) -> str:
        taken, self._held = self._held[:count], self._held[count:]
        self._before = taken[-1:]
        return taken

    def _undecided(self) -> int:
        """How much of plain text is safe to let go: not the beginning of an address."""
        maybe = None if self._final else _MAYBE_ADDRESS.search(self._held)
        return maybe.start() if maybe else len(self._held)

    def _construct(self, first: str) -> tuple[list[str | Mark], int]:
        parts = {
            "[": self._bracket,
            "!": self._image,
            "【": self._full_width,
            "<": self._tag,
            "]": self._stray,
            ":": self._colon,
        }
        return parts.get(first, self._address)()

    def _bracket(self, at: int = 0) -> tuple[list[str | Mark], int]:
        """``[…]`` at a position, with what makes it a link, a reference or a definition taken off."""
        end = self._closing(at)
        if end is None:
            # Without its other half a bracket could complete something later: round ones cannot.
            return ["("], at + 1
        inner, after = self._held[at + 1 : end], end + 1
        follows = self._peek(after)
        body: list[str | Mark] = [Mark(numbers(inner))] if _MARK.match(inner) else self._inner(inner)
        marked = isinstance(body[0] if body else "", Mark)
        if follows == "(":
            return body, self._destination(after)
        if follows == "[" and not marked:
            return self._reference(body, after)
        return (body if marked else ["[", *body, "]"]), after

    def _reference(self, body: list[str | Mark], at: int) -> tuple[list[str | Mark], int]:
        """``[text][label]``: the label goes, unless it is a mark."""
        end = self._closing(at)
        if end is None or _MARK.match(self._held[at + 1 : end]):
            return ["[", *body, "]"], at
        return body, end + 1

    def _image(self) -> tuple[list[str | Mark], int]:
        if self._peek(1) != "[":
            return ["!"], 1
        end = self._closing(1)
        if end is None:
            return ["!("], 2
        follows = self._peek(end + 1)
        if follows == "(":
            return [""], self._destination(end + 1)
        if follows == "[":
            label = self._closing(end + 1)
            return [""], end + 1 if label is None else label + 1
        out, used = self._bracket(1)
        return ["!", *out], used

    def _full_width(self) -> tuple[list[str | Mark], int]:
        end = self._held.find("】", 1, MARK_LIMIT)
        if end < 0:
            self._need(MARK_LIMIT)
            return ["【"], 1
        inner = self._held[1:end]
        return ([Mark(numbers(inner))], end + 1) if _MARK.match(inner) else (["【"], 1)

    def _tag(self) -> tuple[list[str | Mark], int]:
        following = self._peek(1)
        if not (following.isalpha() or following in ("/", "!", "?")):
            return ["<" if following.isspace() or following.isdigit() or following == "=" else "‹"], 1
        end = self._held.find(">", 1, ADDRESS_LIMIT)
        if end < 0:
            self._need(ADDRESS_LIMIT)
            return ["‹"], 1
        return [inert_tag(self._held[1:end], self._words)], end + 1

    def _stray(self) -> tuple[list[str | Mark], int]:
        if self._peek(1) == "(":
            return [")"], self._destination(1)
        return [")"], 1

    def _colon(self) -> tuple[list[str | Mark], int]:
        if self._held.startswith("://"):
            return [" "], 3
        if self._final or not "://".startswith(self._held):
            return [":"], 1
        raise Wait

    def _address(self) -> tuple[list[str | Mark], int]:
        inside_word = self._before.isalnum()
        found = None if inside_word else _ADDRESS.match(self._held)
        if found is None:
            if not self._final and not inside_word and _ADDRESS_START.match(self._held):
                raise Wait
            return [self._held[0]], 1
        if found.end() == len(self._held):
            self._need(ADDRESS_LIMIT)
        address = found.group().rstrip(_TRAILING)
        return [self._words(address)], len(address) or found.end()

    def _words(self, address: str) -> str:
        """An address as plain words: host and path if it stands in the passages, else a note that it was taken out."""
        if not self._keep(address):
            return "(link removed)"
        bare = re.sub(r"^[a-z]+:/*", "", address, flags=re.I)
        bare = re.split(r"[?#]", bare, maxsplit=1)[0]
        return re.sub(r"^(?:www\.)+", "", bare, flags=re.I).replace("://", " ")

    def _inner(self, text: str) -> list[str | Mark]:
        inside = Markup(self._keep)
        return [*inside.feed(text), *inside.close()]

    def _destination(self, at: int) -> int:
        """Where ``(…)`` at a position ends, nested ones included; its opening only if it never closes."""
        depth = 0
        for i in range(at, min(len(self._held), at + DESTINATION_LIMIT)):
            depth += {"(": 1, ")": -1}.get(self._held[i], 0)
            if depth == 0:
                return i + 1
            if self._held.startswith("\n\n", i):
                return at + 1
        self._need(at + DESTINATION_LIMIT)
        return at + 1

    def _closing(self, at: int) -> int | None:
        """Where the bracket at a position closes; None if it does not within a paragraph and 400 characters.

        None too where more than 8 lie within one another: each is read within the one around it.
        """
        depth = 0
        for i in range(at, min(len(self._held), at + BRACKET_LIMIT)):
            depth += {"[": 1, "]": -1}.get(self._held[i], 0)
            if depth == 0:
                return i
            if depth > BRACKET_DEPTH or self._held.startswith("\n\n", i):
                return None
        self._need(at + BRACKET_LIMIT)
        return None

    def _peek(self, at: int) -> str:
        self._need(at + 1)
        return self._held[at : at + 1]

    def _need(self, length: int) -> None:
        if not self._final and len(self._held) < length:
            raise Wait
