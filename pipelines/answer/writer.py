"""One answer while it is written: gated, made inert, its statements judged, told to whoever reads along.

What has been said stands here and nowhere else: a generator writes, the sink hears, the answer is read from it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Event

import structlog

from pipelines.answer.gates import Gate, GateMaker, Gates
from pipelines.answer.judging import UNBACKED, Judged
from pipelines.answer.markup import Keep, Mark, Markup
from pipelines.answer.refusal import RefusalGate
from pipelines.answer.statements import End, Part, Statements, bullet
from pipelines.personal.placeholders import Placeholders
from pipelines.questions import (
    Answer,
    AnswerEvent,
    CitationEvent,
    Claim,
    ClaimEvent,
    Claims,
    Coverage,
    RevisedEvent,
    Shared,
    Spent,
    TokenEvent,
)
from pipelines.types import Citation

Judging = Callable[[End], Judged]
Sink = Callable[[AnswerEvent], None]

# A longer answer is cut here, in characters as the model writes them.
LONGEST = 20_000
# The mark of a list is not what its item says; its number may be.
_BULLET = re.compile(r"^\s*[-*+•‣◦▪–]\s+")
_SPACE = re.compile(r"\s+")
# What may stand on a line before the label of a definition.
_LEAD = re.compile(r"[\s>*+\-\d.)]*+")

log = structlog.get_logger()


@dataclass(slots=True)
class _Open:
    """The statement that is being said: what of it is held back, and where in the content it began."""

    text: str = ""
    start: int | None = None


class AnswerWriter(Shared):
    """Written to by one thread; only ``stop`` is set by others. After it nothing more is said.

    ``sink`` hears every event; None: nobody reads along, the answer is read when it is finished. ``content``,
    ``citations`` and ``claims`` are what has been said; the tokens put together equal ``content``. ``begin`` opens a
    text, ``write`` takes its pieces (how it is cut changes nothing), ``close`` says that none follow. ``exhausted``:
    the calls of a model that a question may cost are spent. ``gates`` are made anew for each text of a model, which
    passes them behind those of ``begin``.
    """

    def __init__(
        self,
        sink: Sink | None = None,
        *,
        stop: Event | None = None,
        gates: Sequence[GateMaker] = (),
        veil: Placeholders | None = None,
    ) -> None:
        self.veil = veil
        self._sink = sink
        self._makers = tuple(gates)
        self._stop = stop or Event()
        self._waiting: list[str] = []
        self.exhausted = False
        self.spent: list[Spent] = []
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
        return self._refusal.refused

    @property
    def suggested(self) -> str:
        """What the model that gave no answer would search for; empty where it did not say, or nobody may ask it."""
        return "" if self.exhausted else self._refusal.suggested

    @property
    def full(self) -> bool:
        """Whether the text has reached the longest that is taken."""
        return self._taken >= LONGEST

    @property
    def coverage(self) -> Coverage:
        """How many of the statements judged so far are backed, those that were left out among them."""
        return Coverage(sum(self._verdicts), len(self._verdicts))

    @property
    def withheld(self) -> dict[str, int]:
        """How much the gates left out of the text, by a code for its kind."""
        return self._gates.withheld

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than the answer is wanted."""
        self._stop.wait(seconds)

    def paid(self, spent: Spent) -> None:
        """A call of a model was made, whatever became of it."""
        self.spent.append(spent)

    def begin(
        self,
        judge: Judging = lambda _end: UNBACKED,
        keep: Keep = lambda _address: False,
        *,
        claims: Claims = "off",
        gates: Sequence[Gate] = (),
    ) -> None:
        """A text begins. What an earlier attempt said is forgotten: nobody has heard it (see ``spoken``).

        ``judge`` gives the verdict on a statement and its citations; ``keep`` is ``Markup``'s. ``claims``: ``mark``
        tells the verdicts, ``drop`` leaves out what is not backed and holds back a sentence to know it, ``off`` uses
        them for the marks only. ``gates``: what this text passes first, fresh ones.
        """
        self.content = ""
        self.citations: list[Citation] = []
        self.claims: list[Claim] = []
        self._verdicts: list[bool] = []
        self._judge, self._shown = judge, claims
        self._refusal, self._markup, self._statements = RefusalGate(), Markup(keep), Statements()
        self._gates = Gates((*gates, *(make() for make in self._makers)))
        self._open, self._sentence = _Open(), list[tuple[str, End, Judged]]()
        self._taken = 0

    def write(self, piece: str) -> None:
        """Say what this piece decides; of a text that is too long only the beginning."""
        piece = piece[: LONGEST - self._taken]
        self._taken += len(piece)
        self._take(self._markup.feed(self._refusal.feed(piece)))
        self._flush()

    def close(self) -> None:
        """Say the rest. White space at the end is not said."""
        self._take(self._markup.feed(self._refusal.close()))
        self._take(self._markup.close())
        for item in self._gates.close():
            self._each(self._statements.feed(item))
        self._each(self._statements.close())
        self._drop_or_say()
        self._flush()

    def quote(self, citations: Sequence[Citation]) -> bool:
        """Say sentences in quotation marks, a paragraph each, each with its mark. Answers whether all were said."""
        for citation in citations:
            between = "\n\n" if self.content else ""
            self._tell(f"{between}“{inert(_BULLET.sub('', citation.quote))}”")
            self._cite([citation])
        self._flush()
        return len(self.citations) == len(citations)

    def listed(self, rows: Sequence[tuple[str, Citation]]) -> None:
        """Say rows as a list, each with its mark."""
        for at, (text, citation) in enumerate(rows):
            between = "\n\n" if at == 0 and self.content else "\n" if self.content else ""
            self._tell(f"{between}- {inert(text)}")
            self._cite([citation])
        self._flush()

    def note(self, text: str) -> None:
        """Say something about the answer itself, a paragraph of its own."""
        self._tell(f"\n\n{text}" if self.content else text)
        self._flush()

    def revise(self, citations: Sequence[Citation], reason: str) -> None:
        """What was said is void; these sentences are quoted instead. Nobody has to be told who heard nothing."""
        self.retell(lambda writer: writer.quote(citations), reason)

    def retell(self, tell: Callable[["AnswerWriter"], object], reason: str) -> None:
        """What was said is void; what ``tell`` says stands instead."""
        spoken, quiet = self.spoken, AnswerWriter()
        tell(quiet)
        if not spoken:
            self.begin()
            tell(self)
        elif not self.stopped:
            self.begin()
            self.content, self.citations = quiet.content, quiet.citations
            self._hear(RevisedEvent(self.content, reason))
            for citation in self.citations:
                self._hear(CitationEvent(citation))

    def finish(self, answer: Answer) -> Answer:
        """Say what of the answer has not been said. Gives the answer, or what was said of it by the time of a stop."""
        if not answer.content.startswith(self.content):
            log.error("answer_differs_from_what_was_said", said=len(self.content), answer=len(answer.content))
            return replace(answer, content=self.content, citations=tuple(self.citations))
        if not answer.stopped:
            self._tell(answer.content[len(self.content) :])
            self._flush()
        if self.content == answer.content:
            return answer
        return Answer(
            self.content,
            answer.mode,
            answered=bool(self.citations),
            confidence=answer.confidence,
            citations=tuple(self.citations),
            stopped=True,
            model=answer.model,
            provider_id=answer.provider_id,
            usage=answer.usage,
            claims=tuple(self.claims),
            coverage=self.coverage if self.claims else None,
        )

    def _take(self, items: Iterable[str | Mark]) -> None:
        for item in self._gates.feed(items):
            self._each(self._statements.feed(item))

    def _each(self, decided: Iterator[Part | End]) -> None:
        for one in decided:
            if isinstance(one, End):
                self._ended(one)
            elif self._shown == "drop":
                self._open.text += one.lead + one.text
            else:
                self._part(one.lead, one.text)

    def _part(self, lead: str, text: str) -> None:
        if not self.content:
            lead = ""
        self._tell(lead + text)
        if self._open.start is None:
            self._open.start = len(self.content) - len(text)

    def _ended(self, end: End) -> None:
        """Judge a statement and say its marks, or, where some are left out, keep it until its sentence has ended."""
        judged = UNBACKED if end.kind == "other" else self._judge(end)
        if end.kind != "other":
            self._verdicts.append(judged.backed)
        if self._shown == "drop":
            self._sentence.append((self._open.text, end, judged))
            self._open = _Open()
            if end.last:
                self._drop_or_say()
        else:
            self._close(end, judged)

    def _close(self, end: End, judged: Judged) -> None:
        start, self._open = self._open.start, _Open()
        stop = len(self.content)
        numbers = self._cite(judged.citations)
        self._tell(end.tail, ending=bool(numbers))
        if end.kind != "other" and self._shown != "off" and start is not None and not self.stopped:
            start += bullet(self.content[start:stop])
            claim = Claim(start, stop, judged.verdict, numbers, judged.reasons, judged.contrast)
            self.claims.append(claim)
            self._hear(ClaimEvent(claim))

    def _drop_or_say(self) -> None:
        """Of a sentence that was held back: its beginning as far as it is backed."""
        sentence, self._sentence = self._sentence, []
        kept = next(
            (n for n, (_, end, judged) in enumerate(sentence) if end.kind != "other" and not judged.backed),
            len(sentence),
        )
        for at, (text, end, judged) in enumerate(sentence[:kept]):
            # What is left of a sentence ends like the sentence.
            tail = sentence[-1][1].tail if at == kept - 1 else end.tail
            self._part(text[: len(text) - len(text.lstrip())], text.lstrip())
            self._close(replace(end, tail=tail), judged)

    def _cite(self, proven: Sequence[Citation]) -> tuple[int, ...]:
        """A mark for these, numbered as they appear; their numbers."""
        if proven:
            # What the mark belongs to is heard before it: the reader may stop there.
            self._flush()
        if not proven or self.stopped:
            return ()
        numbers = tuple(dict.fromkeys(self._number(citation) for citation in proven))
        self._tell(" " + "".join(f"[{n}]" for n in numbers), ending=True)
        return numbers

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
        if self.content.endswith("]") and (text[0] == "(" or (text[0] == ":" and _ends_in_label(self.content))):
            text = f" {text}"
        self.content += text
        self._waiting.append(text)

    def _flush(self) -> None:
        """Words that were decided together are one event."""
        if text := "".join(self._waiting):
            self._waiting = []
            if self._sink is not None:
                self._sink(TokenEvent(text))

    def _hear(self, event: AnswerEvent) -> None:
        self._flush()
        if self._sink is not None:
            self._sink(event)


def _ends_in_label(content: str) -> bool:
    """Whether ``[…]`` at its end is the first on its line. From the end: an answer may be one of a thousand such."""
    begins = content.rfind("[")
    line = content[content.rfind("\n", 0, max(begins, 0)) + 1 : begins]
    return begins >= 0 and "]" not in content[begins:-1] and _LEAD.fullmatch(line) is not None


def inert(quote: str) -> str:
    """A quote as it may stand in an answer: one line, nothing that a renderer would act on, no marks of its own."""
    return _SPACE.sub(" ", "".join(_words(quote))).strip()


def _words(quote: str) -> Iterator[str]:
    markup = Markup(keep=lambda _address: True)
    for item in (*markup.feed(_SPACE.sub(" ", quote)), *markup.close()):
        yield "" if isinstance(item, Mark) else item
