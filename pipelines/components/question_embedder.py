"""The question's vector, from the embedder of the index that answers now."""

from collections.abc import Mapping
from typing import Any

import structlog
from haystack import component, default_to_dict

from pipelines.errors import EmbedderUnavailable
from pipelines.resources import Resources
from pipelines.types import Degradation, Vector

log = structlog.get_logger()


@component
class QuestionEmbedder:
    """Embeds with ``index.live()``'s embedder, never with today's settings: those describe the next index.

    A provider that fails leaves ``vector`` None and says so in ``degraded``: words still find.
    """

    def __init__(self, resources: Resources) -> None:
        self.resources = resources

    def to_dict(self) -> dict[str, Any]:
        """Settings without secrets; the index is opened again."""
        return default_to_dict(self, resources=self.resources.to_dict())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "QuestionEmbedder":
        """The component of ``to_dict``."""
        return cls(Resources.from_dict(data["init_parameters"]["resources"]))

    @component.output_types(vector=Vector | None, degraded=tuple[Degradation, ...])
    def run(self, text: str) -> dict[str, Any]:
        """``vector`` ``[dimensions]`` or None, and what was missing."""
        try:
            return {"vector": self.resources.live_embedder().embed_question(text), "degraded": ()}
        except EmbedderUnavailable as failed:
            log.warning("embedder_unavailable", code=failed.code, reason=failed.message)
            return {"vector": None, "degraded": ("embedder",)}
