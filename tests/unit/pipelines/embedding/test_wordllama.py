"""The default embedder: no download, unit vectors, no side effect on logging."""

import logging
from pathlib import Path

import numpy as np
import wordllama
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.embedding.factory import build_embedder, configured_embedder
from pipelines.embedding.weights import MappedWeights
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.settings import PipelineSettings

EMBEDDER = WordLlamaEmbedder()
FOLDER = Path(wordllama.__file__).parent


def test_related_texts_are_nearer_than_others() -> None:
    """Meaning shows in the cosine."""
    loan, lent, rocket = EMBEDDER.embed_documents(["Borrow a book", "Library loans", "Rocket engine thrust"])
    assert loan @ lent > loan @ rocket + 0.1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=6))
def test_any_text_gives_a_unit_vector(texts: list[str]) -> None:
    """Empty text, symbols and foreign scripts too: never NaN, never zero."""
    vectors = EMBEDDER.embed_documents(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), 256)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    """The same text alone and in a batch with longer ones gives the same vector."""
    text = "Books are lent for four weeks."
    alone = EMBEDDER.embed_question(text)
    together = EMBEDDER.embed_documents([text, "word " * 500])[0]
    assert np.allclose(alone, together, atol=1e-5)


def test_loading_leaves_logging_alone() -> None:
    """The library switches INFO on for every process that imports it; not for ours."""
    before = (list(logging.getLogger().handlers), logging.getLogger().level)
    EMBEDDER.embed_question("anything")
    assert (list(logging.getLogger().handlers), logging.getLogger().level) == before


def test_a_stored_configuration_builds_the_same_embedder() -> None:
    """What an index's spec holds is enough to embed its questions, whatever today's setting is."""
    configured = configured_embedder(PipelineSettings(embedder="wordllama"))
    rebuilt = build_embedder(dict(configured.config), PipelineSettings(embedder="openai:other"))
    assert np.array_equal(configured.embed_question("loans"), rebuilt.embed_question("loans"))


def test_mapped_weights_are_those_of_the_package() -> None:
    """To the bit, every row, so that stored vectors stay what they are; whatever a release of the package changes."""
    own = wordllama.WordLlama.load(cache_dir=FOLDER, dim=256, disable_download=True)
    mapped = MappedWeights(FOLDER / "weights" / "l2_supercat_256.safetensors")
    tokens = np.arange(mapped.shape[0], dtype=np.int32).reshape(-1, 4)
    assert np.array_equal(mapped[tokens], own.embedding.reshape(-1, 4, 256))
    texts = ["Borrow a book, borrow two books", "…", "Ünïcode 中文 \U0001f600"]
    raw = own.embed(texts, norm=False)
    assert np.allclose(EMBEDDER.embed_documents(texts), raw / np.linalg.norm(raw, axis=1, keepdims=True), atol=1e-6)
