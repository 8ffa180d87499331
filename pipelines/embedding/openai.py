"""Embeddings of any OpenAI-compatible provider: every text embedded exactly once, or a clear error."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from pipelines.embedding.unit import unit_rows
from pipelines.errors import EmbedderUnavailable
from pipelines.types import Vector

BATCH = 64
RETRIES = 5
TOO_LARGE = re.compile(r"too (large|long|many)|maximum|limit|batch", re.IGNORECASE)
KNOWN_DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}


class OpenAIEmbedder:
    """Batches of 64, halved where the provider finds them too large; order restored by the answer's ``index``."""

    alpha = 0.4

    def __init__(self, model: str, *, api_key: str, base_url: str | None, dimensions: int | None = None) -> None:
        self.model = model
        self.dimensions = dimensions or KNOWN_DIMENSIONS.get(model, 1536)
        self._api_key = api_key
        self._base_url = base_url

    @property
    def config(self) -> Mapping[str, Any]:
        """Kind, model and dimensions: no address, no key."""
        return {"kind": "openai", "model": self.model, "dimensions": self.dimensions}

    def embed_question(self, text: str) -> Vector:
        """The vector of a question: somebody waits, so one retry and a few seconds; without it words still find."""
        vector: Vector = self._batch([text], self._client.with_options(timeout=5.0, max_retries=1))[0]
        return vector

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """The vectors ``[n, dimensions]`` of passages, in the order given."""
        parts = [self._batch(texts[at : at + BATCH], self._client) for at in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.empty((0, self.dimensions), dtype=np.float32)

    def _batch(self, texts: Sequence[str], client: Any) -> Vector:
        import openai

        try:
            answer = client.embeddings.create(model=self.model, input=list(texts), encoding_format="float")
        except openai.APIStatusError as refused:
            if _too_large(refused) and len(texts) > 1:
                half = len(texts) // 2
                return np.concatenate([self._batch(texts[:half], client), self._batch(texts[half:], client)])
            raise EmbedderUnavailable(f"{self.model} answered {refused.status_code} to an embedding.") from refused
        except openai.OpenAIError as failed:
            raise EmbedderUnavailable(f"{self.model} cannot be reached for embeddings: {failed}") from failed
        return unit_rows(_in_order(answer, len(texts)), dimensions=self.dimensions, model=self.model)

    @cached_property
    def _client(self) -> Any:
        import openai

        return openai.OpenAI(api_key=self._api_key, base_url=self._base_url, timeout=30.0, max_retries=RETRIES)


def _too_large(refused: Any) -> bool:
    """413, or a 400 that speaks of size: half the batch may pass."""
    return refused.status_code == 413 or (refused.status_code == 400 and bool(TOO_LARGE.search(str(refused))))


def _in_order(answer: Any, expected: int) -> Vector:
    """The answer's vectors by ``index``: some servers answer out of order, some 200 with an error inside."""
    data = getattr(answer, "data", None) or []
    if sorted(getattr(item, "index", -1) for item in data) != list(range(expected)):
        raise EmbedderUnavailable(f"The provider answered {len(data)} embeddings for {expected} texts.")
    return np.asarray([item.embedding for item in sorted(data, key=lambda item: item.index)], dtype=np.float32)
