"""What chatbots ask about their knowledge: a protocol, implemented by ``webapp.sources``, bound in ``wiring``."""

from collections.abc import Sequence
from typing import Protocol


class Knowledge(Protocol):
    """Answers for many chatbots at once, so that a list costs no query per row."""

    def has_sources(self, chatbot_ids: Sequence[str]) -> frozenset[str]:
        """Which of these chatbots have at least one source."""
        ...

    def is_processing(self, chatbot_ids: Sequence[str]) -> frozenset[str]:
        """Which of these chatbots have a source that is being synced. Where that is unknown: none."""
        ...

    def forget(self, chatbot_id: str) -> None:
        """The chatbot was deleted: its sources, their deployments and their place in every Scope go too."""
        ...


class NoKnowledge:
    """The do-nothing twin: no chatbot has sources."""

    def has_sources(self, chatbot_ids: Sequence[str]) -> frozenset[str]:  # noqa: ARG002 - the protocol's
        """None has."""
        return frozenset()

    def is_processing(self, chatbot_ids: Sequence[str]) -> frozenset[str]:  # noqa: ARG002 - the protocol's
        """None is."""
        return frozenset()

    def forget(self, chatbot_id: str) -> None:
        """Nothing to forget."""
