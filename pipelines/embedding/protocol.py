"""What every embedder promises."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from pipelines.errors import EmbedderUnavailable
from pipelines.types import Vector

# The vector of a text, or why it has none.
Answer = Vector | EmbedderUnavailable
Answers = list[Answer]


class Embedder(Protocol):
    """Thread-safe. Vectors are unit length, ``float32``; raises ``EmbedderUnavailable``."""

    @property
    def config(self) -> Mapping[str, Any]:
        """What makes two embedders give the same vectors: kept in the index's spec, part of its fingerprint."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    @property
    def alpha(self) -> float:
        """Weight of the cosine in the fused score that suits this kind of vector (.2 static, .4 transformers)."""
        ...

    def embed_question(self, text: str) -> Vector:
        """The vector ``[dimensions]`` of a question."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """The vectors ``[n, dimensions]`` of passages, in order. Texts without a word are refused beforehand."""
        ...

    def embed_each(self, documents: Sequence[Sequence[str]]) -> Sequence[Answers]:
        """The same for the passages of several documents, together as far as that is good; for each its own answer.

        Nothing is raised for one of them.
        """
        ...
