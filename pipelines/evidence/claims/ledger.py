"""The verdict on a statement: which passage says it, and if none does, why not. Rules only, nothing is generated."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.evidence.claims.alignment import changed
from pipelines.evidence.claims.coverage import missing, windows
from pipelines.evidence.claims.guards import Objection, Window
from pipelines.evidence.claims.order import swapped
from pipelines.evidence.claims.parts import parted
from pipelines.evidence.claims.polarity import turned
from pipelines.evidence.claims.rarity import Rarity
from pipelines.evidence.claims.reading import Reading, read
from pipelines.evidence.claims.source import Source, Sources
from pipelines.evidence.claims.values import unbacked_names, unbacked_values
from pipelines.evidence.claims.vocabulary import CONDITIONS, NEGATIONS
from pipelines.questions import Passage, Verdict
from pipelines.text.analyzer import words
from pipelines.types import Vector

# A literal quotation has at least so many words; what stands in the words before may turn it round.
QUOTED_WORDS, LOOK_BEFORE = 4, 3
# Content words of a statement that may leave its subject to the question.
BRIEF = 4
_LITERAL = re.compile(r"[“\"«]([^“”\"«»]{15,})[”\"»]")

_GUARDS: tuple[Callable[[Reading, Window], Iterator[Objection]], ...] = (
    unbacked_values,
    unbacked_names,
    changed,
    turned,
    swapped,
)


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a statement stands: ``stored_text[start:end]`` of the passage with that number, counted from 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict. ``bases`` hold the statement, empty where nothing does; ``reasons`` are codes; ``contrast`` is what
    the statement says and what the passage says in its place.
    """

    verdict: Verdict
    bases: tuple[Basis, ...] = ()
    reasons: tuple[str, ...] = ()
    contrast: tuple[str, str] | None = None

    @property
    def backed(self) -> bool:
        """Whether something that was retrieved says it."""
        return self.verdict != "unsupported"


@dataclass(frozen=True)
class _Claim:
    text: str
    reading: Reading
    vector: Vector
    brief: bool


@dataclass(frozen=True, slots=True)
class _Tried:
    """A statement against one passage: backed at ``basis``, or what speaks against its closest window."""

    basis: Basis | None
    quoted: bool
    closeness: float
    objections: tuple[Objection, ...]


class Ledger:
    """Judges statements against passages. Thread-safe; the same statement and passages give the same verdict."""

    def __init__(self, sources: Sources, rarity: Rarity) -> None:
        self._sources = sources
        self._rarity = rarity

    def judge(
        self, statement: str, cited: Sequence[int], passages: Sequence[Passage], *, question: str = ""
    ) -> Finding:
        """``cited`` are numbers of ``passages``, counted from 1; those that name none count as wrong marks.

        A brief statement ("Four weeks.") is looked for with the words of the ``question`` it answers.
        """
        marks = [number for number in dict.fromkeys(cited) if 1 <= number <= len(passages)]
        others = [number for number in range(1, len(passages) + 1) if number not in marks]
        tried = self._tries(self._claim(statement, question), marks, passages)
        if held := [one for one in tried if one.basis]:
            return _held(held, "supported", ())
        elsewhere = self._tries(self._claim(statement, question), others, passages)
        if held := [one for one in elsewhere if one.basis]:
            closest = max(held, key=lambda one: one.closeness)
            return _held([closest], "misattributed", ()) if cited else _held([closest], "supported", ("mark_added",))
        stitched = self._stitched(statement, (*marks, *others), passages)
        return stitched or _unsupported(tried or elsewhere)

    def _claim(self, statement: str, question: str) -> _Claim:
        reading = read(statement)
        brief = len(reading.content) <= BRIEF
        text = f"{question} {statement}".strip() if brief else statement
        return _Claim(statement, reading, self._sources.vectors([text or "."])[0], brief)

    def _tries(self, claim: _Claim, numbers: Sequence[int], passages: Sequence[Passage]) -> list[_Tried]:
        return [self._try(claim, number, self._sources.of(passages[number - 1])) for number in numbers]

    def _try(self, claim: _Claim, number: int, source: Source) -> _Tried:
        quoted = _quoted(claim.text, source)
        closest: _Tried | None = None
        for window in windows(claim.reading, source, claim.vector, self._rarity):
            objections = () if quoted else tuple(self._objections(claim, window))
            basis = None if objections else Basis(number, *window.span)
            tried = _Tried(basis, quoted, window.coverage + window.cosine, objections)
            if basis is not None:
                return tried
            closest = closest or tried
        return closest or _Tried(None, quoted=False, closeness=0.0, objections=(Objection("words"),))

    def _objections(self, claim: _Claim, window: Window) -> Iterator[Objection]:
        yield from missing(claim.reading, window, self._rarity, brief=claim.brief)
        if not _holds_quotations(claim.text, window.source):
            yield Objection("quotation")
        for guard in _GUARDS:
            yield from guard(claim.reading, window)

    def _stitched(self, statement: str, numbers: Sequence[int], passages: Sequence[Passage]) -> Finding | None:
        """Each part is backed by a passage: one mark per part. Two parts of one passage are simply supported."""
        for parts in parted(statement):
            bases: list[Basis] = []
            for part in parts:
                tried = self._tries(self._claim(part, ""), numbers, passages)
                basis = next((one.basis for one in tried if one.basis), None)
                if basis is None:
                    break
                bases.append(basis)
            if len(bases) == len(parts):
                several = len({basis.number for basis in bases}) > 1
                return Finding("stitched" if several else "supported", tuple(dict.fromkeys(bases)))
        return None


def _held(tried: Sequence[_Tried], verdict: Verdict, reasons: tuple[str, ...]) -> Finding:
    if verdict == "supported" and any(one.quoted for one in tried):
        verdict = "quoted"
    return Finding(verdict, tuple(one.basis for one in tried if one.basis), reasons)


def _unsupported(tried: Sequence[_Tried]) -> Finding:
    if not tried:
        return Finding("unsupported", reasons=("nothing_retrieved",))
    objections = max(tried, key=lambda one: one.closeness).objections
    contrast = next((one.contrast for one in objections if one.contrast), None)
    return Finding("unsupported", (), tuple(dict.fromkeys(one.reason for one in objections)), contrast)


def _quoted(statement: str, source: Source) -> bool:
    """Word for word in the passage, and nothing right before it turns it round."""
    said = words(statement)
    if len(said) < QUOTED_WORDS:
        return False
    at = source.folded.find(f" {' '.join(said)} ")
    if at < 0:
        return False
    before = source.folded[:at].split()[-LOOK_BEFORE:]
    after = source.folded[at + len(" ".join(said)) + 2 :].split(" ", 1)[:1]
    return not any(word in NEGATIONS or word in CONDITIONS for word in (*before, *after))


def _holds_quotations(statement: str, source: Source) -> bool:
    return all(f" {' '.join(words(quoted))} " in source.folded for quoted in _LITERAL.findall(statement))
