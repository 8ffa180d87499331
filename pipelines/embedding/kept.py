"""Questions' vectors that were made, kept: a provider's cost a call, a local transformer's the time of a search."""

import json
import unicodedata

import numpy as np

from pipelines.caching.shelf import Kind, Shelf
from pipelines.embedding.around import Around
from pipelines.embedding.protocol import Embedder
from pipelines.types import Vector

# The same embedder always makes the same: what bounds them is that questions are personal.
SECONDS = 3_600.0
# A longer question is pasted once and not asked again.
LONGEST, MOST_FAR = 2_000, 100_000


class KeptQuestions(Around):
    """An embedder whose vectors of questions are kept. Documents are the embedder's own."""

    def __init__(self, embedder: Embedder, shelf: Shelf[Vector]) -> None:
        super().__init__(embedder)
        self._shelf = shelf
        self._name = json.dumps(dict(embedder.config), sort_keys=True, default=str).encode()

    def embed_question(self, text: str) -> Vector:
        """The vector ``[dimensions]`` of a question; spaces and how letters are composed make no other one."""
        if len(text) > LONGEST:
            return self._embedder.embed_question(text)
        plain = " ".join(unicodedata.normalize("NFC", text).split())
        key = self._shelf.key(self._name, plain.encode("utf-8", "surrogatepass"))
        kept = self._shelf.get(key)
        self._shelf.count(hit=kept is not None)
        if kept is None:
            kept = self._embedder.embed_question(text)
            kept.flags.writeable = False
            self._shelf.put(key, kept)
        return kept


def _dumps(vector: Vector) -> bytes:
    return vector.astype("<f4").tobytes()


def _loads(body: bytes) -> Vector:
    return np.frombuffer(body, dtype="<f4")


QUESTIONS = Kind(
    "embeddings",
    size=lambda vector: vector.nbytes + 200,
    dumps=_dumps,
    loads=_loads,
    seconds=SECONDS,
    most_far=MOST_FAR,
)
