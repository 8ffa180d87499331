"""What a text passes before it is said: gates that may hold it back, change it or leave some of it out.

They see a model's finished text, behind ``Markup``: what they release is what a reader gets.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pipelines.answer.markup import Mark

# Characters that stand for citation marks on their way; a model's own are taken out.
_FIRST, _LAST = 0xF0000, 0xFFFFD
STANDS_FOR_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")


class Gate(Protocol):
    """A gate of one text. How the text is cut into pieces changes nothing of what is released.

    A character that ``STANDS_FOR_MARK`` finds is a citation mark: it is released where it stood, or left out with what
    stands around it; between two words it is no sign of either.
    """

    @property
    def withheld(self) -> Mapping[str, int]:
        """How much was left out or changed so far, by a code for its kind: never what it was."""
        ...

    def feed(self, text: str) -> str:
        """What may be said now: held back is what the next piece may still decide."""
        ...

    def finish(self) -> str:
        """The rest, when nothing follows."""
        ...


# Makes a fresh gate for the next text.
GateMaker = Callable[[], Gate]


class Gates:
    """Gates one behind the other: the first one sees the text first."""

    def __init__(self, gates: Sequence[Gate] = ()) -> None:
        self._gates = tuple(gates)
        self._marks: list[Mark] = []

    @property
    def withheld(self) -> dict[str, int]:
        """What all of them left out, by code."""
        return dict(sum((Counter(gate.withheld) for gate in self._gates), Counter[str]()))

    def feed(self, items: Iterable[str | Mark]) -> Iterator[str | Mark]:
        """What may be said now of what ``Markup`` gives."""
        if not self._gates:
            yield from items
            return
        text = "".join(map(self._written, items))
        for gate in self._gates:
            text = gate.feed(text)
        yield from self._read(text)

    def close(self) -> Iterator[str | Mark]:
        """The rest, when nothing follows."""
        text = ""
        for gate in self._gates:
            text = gate.feed(text) + gate.finish()
        yield from self._read(text)

    def _written(self, item: str | Mark) -> str:
        if isinstance(item, str):
            return STANDS_FOR_MARK.sub("", item)
        if _FIRST + len(self._marks) > _LAST:
            return ""
        self._marks.append(item)
        return chr(_FIRST + len(self._marks) - 1)

    def _read(self, text: str) -> Iterator[str | Mark]:
        at = 0
        for found in STANDS_FOR_MARK.finditer(text):
            if found.start() > at:
                yield text[at : found.start()]
            yield self._marks[ord(found[0]) - _FIRST]
            at = found.end()
        if at < len(text):
            yield text[at:]
