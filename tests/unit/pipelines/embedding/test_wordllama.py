"""The default embedder: no download, unit vectors, no side effect on logging."""

import logging

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.embedding.factory import build_embedder, configured_embedder
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.settings import PipelineSettings

EMBEDDER = WordLlamaEmbedder()


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
