"""An answer while it is written: inert text, and only marks whose quotes were proven, numbered as they appear."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.asking import AnswerEvent, CitationEvent, TokenEvent
from pipelines.evidence.markup import Keep, Mark, Markup
from pipelines.sentences import sentences
from pipelines.types import Citation

Prove = Callable[[int, str], Citation | None]

_MARKS = re.compile(r"\s*\[\d+\]")
_LABEL = re.compile(r"(?:^|\n)[\s>*+\-\d.)]*\[[^\[\]]*\]$")
_TAIL = 1_200
# A mark that goes takes the space before it along when one of these follows.
_CLOSES = " \t\n.,;:!?)”’\"'"


class ProvenText:
    """Feed it what the model says; it gives the events to send on. How the text is cut into pieces changes nothing.

    ``prove(number, statement)`` gives the citation for the passage of that number, or None. ``content`` and
    ``citations`` are what has been let go so far; the events' texts put together equal ``content``.
    """

    def __init__(self, prove: Prove, *, keep: Keep = lambda _address: False) -> None:
        self._prove = prove
        self._markup = Markup(keep)
        self._space = ""
        self._removed = False
        self.content = ""
        self.citations: list[Citation] = []

    def feed(self, piece: str) -> list[AnswerEvent]:
        """Events for what this piece decides."""
        return self._events(self._markup.feed(piece))

    def close(self) -> list[AnswerEvent]:
        """Events for the rest. White space at the end is not sent."""
        return self._events(self._markup.close())

    def _events(self, items: Sequence[str | Mark]) -> list[AnswerEvent]:
        events: list[AnswerEvent] = []
        for item in items:
            if isinstance(item, Mark):
                self._mark(item, events)
            else:
                self._text(item, events)
        return events

    def _text(self, text: str, events: list[AnswerEvent]) -> None:
        if not self.content:
            text = text.lstrip()
        body = text.rstrip()
        if self._removed and text:
            if text[0] in _CLOSES:
                self._space = ""
            self._removed = False
        self._space, pending = (text[len(body) :], self._space + body) if body else (self._space + text, "")
        self._say(pending, events)

    def _mark(self, mark: Mark, events: list[AnswerEvent]) -> None:
        statement = self._statement()
        numbers = []
        for number in mark.numbers:
            citation = self._prove(number, statement)
            if citation is not None:
                numbers.append(self._number(citation, events))
        if not numbers:
            self._removed = True
            return
        space, self._space, self._removed = self._space, "", False
        self._say(space + "".join(f"[{n}]" for n in dict.fromkeys(numbers)), events)

    def _number(self, citation: Citation, events: list[AnswerEvent]) -> int:
        for known in self.citations:
            if replace(known, n=None) == citation:
                return known.n or 0
        numbered = replace(citation, n=len(self.citations) + 1)
        self.citations.append(numbered)
        events.append(CitationEvent(numbered))
        return len(self.citations)

    def _say(self, text: str, events: list[AnswerEvent]) -> None:
        if not text:
            return
        # Side by side these would make a link or a definition again.
        if self.content.endswith("]") and (text[0] == "(" or (text[0] == ":" and _LABEL.search(self.content))):
            text = f" {text}"
        self.content += text
        events.append(TokenEvent(text))

    def _statement(self) -> str:
        """The sentence that a mark stands in or after."""
        tail = _MARKS.sub("", self.content[-_TAIL:])
        spans = list(sentences(tail))
        return tail[slice(*spans[-1])] if spans else ""
