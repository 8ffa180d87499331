"""A statement of an answer before its passages: the ledger's verdict, and the citations that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.answer.statements import End
from pipelines.evidence.claims.ledger import Finding, Ledger
from pipelines.evidence.claims.reading import read
from pipelines.evidence.proof import Prover
from pipelines.questions import Passage, Verdict
from pipelines.types import Citation

# A longer one is no statement that a passage could hold.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its citations, not numbered yet, each proven against the stored text."""

    verdict: Verdict
    citations: tuple[Citation, ...] = ()
    reasons: tuple[str, ...] = ()
    contrast: tuple[str, str] | None = None

    @property
    def backed(self) -> bool:
        """Whether something that was retrieved says it."""
        return self.verdict != "unsupported"


UNBACKED = Judged("unsupported")


@dataclass(frozen=True)
class Judge:
    """Judges the statements of one answer. A mark's number is the passage's place in ``passages``, from 1; a statement
    that only ``private`` passages back is told apart and cites nothing.
    """

    ledger: Ledger
    prover: Prover
    passages: Sequence[Passage] = field(default_factory=tuple)
    question: str = ""
    private: Sequence[Passage] = ()
    _known: dict[End, Judged] = field(default_factory=dict)

    def judge(self, end: End) -> Judged:
        """The verdict on a statement that has ended; one that is said again has the same."""
        again = replace(end, tail="", last=True)
        if again not in self._known:
            self._known[again] = self._judged(end)
        return self._known[again]

    def _judged(self, end: End) -> Judged:
        if len(end.statement) > LONGEST:
            return Judged("unsupported", reasons=("too_long",))
        if end.kind == "code":
            return self._code(end.statement)
        cells = map(str.strip, end.statement.split("|"))
        statement = ", ".join(filter(None, cells)) if end.kind == "row" else end.statement
        if not _judgeable(statement):
            return self._brief(end)
        asked = f"{self.question} {end.before}".strip()
        judged = self._proven(self.ledger.judge(statement, end.numbers, self.passages, question=asked))
        if judged.backed or not any(_informs(passage, statement) for passage in self.private):
            return judged
        # The closest passage that may be shown has nothing to do with it.
        return Judged("private", reasons=("private",))

    def _proven(self, finding: Finding) -> Judged:
        found = [self.prover.stretch(self.passages[one.number - 1], one.start, one.end) for one in finding.bases]
        citations = tuple(citation for citation in found if citation is not None)
        if finding.backed and len(citations) < len(found):
            # A text that is gone proves nothing any more.
            return Judged("unsupported", reasons=("text_gone",))
        return Judged(finding.verdict, citations, finding.reasons, finding.contrast)

    def _brief(self, end: End) -> Judged:
        """Nothing to compare but the question ("Yes [1]."): its mark stays where the passage speaks of that."""
        known = (self.passages[number - 1] for number in end.numbers if 1 <= number <= len(self.passages))
        found = (self.prover.support(passage, f"{self.question} {end.statement}") for passage in known)
        citations = tuple(citation for citation in found if citation is not None)
        return Judged("supported" if citations else "unsupported", citations, ("brief",))

    def _code(self, block: str) -> Judged:
        """Code is cited where every line of it stands in one passage as it is."""
        lines = [
            line.strip() for line in block.splitlines() if line.strip() and not line.strip().startswith(("```", "~~~"))
        ]
        for passage in self.passages:
            places = [passage.text.find(line) for line in lines]
            if lines and min(places) >= 0:
                start, end = min(places), max(at + len(line) for at, line in zip(places, lines, strict=True))
                citation = self.prover.stretch(passage, passage.start + start, passage.start + end)
                if citation is not None:
                    return Judged("quoted", (citation,))
        return Judged("unsupported", reasons=("code",))


def _informs(passage: Passage, statement: str) -> bool:
    """Whether a private passage is what a statement rests on: it may not have its words, so most of them are enough."""
    source = read(passage.text)
    content = {token.stem for token in read(statement).content}
    held = sum(map(source.holds, content))
    return held >= 2 and 2 * held >= len(content)


def _judgeable(statement: str) -> bool:
    """Whether it has a word, number or name to look for."""
    reading = read(statement)
    return bool(reading.content) or any(not one.weak for one in reading.quantities) or bool(reading.moments)
