"""What stands around an embedder, and is one: all that it does not say otherwise is the inner one's."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.embedding.protocol import Answers, Embedder
from pipelines.types import Vector


class Around:
    """An embedder that asks another one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def config(self) -> Mapping[str, Any]:
        """The embedder's own."""
        return self._embedder.config

    @property
    def dimensions(self) -> int:
        """The embedder's own."""
        return self._embedder.dimensions

    @property
    def alpha(self) -> float:
        """The embedder's own."""
        return self._embedder.alpha

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """The vectors ``[n, dimensions]`` of passages, in order."""
        return self._embedder.embed_documents(texts)

    def embed_each(self, documents: Sequence[Sequence[str]]) -> Sequence[Answers]:
        """The embedder's own: nobody waits for documents."""
        return self._embedder.embed_each(documents)
