"""Embedders that cannot work say what is wrong and what to do."""

from pathlib import Path

import numpy as np
import pytest

from pipelines.embedding.factory import configured_embedder
from pipelines.embedding.unit import unit_rows
from pipelines.errors import EmbedderUnavailable, IndexMismatch
from pipelines.settings import PipelineSettings


@pytest.mark.parametrize("setting", ["word2vec", "fastembed:", ""])
def test_an_unknown_embedder_is_named(setting: str) -> None:
    """The error names the setting to correct."""
    with pytest.raises(IndexMismatch) as refused:
        configured_embedder(PipelineSettings(embedder=setting))
    assert "REFDESK_EMBEDDER" in refused.value.action


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    """A local folder that holds no configuration is refused with the folder's name."""
    embedder = configured_embedder(PipelineSettings(embedder=f"fastembed:{tmp_path}"))
    with pytest.raises(EmbedderUnavailable, match=r"config\.json"):
        _ = embedder.dimensions


@pytest.mark.parametrize("content", [b"", b"not a model"])
def test_a_folder_with_a_broken_model_is_named(tmp_path: Path, content: bytes) -> None:
    """A folder whose model file is not a model fails with the folder's name and a remedy."""
    (tmp_path / "config.json").write_text('{"hidden_size": 8}')
    (tmp_path / "model.onnx").write_bytes(content)
    embedder = configured_embedder(PipelineSettings(embedder=f"fastembed:{tmp_path}"))
    with pytest.raises(EmbedderUnavailable) as refused:
        embedder.embed_question("anything")
    assert str(tmp_path) in refused.value.message
    assert "fastembed" in refused.value.action


@pytest.mark.parametrize("raw", [np.zeros((2, 3)), np.full((2, 3), np.nan), np.ones((2, 4)), np.ones(3)])
def test_a_broken_vector_is_refused(raw: np.ndarray) -> None:
    """Zero, not a number, wrong dimensions, wrong shape."""
    with pytest.raises(EmbedderUnavailable):
        unit_rows(raw, dimensions=3, model="m")
