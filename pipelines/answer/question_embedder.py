"""The question's vector, from the embedder of the index that answers now."""

from typing import Any

import structlog
from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.embedding.live import LiveEmbedder
from pipelines.errors import EmbedderUnavailable
from pipelines.types import Degradation, Vector

log = structlog.get_logger()


@component
class QuestionEmbedder(WithParts):
    """Embeds with ``index.live()``'s embedder, never with today's settings: those describe the next index.

    In lower case: static vectors of words in capitals are those of other words. A provider that fails leaves ``vector``
    None and says so in ``degraded``: words still find.
    """

    PARTS = ("embedder",)

    def __init__(self, embedder: LiveEmbedder) -> None:
        self.embedder = embedder

    @component.output_types(vector=Vector | None, degraded=tuple[Degradation, ...], space=str)
    def run(self, text: str) -> dict[str, Any]:
        """``vector`` ``[dimensions]`` or None, what was missing, and the fingerprint of the index that it is for."""
        try:
            space, embedder = self.embedder.asked()
            return {"vector": embedder.embed_question(text.lower()), "degraded": (), "space": space}
        except EmbedderUnavailable as failed:
            log.warning("embedder_unavailable", code=failed.code, reason=failed.message)
            return {"vector": None, "degraded": ("embedder",), "space": ""}
