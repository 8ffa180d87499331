"""How components of the query pipeline are written down: their settings, never a connection or a secret."""

from collections.abc import Mapping
from typing import Any, Self

from haystack import default_to_dict

from pipelines.answer_resources import AnswerResources


class AnswerComponent:
    """A component that works with ``AnswerResources``; ``to_dict`` and ``from_dict`` survive a round trip."""

    def __init__(self, resources: AnswerResources) -> None:
        self.resources = resources

    def to_dict(self) -> dict[str, Any]:
        """Settings without secrets; index and storage are opened again."""
        return default_to_dict(self, resources=self.resources.to_dict())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The component of ``to_dict``."""
        return cls(AnswerResources.from_dict(data["init_parameters"]["resources"]))
