"""The values of a question and its answer, as web app and pipelines exchange them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

from pipelines.endpoints import Endpoint
from pipelines.personal.spans import Kind
from pipelines.text.brief import brief
from pipelines.traces import Trace
from pipelines.types import Citation, Degradation, Place, Scope, Visibility

# ``table``: exact, over stored rows; ``desk``: small talk and questions about the desk itself, no citations.
Mode = Literal["llm", "fallback", "extractive", "table", "desk"]
# ``private``: backed by something that may not be shown, and by nothing else.
Verdict = Literal["quoted", "supported", "misattributed", "stitched", "unsupported", "private"]
# What becomes of statements that nothing backs: set apart, left out, or not asked about.
Claims = Literal["mark", "drop", "off"]
# Personal data: told, left out, the whole answer withheld, or kept from the model only.
Pii = Literal["off", "flag", "redact", "block", "placeholders"]
# How a model's answer ended. ``not_backed``: nothing it said was backed, and quoted sentences stand instead where there
# are any; ``failed``: no model answered.
Finish = Literal["complete", "no_answer", "filtered", "cut_off", "too_long", "broken_off", "not_backed", "failed"]


class Shared:
    """A frozen value that may be handed on as it is: Haystack deep-copies every input of every component otherwise."""

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question(Shared):
    """A question with everything that decides its answer.

    ``min_confidence``: an answer from here on; closest passages from 0.4 times it; below that no answer.
    ``visibility`` per source id; a source that is absent counts as private. ``search``: what to search for instead of
    the text, in the words of a model that found no answer. ``endpoints``: whose models answer, one after the other
    where they fail; empty: ``model`` (None: the default) of the installation's own provider. ``pii``: what becomes of
    personal data in what is retrieved and in what is said. ``typed``: all of it, where ``text`` is what is looked for.
    ``reranker``: what puts the passages in order; None: the installation's own, where there is one.
    """

    text: str
    scope: Scope
    visibility: Mapping[str, Visibility]
    history: tuple[Turn, ...] = ()
    instructions: str = ""
    model: str | None = None
    temperature: float = 0.2
    top_k: int = 8
    alpha: float | None = None
    min_confidence: float = 0.5
    claims: Claims = "mark"
    search: str | None = None
    endpoints: tuple[Endpoint, ...] = ()
    pii: Pii = "off"
    typed: str | None = None
    reranker: Endpoint | None = None

    @property
    def whole(self) -> str:
        """All that was typed."""
        return self.text if self.typed is None else self.typed

    def brief(self) -> Self:
        """A page that was pasted is looked for by its beginning and its end."""
        return replace(self, text=brief(self.text), typed=self.whole)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them; ``estimated``: it was left before it told, so they are reckoned here."""

    prompt_tokens: int
    completion_tokens: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """What one call of a model cost, also of one that failed; ``provider_id`` and ``model`` are the endpoint's."""

    provider_id: str
    model: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Gap:
    """What was asked and could not be answered, for the owner's list of gaps."""

    question: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of an answer, ``content[start:end]``, and what anybody can recompute of it.

    ``citations`` are the numbers of those that hold it; ``reasons`` are codes, why not or why only so. ``contrast`` is
    what it says and what the closest passage says in its place: only where the two stand in otherwise equal words.
    """

    start: int
    end: int
    verdict: Verdict
    citations: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    contrast: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many statements of an answer are backed by what was retrieved."""

    backed: int
    total: int


@dataclass(frozen=True, slots=True)
class Condition:
    """What a question asks of a column: ``op`` is one of ``=``, ``!=``, ``<``, ``<=``, ``>``, ``>=``, ``contains``."""

    column: str
    op: str
    value: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table in a stored text: its cells as they are shown, and where it stands."""

    cells: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """How a question was answered from the rows of a table; ``total`` counts all rows that fit, shown or not.

    ``op`` is one of ``lookup``, ``list``, ``count``, ``max``, ``min``, ``compare``, ``yes_no``.
    """

    document_id: str
    version: str
    title: str
    columns: tuple[str, ...]
    conditions: tuple[Condition, ...]
    rows: tuple[TableRow, ...]
    total: int
    op: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """``content[start:end]`` of an answer is personal data of that kind."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Answer(Shared):
    """What is shown and stored. ``[n]`` in ``content`` refers to the citation with that ``n``.

    ``answered`` false: ``citations`` is empty and ``nearest`` holds up to 3 passages (no ``n``). ``model`` wrote it and
    ``finish`` says how that ended, also where its words were replaced; both are None where no model was asked;
    ``provider_id`` is that model's, empty for the installation's own. ``spent`` are all calls of models that were made
    for it, as far as their cost is known. ``searched`` is what was searched where it is not what was typed, ``trace``
    how the answer came about. ``withheld`` counts by kind what was left out of it, or kept from the model, because it
    is nobody's business; ``flagged`` is what stands in it and is personal.
    """

    content: str
    mode: Mode
    answered: bool
    confidence: float
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    degraded: tuple[Degradation, ...] = ()
    usage: Usage | None = None
    gap: Gap | None = None
    stopped: bool = False
    claims: tuple[Claim, ...] = ()
    coverage: Coverage | None = None
    model: str | None = None
    finish: Finish | None = None
    language: str | None = None
    searched: str | None = None
    table: TableAnswer | None = None
    provider_id: str | None = None
    spent: tuple[Spent, ...] = ()
    withheld: Mapping[str, int] = field(default_factory=dict)
    flagged: tuple[Flagged, ...] = ()
    # Times differ from run to run: they do not make it another answer.
    trace: Trace | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TokenEvent:
    """A piece of the answer; the pieces put together equal ``Answer.content``."""

    text: str


@dataclass(frozen=True, slots=True)
class CitationEvent:
    """A citation whose quote was proven, sent before or right after its mark."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class ClaimEvent:
    """A statement was judged; sent after its sentence."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class RevisedEvent:
    """Everything said so far is void, citations and claims too: ``content`` stands instead, and what follows goes on
    from it. ``reason`` is a code.
    """

    content: str
    reason: str


AnswerEvent = TokenEvent | CitationEvent | ClaimEvent | RevisedEvent


@dataclass(frozen=True, slots=True)
class Passages(Shared):
    """What retrieval found, as components hand it on: never copied into Haystack Documents on the hot path."""

    items: tuple["Passage", ...] = ()
    degraded: tuple[Degradation, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document's stored text with its scores; ``stored_text[start:end] == text``.

    ``context`` is what it is understood by and does not hold (see ``Chunk``), never cited; ``place`` where it begins,
    of what a search found; ``language`` its chunk's.
    """

    document_id: str
    version: str
    source_id: str
    org_id: str
    title: str
    uri: str
    heading: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str
    score: float
    bm25: float | None
    cosine: float | None
    extra: Mapping[str, float] = field(default_factory=dict)
    context: str = ""
    place: Place | None = None
    language: str = ""

    @property
    def said(self) -> str:
        """Its text with all that it is read under: title, headings, what it is understood by."""
        return "\n".join((self.title, *self.heading, self.context, self.text))
