"""What components hand on between retrieval and answer. Frozen and shared, never copied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipelines.questions import Finish, Mode, Passage, Shared, TableAnswer, Usage
from pipelines.types import Degradation


class Band(StrEnum):
    """What the confidence allows: an answer, the closest passages (not called an answer), or nothing."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage's document: ``stored_text[start:end] == text``. ``score`` orders sentences.

    Shares are of the question's weight (IDF), in [0, 1]: ``own`` in the sentence, ``coverage`` with the one before it
    (for a row its header) and the title, ``around`` with heading and title. ``held`` are the question's stems in it,
    ``near`` those in all of that, ``read`` all stems of that, ``beside`` those of it that stand not only in
    the title. ``pairs``: share of the question's adjacent pairs found
    adjacent in the passage. ``cosine``: the best static one in the passage, ``titled`` this sentence's, both with the
    title. ``offered``: whether it holds the kind of thing asked for, None where none is. ``headed``: how much of the
    question the heading right above holds. ``row``: whether it is one row of a table.
    """

    passage: Passage
    start: int
    end: int
    text: str
    score: float
    coverage: float
    pairs: float
    cosine: float
    own: float = 0.0
    around: float = 0.0
    titled: float = 0.0
    headed: float = 0.0
    offered: bool | None = None
    row: bool = False
    held: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found(Shared):
    """What was computed from a table: ``said`` comes first, then ``answer.rows`` as citations of ``passage``'s text."""

    said: str
    answer: TableAnswer
    passage: Passage
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence(Shared):
    """The sentences that come closest to answering, best first, and what they are worth.

    ``weights`` are the question's stems with their IDF; ``reasons`` codes of what held the confidence down;
    ``missing`` the names and numbers of the question that stand nowhere in the best passage. ``searched`` is what was
    searched where it is not what was typed. ``foreign`` is the question's language where
    no document is in it, ``languages`` are those of the documents then. ``table`` is an exact answer, where there is
    one.
    """

    sentences: tuple[Sentence, ...]
    confidence: float
    band: Band
    degraded: tuple[Degradation, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    searched: str | None = None
    foreign: str | None = None
    languages: tuple[str, ...] = ()
    table: Found | None = None


@dataclass(frozen=True, slots=True)
class Above:
    """What a passage is read with and does not hold: the header of the table that it begins in, the document's date."""

    header: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Context(Shared):
    """The numbered passages that a model sees: ``passages[n - 1]`` is number n, ``above[n - 1]`` is read with it.

    ``degraded`` is what was missing when they were looked for. ``private`` may inform and has no number: nothing of it
    is ever told (see ``answer.privacy``).
    """

    passages: tuple[Passage, ...] = ()
    above: tuple[Above, ...] = ()
    degraded: tuple[Degradation, ...] = ()
    private: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is too much like a private text: ``words`` in a row that only it has; a sentence of whose pairs of words
    only it has this ``share``, in [0, 1].
    """

    words: int = 5
    share: float = 0.6


@dataclass(frozen=True, slots=True)
class Draft(Shared):
    """Whose words the writer holds, what they cost, what was missing, and how the model that was asked ended.

    ``table``: computed, not written. ``withheld``: how much the writer's gates left out, by their codes.
    """

    mode: Mode
    usage: Usage | None = None
    degraded: tuple[Degradation, ...] = ()
    stopped: bool = False
    model: str | None = None
    provider_id: str | None = None
    finish: Finish | None = None
    table: TableAnswer | None = None
    withheld: Mapping[str, int] = field(default_factory=dict)
