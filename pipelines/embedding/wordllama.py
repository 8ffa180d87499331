"""The default embedder: static word vectors whose weights come in wordllama's wheel; no torch, no download."""

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.embedding.pieces import PieceSums
from pipelines.embedding.protocol import Answers
from pipelines.embedding.unit import unit_rows
from pipelines.embedding.weights import MappedWeights
from pipelines.types import Vector

MODEL, DIMENSIONS = "l2_supercat", 256


class WordLlamaEmbedder:
    """wordllama ``l2_supercat``, 256 dimensions. Text without a known token gives a fixed neutral vector."""

    config: Mapping[str, Any] = {"kind": "wordllama", "model": MODEL, "dimensions": DIMENSIONS}
    dimensions = DIMENSIONS
    alpha = 0.2

    def embed_question(self, text: str) -> Vector:
        """The vector ``[256]`` of a question."""
        vector: Vector = self.embed_documents([text])[0]
        return vector

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """The vectors ``[n, 256]`` of texts."""
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        # A text of nothing has no token at all. Of unit length a sum is what a mean is.
        raw = _sums().sums([text if text.strip() else "." for text in texts])
        raw[~np.isfinite(raw).all(axis=1) | ~raw.any(axis=1)] = 1.0
        return unit_rows(raw, dimensions=DIMENSIONS, model="wordllama")

    def embed_each(self, documents: Sequence[Sequence[str]]) -> Sequence[Answers]:
        """Of all documents in one call."""
        vectors = iter(self.embed_documents([text for texts in documents for text in texts]))
        return [list(islice(vectors, len(texts))) for texts in documents]


def rank(word: str) -> int | None:
    """The place of a lower-case word in the tokenizer's vocabulary, which is in the order of frequency; None for a word
    that it cuts into pieces.
    """
    found: int | None = _model().tokenizer.token_to_id(f"▁{word}")
    return found


@cache
def common_words() -> frozenset[str]:
    """Words, in lower case, that the model has a vector of their own for: too common to be errors of typing."""
    vocabulary = _model().tokenizer.get_vocab()
    return frozenset(token[1:] for token in vocabulary if token[:1] == "▁" and token[1:].isalpha() and token.islower())


@cache
def _model() -> Any:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama

    # Importing it calls logging.basicConfig(INFO): a line per OpenSearch request in every process.
    root.handlers[:] = handlers
    root.setLevel(level)
    # Its loader looks for the wheel's tokenizer in another folder unless told where the package is.
    folder = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(cache_dir=folder, dim=DIMENSIONS, disable_download=True)
    # It looks rows up there and nothing else.
    model.embedding = MappedWeights(folder / "weights" / f"{MODEL}_{DIMENSIONS}.safetensors")
    return model


@cache
def _sums() -> PieceSums:
    from tokenizers import normalizers

    model = _model()
    # Pieces come as its own normalizer would write them.
    model.tokenizer.normalizer = normalizers.Sequence([])
    model.tokenizer.no_padding()
    return PieceSums(model.tokenizer, model.embedding)
