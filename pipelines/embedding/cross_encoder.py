"""A cross-encoder on ONNX through fastembed (an extra): a model of its by name, or a local folder."""

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Lock
from typing import Any

import numpy as np

from pipelines.embedding.folder import ModelFolder, model_folder
from pipelines.errors import RerankerUnavailable
from pipelines.settings import PipelineSettings

# Pairs at once: between two batches it is seen whether somebody still waits.
BATCH = 4
REMEDY = (
    "Install the extra (`pip install 'refdesk[fastembed]'`) and name a cross-encoder of fastembed or a folder with"
    " model.onnx, config.json, tokenizer.json and tokenizer_config.json in REFDESK_RERANKER; or unset it."
)


class CrossEncoder:
    """One session, one thread; see ``pipelines.providers.reranking.Reranks``."""

    def __init__(self, model: str, *, installed: Path | None = None) -> None:
        """``installed`` is the folder of ``refdesk models install``."""
        self._model = model
        self._installed = installed
        self._lock = Lock()

    def scores(self, question: str, texts: Sequence[str], *, seconds: float, left: Event) -> Sequence[float | None]:
        """As ``Reranks``: logits, however a model scales them."""
        # Sessions that run beside each other only slow each other down.
        if not self._lock.acquire(timeout=seconds):
            raise RerankerUnavailable("The reranker is busy.")
        try:
            order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
            found: list[float | None] = [None] * len(texts)
            for start in range(0, len(order), BATCH):
                if left.is_set():
                    raise RerankerUnavailable("Nobody waits for the reranker any more.")
                batch = order[start : start + BATCH]
                for at, score in zip(batch, self._scored(question, [texts[at] for at in batch]), strict=True):
                    found[at] = score
            return found
        finally:
            self._lock.release()

    def close(self) -> None:
        """It has no connections."""

    def _scored(self, question: str, texts: list[str]) -> list[float]:
        try:
            raw = list(self._session.rerank(question, texts, batch_size=BATCH))
        except RerankerUnavailable:
            raise
        except Exception as refused:
            # A model's file may hold anything, and onnxruntime has a class for each way in which it is none.
            raise RerankerUnavailable(f"fastembed cannot run {self._model}: {refused}", action=REMEDY) from refused
        scores = np.asarray(raw, dtype=np.float64)
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise RerankerUnavailable(f"{self._model} gave scores that are none.", action=REMEDY)
        return [float(one) for one in scores]

    @cached_property
    def _session(self) -> Any:
        encoder = _text_cross_encoder()
        folder = model_folder(self._model, self._installed)
        if folder is None:
            return encoder(self._model, threads=1)
        name = f"refdesk/{folder.path.resolve()}"
        if all(known["model"] != name for known in encoder.list_supported_models()):
            _register(encoder, name, folder)
        return encoder(name, specific_model_path=str(folder.path), threads=1)


def reranker_trouble(settings: PipelineSettings) -> str:
    """What of the settings' reranker can be seen to be missing without opening it, and what to do; else empty."""
    kind, _, model = settings.reranker.partition(":")
    if kind == "fastembed" and find_spec("fastembed") is None:
        return f"fastembed is not installed. {REMEDY}"
    if kind == "fastembed" and model.startswith(("/", ".")) and not Path(model).is_dir():
        return f"There is no folder {model}. {REMEDY}"
    if kind and kind != "fastembed" and settings.reranker_url is None:
        return "Set REFDESK_RERANKER_URL to the address of its server, or unset REFDESK_RERANKER."
    return ""


def _text_cross_encoder() -> Any:
    try:
        from fastembed.rerank.cross_encoder import TextCrossEncoder
    except ImportError as missing:
        raise RerankerUnavailable("fastembed is not installed.", action=REMEDY) from missing
    return TextCrossEncoder


def _register(encoder: Any, name: str, folder: ModelFolder) -> None:
    from fastembed.common.model_description import ModelSource

    encoder.add_custom_model(model=name, sources=ModelSource(hf="refdesk/local"), model_file=folder.model_file)
