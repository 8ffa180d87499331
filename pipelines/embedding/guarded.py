"""A provider's embedder on the answer path: after failures in a row questions do not wait for it."""

from collections.abc import Callable, Sequence

from pipelines.embedding.around import Around
from pipelines.embedding.protocol import Embedder
from pipelines.errors import EmbedderUnavailable
from pipelines.providers.breaker import CircuitBreaker, LeftAlone
from pipelines.types import Vector


class GuardedEmbedder(Around):
    """An embedder behind a circuit breaker: while it is open, ``EmbedderUnavailable`` at once."""

    def __init__(self, embedder: Embedder, breaker: CircuitBreaker | None = None) -> None:
        super().__init__(embedder)
        self._breaker = breaker or CircuitBreaker(kind="embedding", fails=EmbedderUnavailable)

    def embed_question(self, text: str) -> Vector:
        """The vector ``[dimensions]`` of a question."""
        return self._guarded(lambda: self._embedder.embed_question(text))

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """The vectors ``[n, dimensions]`` of passages, in order."""
        return self._guarded(lambda: self._embedder.embed_documents(texts))

    def _guarded(self, embed: Callable[[], Vector]) -> Vector:
        try:
            with self._breaker.attempt():
                return embed()
        except LeftAlone:
            message = "The embedder failed again and again: left alone for a moment."
            raise EmbedderUnavailable(message) from None
