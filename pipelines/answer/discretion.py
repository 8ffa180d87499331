"""What of an answer is withheld because it is personal: from its words, its quotes, its tables and how it came about.

It stands behind the writer: statements are judged and quotes proven on the words themselves, and a masked quote keeps
its place in the stored text.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipelines.answer.wording import withheld
from pipelines.evidence.tongues.telling import tongue_of
from pipelines.personal.finding import found
from pipelines.personal.masking import Masking, masked
from pipelines.personal.placeholders import Placeholders
from pipelines.personal.spans import KINDS, Kind
from pipelines.questions import (
    Answer,
    AnswerEvent,
    CitationEvent,
    Claim,
    ClaimEvent,
    Flagged,
    Question,
    RevisedEvent,
    TableAnswer,
    TokenEvent,
)
from pipelines.traces import Looked, Trace
from pipelines.types import Citation, CitedRow

REASON = "personal_data"


Hearing = Callable[[AnswerEvent], None]


class Discretion:
    """Hears one answer in its reader's place. ``question.pii`` decides: ``redact`` masks, ``block`` takes an answer
    that holds something personal back as a whole, ``flag`` tells where it stands; otherwise all goes through.
    """

    def __init__(self, question: Question, reader: Hearing | None = None) -> None:
        self._question = question
        self._reader = reader
        self._masks = question.pii in ("redact", "block")
        self._masking = Masking()
        self._heard, self._said = "", ""
        self._claims: list[Claim] = []
        self._values: set[tuple[Kind, str]] = set()
        self._passed = False

    @property
    def sink(self) -> Hearing | None:
        """What hears the writer; None where nobody reads along."""
        if self._reader is None or not self._masks:
            return self._reader
        return self._hear

    @property
    def blocked(self) -> bool:
        """Whether the answer is taken back."""
        return self._question.pii == "block" and bool(self._values | self._masking.values)

    def finish(self, answer: Answer, veil: Placeholders | None) -> Answer:
        """The answer as it is shown and stored."""
        if self._question.pii == "flag":
            spans = found(answer.content)
            return replace(answer, flagged=tuple(Flagged(one.start, one.end, one.kind) for one in spans))
        if not self._masks:
            return answer if veil is None or not veil else replace(answer, withheld={**answer.withheld, **veil.given})
        if self._heard != answer.content:
            self._retold(answer.content)
        self._say(self._masking.flush())
        shown = self._shown(answer)
        shown = self._blocked(shown) if self.blocked else shown
        return replace(shown, withheld={**answer.withheld, **self._counts()})

    def _hear(self, event: AnswerEvent) -> None:
        match event:
            case TokenEvent(text):
                self._heard += text
                self._say(self._masking.feed(text))
            case CitationEvent(citation):
                # Its mark follows, which goes on with nothing.
                self._say(self._masking.flush())
                self._pass(CitationEvent(self._citation(citation)))
            case ClaimEvent(claim):
                self._claims.append(claim)
                self._say("")
            case RevisedEvent(content, reason):
                self._begin()
                self._heard = content
                self._said = self._masking.feed(content) + self._masking.flush()
                self._pass(RevisedEvent(self._said, reason))

    def _begin(self) -> None:
        self._masking = Masking()
        self._heard, self._said = "", ""
        self._claims = []

    def _retold(self, content: str) -> None:
        """Nobody heard it, or something else."""
        heard = self._heard
        self._values |= self._masking.values
        self._begin()
        self._heard = content
        if heard and self._reader is not None:
            self._said = self._masking.feed(content) + self._masking.flush()
            self._pass(RevisedEvent(self._said, REASON))
        else:
            self._say(self._masking.feed(content))

    def _say(self, text: str) -> None:
        self._said += text
        if text:
            self._pass(TokenEvent(text))
        ready = [claim for claim in self._claims if claim.end <= self._masking.decided]
        self._claims = [claim for claim in self._claims if claim.end > self._masking.decided]
        for claim in ready:
            self._pass(ClaimEvent(self._claim(claim)))

    def _pass(self, event: AnswerEvent) -> None:
        if self._reader is not None and not self.blocked:
            self._passed = True
            self._reader(event)

    def _blocked(self, answer: Answer) -> Answer:
        """Words that it is withheld, in its place."""
        notice = withheld(answer.language or tongue_of(self._question.text))
        if self._reader is not None:
            self._reader(RevisedEvent(notice, REASON) if self._passed else TokenEvent(notice))
        clean = tuple(one for one in answer.nearest if not masked(one.quote)[1])
        trace = None if answer.trace is None else replace(answer.trace, prompt=())
        return replace(
            answer,
            content=notice,
            mode="desk",
            answered=False,
            citations=(),
            nearest=clean,
            claims=(),
            coverage=None,
            table=None,
            trace=trace,
        )

    def _counts(self) -> Mapping[str, int]:
        kinds = [kind for kind, _ in self._values | self._masking.values]
        return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}

    def _shown(self, answer: Answer) -> Answer:
        return replace(
            answer,
            content=self._said,
            citations=tuple(map(self._citation, answer.citations)),
            nearest=tuple(map(self._citation, answer.nearest)),
            claims=tuple(map(self._claim, answer.claims)),
            gap=None if answer.gap is None else replace(answer.gap, question=self._text(answer.gap.question)),
            searched=None if answer.searched is None else self._text(answer.searched),
            table=None if answer.table is None else self._table(answer.table),
            trace=None if answer.trace is None else _trace(answer.trace),
        )

    def _text(self, text: str, *, before: str = "") -> str:
        said, values = masked(text, before=before)
        self._values |= values
        return said

    def _citation(self, citation: Citation) -> Citation:
        row = citation.row
        if row is not None:
            row = replace(row, cells=self._cells(row))
        quote = self._text(citation.quote)
        title, uri = masked(citation.title)[0], masked(citation.uri)[0]
        place = citation.place
        if place is not None:
            place = replace(place, label=masked(place.label)[0])
        return replace(citation, quote=quote, title=title, uri=uri, row=row, place=place)

    def _cells(self, row: CitedRow) -> tuple[str, ...]:
        names = (*row.columns, *("" for _ in row.cells))
        return tuple(self._text(cell, before=f"{name}: ") for name, cell in zip(names, row.cells, strict=False))

    def _claim(self, claim: Claim) -> Claim:
        contrast = claim.contrast
        if contrast is not None:
            contrast = (self._text(contrast[0]), self._text(contrast[1]))
        start, end = self._masking.place(claim.start), self._masking.place(claim.end, end=True)
        return replace(claim, start=start, end=end, contrast=contrast)

    def _table(self, table: TableAnswer) -> TableAnswer:
        def cells(row: tuple[str, ...]) -> tuple[str, ...]:
            names = (*table.columns, *("" for _ in row))
            return tuple(self._text(cell, before=f"{name}: ") for name, cell in zip(names, row, strict=False))

        rows = tuple(replace(row, cells=cells(row.cells)) for row in table.rows)
        conditions = tuple(
            replace(one, value=self._text(one.value, before=f"{one.column}: ")) for one in table.conditions
        )
        return replace(table, title=masked(table.title)[0], rows=rows, conditions=conditions)


def _trace(trace: Trace) -> Trace:
    def looked(one: Looked) -> Looked:
        heading = tuple(masked(part)[0] for part in one.heading)
        return replace(one, title=masked(one.title)[0], uri=masked(one.uri)[0], heading=heading)

    prompt = tuple(one if one.content is None else replace(one, content=masked(one.content)[0]) for one in trace.prompt)
    # Its words are those of the question, cut into pieces that nobody could find anything in.
    words = tuple(word for word in trace.words if not any(map(str.isdigit, word)) and "@" not in word)
    shown = words if masked(trace.searched)[1] else trace.words
    return replace(
        trace,
        searched=masked(trace.searched)[0],
        words=shown,
        passages=tuple(map(looked, trace.passages)),
        prompt=prompt,
    )
