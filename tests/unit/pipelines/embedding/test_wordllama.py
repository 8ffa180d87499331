"""The default embedder: no download, unit vectors, no side effect on logging."""

import logging
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
import wordllama
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import normalizers

from pipelines.embedding.factory import build_embedder, configured_embedder
from pipelines.embedding.pieces import PIECE, PieceSums
from pipelines.embedding.weights import MappedWeights
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.settings import PipelineSettings

EMBEDDER = WordLlamaEmbedder()
FOLDER = Path(wordllama.__file__).parent
OWN = wordllama.WordLlama.load(cache_dir=FOLDER, dim=256, disable_download=True)
_BARE = wordllama.WordLlama.load(cache_dir=FOLDER, dim=256, disable_download=True).tokenizer
_BARE.normalizer = normalizers.Sequence([])
_BARE.no_padding()
# Of so few rows that every other text makes it forget.
SMALL = PieceSums(_BARE, MappedWeights(FOLDER / "weights" / "l2_supercat_256.safetensors"), rows=12)


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
    mapped = MappedWeights(FOLDER / "weights" / "l2_supercat_256.safetensors")
    tokens = np.arange(mapped.shape[0], dtype=np.int32).reshape(-1, 4)
    assert np.array_equal(mapped[tokens], OWN.embedding.reshape(-1, 4, 256))
    texts = ["Borrow a book, borrow two books", "…", "Ünïcode 中文 \U0001f600"]
    raw = OWN.embed(texts, norm=False)
    assert np.allclose(EMBEDDER.embed_documents(texts), raw / np.linalg.norm(raw, axis=1, keepdims=True), atol=1e-6)


def test_no_token_spans_two_pieces() -> None:
    """What the remembered sums rest on: a text's tokens are those of its pieces, marks of the model included."""
    assert [token for token in OWN.tokenizer.get_vocab() if not PIECE.fullmatch(token)] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from("ab ▁\n\t<s>/中é\u0301\u00a0\U0001f600.-"), max_size=60), max_size=5))
def test_remembered_sums_are_the_models_own(texts: list[str]) -> None:
    """Whatever is remembered and forgotten, a vector is the one that the package itself makes."""
    texts = [text for text in texts if text.strip()]
    raw = OWN.embed(texts, norm=False) if texts else np.empty((0, 256))
    for made in (SMALL.sums(texts), SMALL.sums(texts[::-1])[::-1]):
        unit = made / np.linalg.norm(made, axis=1, keepdims=True)
        assert np.allclose(unit, raw / np.linalg.norm(raw, axis=1, keepdims=True), atol=1e-6)


def test_long_texts_and_long_words_are_summed() -> None:
    """Of thousands of words that are met once, and of words that nobody remembers."""
    texts = [" ".join(f"w{n}" for n in range(1_500)), "x" * 900, "gold " * 300]
    raw = OWN.embed(texts, norm=False)
    made = EMBEDDER.embed_documents(texts)
    # Sums of thousands in single precision differ by their order.
    assert np.allclose(made, raw / np.linalg.norm(raw, axis=1, keepdims=True), atol=1e-5)


def test_what_failed_is_not_remembered() -> None:
    """A piece that was given a place and no sum, as the memory was short, is summed the next time."""
    failing = Mock(wraps=_BARE)
    failing.encode.side_effect = [MemoryError]
    sums = PieceSums(failing, MappedWeights(FOLDER / "weights" / "l2_supercat_256.safetensors"), rows=12)
    with pytest.raises(MemoryError):
        sums.sums(["gold and iron"])
    failing.encode.side_effect = None
    assert np.array_equal(sums.sums(["iron and gold"]), SMALL.sums(["iron and gold"]))
