"""Small transformers on ONNX through fastembed (an extra): a model name, or a local folder with model.onnx."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from pipelines.embedding.folder import REMEDY, ModelFolder, model_folder
from pipelines.embedding.protocol import Answers
from pipelines.embedding.unit import unit_rows
from pipelines.errors import EmbedderUnavailable
from pipelines.types import Vector

# fastembed's own default of 256 takes 5.3 GB and is slower than small batches sorted by length.
BATCH = 8


class FastEmbedEmbedder:
    """A transformer by fastembed's name or by its folder; one thread, batches of 8 sorted by length.

    int8 models give vectors that depend a little on the batch: compare them by cosine, never bit for bit.
    """

    alpha = 0.4

    def __init__(self, model: str, *, installed: Path | None = None) -> None:
        """``installed`` is the folder of ``refdesk models install``, whose embedders go by their name."""
        self.model = model
        self._installed = installed
        self._lock = Lock()

    @property
    def config(self) -> Mapping[str, Any]:
        """Kind, model and dimensions. What was installed goes by its name, so that the data folder may move."""
        return {"kind": "fastembed", "model": self.model, "dimensions": self.dimensions}

    @cached_property
    def dimensions(self) -> int:
        """Length of a vector, as the model's description or its folder says."""
        if self._folder:
            return self._folder.dimensions
        try:
            return int(_text_embedding().get_embedding_size(self.model))
        except ValueError as unknown:
            raise EmbedderUnavailable(
                f"There is no model or folder {self.model!r} for fastembed.",
                action="Correct REFDESK_EMBEDDER, or set it back to what it was.",
            ) from unknown

    def embed_question(self, text: str) -> Vector:
        """The vector of a question, with the prefix that the model was trained with."""
        vector: Vector = self._embed([_prefixes(self.model, self._folder)[0] + text])[0]
        return vector

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """The vectors ``[n, dimensions]`` of passages, in the order given."""
        prefix = _prefixes(self.model, self._folder)[1]
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if order:
            vectors[order] = self._embed([prefix + texts[i] for i in order])
        return vectors

    def embed_each(self, documents: Sequence[Sequence[str]]) -> Sequence[Answers]:
        """One document at a time: in between others have their turn."""
        return [self._answers(texts) for texts in documents]

    def _answers(self, texts: Sequence[str]) -> Answers:
        try:
            return list(self.embed_documents(texts))
        except EmbedderUnavailable as failed:
            return [failed for _ in texts]

    def _embed(self, texts: Sequence[str]) -> Vector:
        # One session, one thread: two at once were slower and doubled the memory.
        with self._lock:
            raw = np.asarray(list(self._session.embed(texts, batch_size=BATCH)), dtype=np.float32)
        return unit_rows(raw, dimensions=self.dimensions, model=self.model)

    @cached_property
    def _folder(self) -> ModelFolder | None:
        return model_folder(self.model, self._installed)

    @cached_property
    def _session(self) -> Any:
        try:
            return _open(self.model, self._folder)
        except _load_errors() as refused:
            raise EmbedderUnavailable(f"fastembed cannot load {self.model}: {refused}", action=REMEDY) from refused


def _text_embedding() -> Any:
    try:
        from fastembed import TextEmbedding
    except ImportError as missing:
        raise EmbedderUnavailable("fastembed is not installed.", action=REMEDY) from missing
    return TextEmbedding


def _load_errors() -> tuple[type[Exception], ...]:
    """What loading raises; onnxruntime has classes of its own for a file that is no model."""
    from onnxruntime.capi import onnxruntime_pybind11_state as ort

    return (ValueError, OSError, ort.Fail, ort.InvalidArgument, ort.InvalidGraph, ort.InvalidProtobuf, ort.NoSuchFile)


def _open(model: str, folder: ModelFolder | None) -> Any:
    text_embedding = _text_embedding()
    if folder is None:
        return text_embedding(model, threads=1)
    name = f"refdesk/{folder.path.name}"
    if all(known["model"] != name for known in text_embedding.list_supported_models()):
        _register(text_embedding, name, folder)
    return text_embedding(name, specific_model_path=str(folder.path), threads=1)


def _register(text_embedding: Any, name: str, folder: ModelFolder) -> None:
    from fastembed.common.model_description import ModelSource, PoolingType

    text_embedding.add_custom_model(
        model=name,
        pooling=PoolingType.CLS if folder.pools_first_token else PoolingType.MEAN,
        normalization=True,
        sources=ModelSource(hf="refdesk/local"),
        dim=folder.dimensions,
        model_file=folder.model_file,
    )


def _prefixes(model: str, folder: ModelFolder | None) -> tuple[str, str]:
    if folder and folder.query_prefix is not None:
        return folder.query_prefix, ""
    name = Path(model).name.lower()
    if "bge" in name and "m3" not in name:
        return "Represent this sentence for searching relevant passages: ", ""
    if "e5" in name.replace("-", " ").replace("_", " ").split():
        return "query: ", "passage: "
    return "", ""
