"""How an answer came about, by reference: enough to explain it later, nothing that outlives a purge of its texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# ``cited``: a quote stands in it; ``nearest``: shown as coming closest; ``read``: considered, not quoted;
# ``no_room``: found, but more than a model is given; ``rank``: found too far behind to be read.
Fate = Literal["cited", "nearest", "read", "no_room", "rank"]

MOST_PASSAGES = 50
MOST_WORDS = 64
MOST_MESSAGES = 12
LONGEST_MESSAGE = 8_000


@dataclass(frozen=True, slots=True)
class Looked:
    """A passage that retrieval found. Ranks count from 1 within what was found; None: not found by that branch."""

    document_id: str
    version: str
    source_id: str
    title: str
    uri: str
    page: int | None
    start: int
    end: int
    heading: tuple[str, ...]
    score: float
    bm25: float | None
    cosine: float | None
    words_rank: int | None
    vectors_rank: int | None
    fate: Fate


@dataclass(frozen=True, slots=True)
class Prompted:
    """A message of the prompt. The passages' texts are not in it: ``⟨passage 2⟩`` stands for the second.

    ``content`` None: a text of it could not be told from the passages'. ``length`` is that of the whole, in characters.
    """

    role: str
    content: str | None
    length: int


@dataclass(frozen=True, slots=True)
class Step:
    """A component of the pipeline and the milliseconds it took."""

    name: str
    ms: float


@dataclass(frozen=True, slots=True)
class Trace:
    """``searched`` is the question as it was searched, ``words`` its content words.

    ``given`` are the places of the passages a model was given, in its numbering: (document_id, version, start, end).
    ``private_passages`` and ``private_sources`` only count what may not be named. ``reasons`` are codes of what held
    the confidence down. ``withheld``: how much was left out of a model's text, by a code for its kind.
    """

    searched: str
    words: tuple[str, ...] = ()
    passages: tuple[Looked, ...] = ()
    private_passages: int = 0
    private_sources: int = 0
    band: str | None = None
    reasons: tuple[str, ...] = ()
    prompt: tuple[Prompted, ...] = ()
    given: tuple[tuple[str, str, int, int], ...] = ()
    model: str | None = None
    steps: tuple[Step, ...] = ()
    withheld: Mapping[str, int] = field(default_factory=dict)
