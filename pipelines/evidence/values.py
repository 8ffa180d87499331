"""What components hand on between retrieval and answer. Frozen and shared, never copied."""

from dataclasses import dataclass
from enum import StrEnum

from pipelines.questions import Finish, Mode, Passage, Shared, Usage
from pipelines.types import Degradation


class Band(StrEnum):
    """What the confidence allows: an answer, the closest passages (not called an answer), or nothing."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage's document: ``stored_text[start:end] == text``. ``score`` orders sentences.

    ``coverage``: IDF-weighted share of the question's stems in the sentence, the one before it and the title;
    ``pairs``: share of the question's adjacent pairs found adjacent in the passage; ``cosine``: static, with the title.
    """

    passage: Passage
    start: int
    end: int
    text: str
    score: float
    coverage: float
    pairs: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Evidence(Shared):
    """The sentences that come closest to answering, best first, and what they are worth."""

    sentences: tuple[Sentence, ...]
    confidence: float
    band: Band
    degraded: tuple[Degradation, ...] = ()


@dataclass(frozen=True, slots=True)
class Above:
    """What a passage is read with and does not hold: the header of the table that it begins in, the document's date."""

    header: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Context(Shared):
    """The numbered passages that a model sees: ``passages[n - 1]`` is number n, ``above[n - 1]`` is read with it.

    ``degraded`` is what was missing when they were looked for.
    """

    passages: tuple[Passage, ...] = ()
    above: tuple[Above, ...] = ()
    degraded: tuple[Degradation, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft(Shared):
    """Whose words the writer holds, what they cost, what was missing, and how the model that was asked ended."""

    mode: Mode
    usage: Usage | None = None
    degraded: tuple[Degradation, ...] = ()
    stopped: bool = False
    model: str | None = None
    finish: Finish | None = None
