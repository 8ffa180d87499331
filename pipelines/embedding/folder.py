"""Folders with an ONNX embedder, as sentence-transformers writes them: lengths of vectors, pooling, prefixes."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import EmbedderUnavailable

REMEDY = (
    "`refdesk models install NAME` installs an embedder and what runs it; or install the extra "
    "(`pip install 'refdesk[fastembed]'`) and name a model of fastembed or a local folder."
)


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder with ``model.onnx`` (or ``onnx/model.onnx``), ``config.json`` and ``tokenizer.json``."""

    path: Path

    @property
    def dimensions(self) -> int:
        """Length of a vector. Raises ``EmbedderUnavailable`` where ``config.json`` does not say it."""
        config = self._read("config.json")
        if config is None or not isinstance(config.get("hidden_size"), int):
            raise EmbedderUnavailable(f"{self.path} has no readable config.json with hidden_size.", action=REMEDY)
        return int(config["hidden_size"])

    @property
    def model_file(self) -> str:
        """The weights, relative to the folder."""
        return "onnx/model.onnx" if (self.path / "onnx" / "model.onnx").exists() else "model.onnx"

    @property
    def pools_first_token(self) -> bool:
        """Whether a text's vector is that of its first token, not the mean; told by the name where nothing says it."""
        pooling = self._read("1_Pooling/config.json")
        if pooling is None:
            return "bge" in self.path.name.lower()
        return bool(pooling.get("pooling_mode_cls_token"))

    @property
    def query_prefix(self) -> str | None:
        """What is put before a question; None where the folder does not say."""
        prompts = (self._read("config_sentence_transformers.json") or {}).get("prompts")
        prefix = prompts.get("query") if isinstance(prompts, dict) else None
        return prefix if isinstance(prefix, str) else None

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            read = json.loads((self.path / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return read if isinstance(read, dict) else None


def model_folder(model: str, installed: Path | None) -> ModelFolder | None:
    """The folder that a setting names: by its path, or by the name it was installed under. None for a hub's model."""
    if installed and "/" not in model and (installed / model / "model.onnx").is_file():
        return ModelFolder(installed / model)
    return ModelFolder(Path(model)) if Path(model).is_dir() else None
