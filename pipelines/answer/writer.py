"""One answer while it is written: gated, made inert, its marks proven, told to whoever reads along.

What has been said stands here and nowhere else: a generator writes, the sink hears, the answer is read from it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Event

import structlog

from pipelines.answer.markup import Keep, Mark, Markup
from pipelines.answer.refusal import RefusalGate
from pipelines.questions import Answer, AnswerEvent, CitationEvent, Shared, TokenEvent
from pipelines.text.sentences import sentences
from pipelines.types import Citation

Prove = Callable[[int, str], Citation | None]
Sink = Callable[[AnswerEvent], None]

_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"\s*\[\d+\]")
_LABEL = re.compile(r"(?:^|\n)[\s>*+\-\d.)]*\[[^\[\]]*\]$")
_TAIL = 1_200
# A mark that goes takes the space before it along when one of these follows.
_CLOSES = " \t\n.,;:!?)”’\"'"

log = structlog.get_logger()


class AnswerWriter(Shared):
    """Written to by one thread; only ``stop`` is set by others. After it nothing more is said.

    ``sink`` hears every event at once; None: nobody reads along, the answer is read when it is finished.
    ``content`` and ``citations`` are what has been said; the tokens put together equal ``content``.
    ``begin`` opens a text, ``write`` takes its pieces (how it is cut changes nothing), ``close`` says that none follow.
    """

    def __init__(self, sink: Sink | None = None, *, stop: Event | None = None) -> None:
        self._sink = sink
        self._stop = stop or Event()
        self.begin()

    @property
    def streaming(self) -> bool:
        """Whether somebody reads along."""
        return self._sink is not None

    @property
    def spoken(self) -> bool:
        """Whether something has gone out to a reader, so that no second text may follow it."""
        return self.streaming and bool(self.content or self.citations)

    @property
    def stopped(self) -> bool:
        """Whether the answer is no longer wanted."""
        return self._stop.is_set()

    @property
    def refused(self) -> bool:
        """Whether the text is the agreed "no answer"."""
        return self._gate.refused

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than the answer is wanted."""
        self._stop.wait(seconds)

    def begin(self, prove: Prove = lambda _number, _statement: None, keep: Keep = lambda _address: False) -> None:
        """A text begins. What an earlier attempt said is forgotten: nobody has heard it (see ``spoken``).

        ``prove(number, statement)`` gives the citation for the passage of that number, or None; ``keep`` is
        ``Markup``'s.
        """
        self.content = ""
        self.citations: list[Citation] = []
        self._prove = prove
        self._gate, self._markup = RefusalGate(), Markup(keep)
        self._space, self._removed = "", False

    def write(self, piece: str) -> None:
        """Say what this piece decides."""
        self._take(self._markup.feed(self._gate.feed(piece)))

    def close(self) -> None:
        """Say the rest. White space at the end is not said."""
        self._take(self._markup.feed(self._gate.close()))
        self._take(self._markup.close())

    def quote(self, citations: Sequence[Citation]) -> bool:
        """Say sentences in quotation marks, a paragraph each, each with its mark. Answers whether all were said."""
        for citation in citations:
            self._take([f"\n\n“{inert(citation.quote)}” "])
            self._cite([citation])
        return len(self.citations) == len(citations)

    def finish(self, answer: Answer) -> Answer:
        """Say what of the answer has not been said. Gives the answer, or what was said of it by the time of a stop."""
        if not answer.content.startswith(self.content):
            log.error("answer_differs_from_what_was_said", said=len(self.content), answer=len(answer.content))
            return replace(answer, content=self.content, citations=tuple(self.citations))
        if not answer.stopped:
            self._tell(answer.content[len(self.content) :])
        if self.content == answer.content:
            return answer
        return Answer(
            self.content,
            answer.mode,
            answered=bool(self.citations),
            confidence=answer.confidence,
            citations=tuple(self.citations),
            stopped=True,
        )

    def _take(self, items: Sequence[str | Mark]) -> None:
        for item in items:
            if isinstance(item, Mark):
                statement = self._statement()
                self._cite([made for number in item.numbers if (made := self._prove(number, statement)) is not None])
            else:
                self._text(item)

    def _text(self, text: str) -> None:
        if not self.content:
            text = text.lstrip()
        body = text.rstrip()
        if self._removed and text:
            if text[0] in _CLOSES:
                self._space = ""
            self._removed = False
        self._space, pending = (text[len(body) :], self._space + body) if body else (self._space + text, "")
        self._tell(pending)

    def _cite(self, proven: Sequence[Citation]) -> None:
        """A mark for these, numbered as they appear; without any the mark is left out."""
        if not proven or self.stopped:
            self._removed = True
            return
        numbers = dict.fromkeys(self._number(citation) for citation in proven)
        space, self._space, self._removed = self._space, "", False
        self._tell(space + "".join(f"[{n}]" for n in numbers), ending=True)

    def _number(self, citation: Citation) -> int:
        for known in self.citations:
            if replace(known, n=None) == citation:
                return known.n or 0
        numbered = replace(citation, n=len(self.citations) + 1)
        self.citations.append(numbered)
        self._hear(CitationEvent(numbered))
        return len(self.citations)

    def _tell(self, text: str, *, ending: bool = False) -> None:
        """``ending``: it belongs to what was said a moment ago, and is said although a stop came between."""
        if not text or (self.stopped and not ending):
            return
        # Side by side these would make a link or a definition again.
        if self.content.endswith("]") and (text[0] == "(" or (text[0] == ":" and _LABEL.search(self.content))):
            text = f" {text}"
        self.content += text
        self._hear(TokenEvent(text))

    def _hear(self, event: AnswerEvent) -> None:
        if self._sink is not None:
            self._sink(event)

    def _statement(self) -> str:
        """The sentence that a mark stands in or after."""
        tail = _MARKS.sub("", self.content[-_TAIL:])
        spans = list(sentences(tail))
        return tail[slice(*spans[-1])] if spans else ""


def inert(quote: str) -> str:
    """A quote as it may stand in an answer: one line, nothing that a renderer would act on, no marks of its own."""
    return _SPACE.sub(" ", "".join(_words(quote))).strip()


def _words(quote: str) -> Iterator[str]:
    markup = Markup(keep=lambda _address: True)
    for item in (*markup.feed(_SPACE.sub(" ", quote)), *markup.close()):
        yield "" if isinstance(item, Mark) else item
