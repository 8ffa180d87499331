"""What chatbots ask about their knowledge: a protocol, implemented by ``webapp.sources``, bound in ``wiring``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Tally:
    """A chatbot's documents by what became of them; ``waiting`` are still to be read."""

    indexed: int = 0
    failed: int = 0
    skipped: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class LastQuestion:
    """What a chatbot was asked last."""

    content: str
    asked_at: datetime


class Knowledge(Protocol):
    """Answers for many chatbots at once, so that a list costs no query per row."""

    def has_sources(self, chatbot_ids: Sequence[str]) -> frozenset[str]:
        """Which of these chatbots have at least one source."""
        ...

    def is_processing(self, chatbot_ids: Sequence[str]) -> frozenset[str]:
        """Which of these chatbots have a source that is being synced. Where that is unknown: none."""
        ...

    def documents(self, org_id: str, chatbot_ids: Sequence[str]) -> Mapping[str, Tally] | None:
        """The documents of these chatbots of one organisation; None where the index is away."""
        ...

    def forget(self, chatbot_id: str) -> None:
        """The chatbot was deleted: its sources, their deployments and their place in every Scope go too."""
        ...


class Talk(Protocol):
    """Implemented by ``webapp.conversations``."""

    def last_questions(self, chatbot_ids: Sequence[str]) -> Mapping[str, LastQuestion]:
        """What was asked last of each of these chatbots, in the conversation that was used last."""
        ...
