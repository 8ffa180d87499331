"""What a guard sees, and what it says: one statement, one window of one passage."""

from dataclasses import dataclass

from pipelines.evidence.claims.reading import Reading
from pipelines.evidence.claims.source import Source


@dataclass(frozen=True)
class Window:
    """The sentences of a passage that come closest to a statement: ``source.spans[first:last + 1]``."""

    source: Source
    first: int
    last: int
    reading: Reading
    sentences: tuple[Reading, ...]
    cosine: float
    coverage: float

    @property
    def row(self) -> bool:
        """Whether it is a row of a table: its words are cells, not a sentence."""
        return self.source.rows[self.first]

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the stored text."""
        return self.source.spans[self.first][0], self.source.spans[self.last][1]


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a statement is not backed by a window. ``contrast``: what it says, and what the window says in its place;
    only where the two stand in the same place of otherwise equal words.
    """

    reason: str
    contrast: tuple[str, str] | None = None
