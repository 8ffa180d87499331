"""The verdict on a statement: which passage says it, and if none does, why not. Rules only, nothing is generated."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.evidence.claims.alignment import changed
from pipelines.evidence.claims.coverage import missing, windows
from pipelines.evidence.claims.guards import Objection, Window
from pipelines.evidence.claims.order import swapped
from pipelines.evidence.claims.parts import Span, merged, parted
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
# So many of a statement's words must stand in some passage before it is looked for in parts.
TOGETHER = 0.8
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
    """A statement against one passage: backed at ``basis``, or not in its closest window."""

    basis: Basis | None
    quoted: bool
    closeness: float
    window: Window | None


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
        claim = self._claims([statement], question)[0]
        tried = [self._try(claim, number, passages) for number in marks]
        if held := [one for one in tried if one.basis]:
            return _held(held, "supported", ())
        elsewhere = [self._try(claim, number, passages) for number in others]
        if held := [one for one in elsewhere if one.basis]:
            closest = max(held, key=lambda one: one.closeness)
            return _held([closest], "misattributed", ()) if cited else _held([closest], "supported", ("mark_added",))
        stitched = self._stitched(claim, (*marks, *others), passages)
        return stitched or self._unsupported(claim, tried or elsewhere)

    def _claims(self, statements: Sequence[str], question: str = "") -> list[_Claim]:
        readings = [read(statement) for statement in statements]
        brief = [len(reading.content) <= BRIEF for reading in readings]
        texts = [
            f"{question} {statement}".strip() if short else statement
            for statement, short in zip(statements, brief, strict=True)
        ]
        vectors = self._sources.vectors([text or "." for text in texts])
        return [_Claim(*parts) for parts in zip(statements, readings, vectors, brief, strict=True)]

    def _try(self, claim: _Claim, number: int, passages: Sequence[Passage]) -> _Tried:
        source = self._sources.of(passages[number - 1])
        quoted = _quoted(claim.text, source)
        closest: _Tried | None = None
        for window in windows(claim.reading, source, vector=claim.vector, rarity=self._rarity):
            # One objection is enough; all of them are gathered for the closest window only.
            refused = not quoted and next(self._objections(claim, window), None) is not None
            basis = None if refused else Basis(number, *window.span)
            tried = _Tried(basis, quoted, window.coverage + window.cosine, window)
            if basis is not None:
                return tried
            closest = closest or tried
        return closest or _Tried(None, quoted=False, closeness=0.0, window=None)

    def _objections(self, claim: _Claim, window: Window) -> Iterator[Objection]:
        yield from missing(claim.reading, window, self._rarity, brief=claim.brief)
        if not _holds_quotations(claim.text, window.source):
            yield Objection("quotation")
        for guard in _GUARDS:
            yield from guard(claim.reading, window)

    def _stitched(self, claim: _Claim, numbers: Sequence[int], passages: Sequence[Passage]) -> Finding | None:
        """Each part is backed by a passage: one mark per part. Two parts of one passage are simply supported."""
        sources = [self._sources.of(passages[number - 1]) for number in numbers]
        if not _together(claim.reading, sources):
            return None
        for spans in parted(claim.text):
            tried = self._held_parts(claim, spans, numbers, passages=passages)
            if (once := merged(spans, [_sentence(one) for one in tried])) != list(spans) and tried:
                # What speaks against a sentence as a whole is not got round by reading it twice.
                tried = self._held_parts(claim, once, numbers, passages=passages) if len(once) > 1 else []
            bases = tuple(dict.fromkeys(one.basis for one in tried if one.basis is not None))
            if bases:
                return Finding("stitched" if len({basis.number for basis in bases}) > 1 else "supported", bases)
        return None

    def _held_parts(
        self, claim: _Claim, spans: Sequence[Span], numbers: Sequence[int], *, passages: Sequence[Passage]
    ) -> list[_Tried]:
        """Where each part stands; nothing when one of them stands nowhere."""
        found: list[_Tried] = []
        for part in self._claims([claim.text[start:end] for start, end in spans]):
            tries = (self._try(part, number, passages) for number in numbers)
            tried = next((one for one in tries if one.basis is not None), None)
            if tried is None:
                return []
            found.append(tried)
        return found

    def _unsupported(self, claim: _Claim, tried: Sequence[_Tried]) -> Finding:
        closest = max(tried, key=lambda one: one.closeness, default=None)
        if closest is None or closest.window is None:
            return Finding("unsupported", reasons=("nothing_retrieved",))
        objections = list(self._objections(claim, closest.window))
        contrast = next((one.contrast for one in objections if one.contrast), None)
        return Finding("unsupported", (), tuple(dict.fromkeys(one.reason for one in objections)), contrast)


def _held(tried: Sequence[_Tried], verdict: Verdict, reasons: tuple[str, ...]) -> Finding:
    if verdict == "supported" and any(one.quoted for one in tried):
        verdict = "quoted"
    return Finding(verdict, tuple(one.basis for one in tried if one.basis), reasons)


def _together(claim: Reading, sources: Sequence[Source]) -> bool:
    """Whether the words of a statement stand in the passages at all: only then may parts of it."""
    said = claim.content
    found = sum(any(token.stem in source.all or token.word in source.words for source in sources) for token in said)
    return bool(said) and found >= TOGETHER * len(said)


def _sentence(tried: _Tried) -> object:
    """The one sentence that holds a part; where it is two, a place of its own."""
    return tried.basis if tried.window is not None and len(tried.window.sentences) == 1 else object()


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
