"""``refdesk models install`` from the registry, and questions answered with what it installed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from deployments.models.catalogue import MODELS
from pipelines.embedding.factory import build_embedder, configured_embedder
from pipelines.settings import PipelineSettings
from tests.bench.answers.asking import ask, desk_of
from tests.servers.installing import one_at_a_time

TEXTS = {
    "berths.md": "# Harbour\n\nVessels tie up at the northern quay. The master pays the dues at the office.\n",
    "bakery.md": "# Bakery\n\nThe dough rests overnight in a cool room. Loaves leave the oven at five.\n",
}


def refdesk(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a person calls it."""
    env = {**os.environ, "REFDESK_DATA_DIR": str(data)}
    command = [sys.executable, "-c", "from deployments.cli import main; main()", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=500)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with bge-small-en, fetched from the registry."""
    data = tmp_path_factory.mktemp("installed")
    with one_at_a_time():
        done = refdesk(data, "models", "install", "bge-small-en")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "REFDESK_EMBEDDER=fastembed:bge-small-en" in done.stdout
    return data


def test_what_is_installed_is_listed_and_whole(installed: Path) -> None:
    """Nothing is left beside it, and a second call does nothing."""
    listed = json.loads(refdesk(installed, "models", "list", "--json").stdout)["models"]
    assert {one["name"]: one["installed"] for one in listed} == {name: name == "bge-small-en" for name in MODELS}
    assert [folder.name for folder in (installed / "models").iterdir()] == ["bge-small-en"]
    again = refdesk(installed, "models", "install", "bge-small-en")
    assert (again.returncode, "Fetching" in again.stdout) == (0, False)


def test_it_knows_what_words_do_not_say(installed: Path) -> None:
    """The passage that means what is asked is nearer than the other; vectors are of length one and stay the same."""
    settings = PipelineSettings(data_dir=installed, embedder="fastembed:bge-small-en")
    embedder = configured_embedder(settings)
    passages = embedder.embed_documents(list(TEXTS.values()))
    question = embedder.embed_question("Where do ships moor?")
    assert passages.shape == (2, 384)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)
    assert passages[0] @ question > passages[1] @ question + 0.1
    # By its name, wherever the data folder lies: what an index keeps of it.
    assert dict(embedder.config) == {"kind": "fastembed", "model": "bge-small-en", "dimensions": 384}
    rebuilt = build_embedder(embedder.config, settings)
    assert np.allclose(rebuilt.embed_question("Where do ships moor?"), question, atol=1e-3)


def test_documents_are_indexed_and_answered_with_it(installed: Path, tmp_path: Path) -> None:
    """From files to an answer, with vectors of the transformer."""
    paths = [tmp_path / name for name in TEXTS]
    for path in paths:
        path.write_text(TEXTS[path.name])
    with desk_of("own", installed, paths, embedder="fastembed:bge-small-en") as desk:
        answer = ask(desk, {"question": "Who pays the dues?"})
    assert "The master pays the dues" in answer.content


def test_a_folder_of_ones_own(installed: Path, tmp_path: Path) -> None:
    """It is installed under a name; what is no embedder is refused with what is missing, and nothing is left."""
    done = refdesk(tmp_path, "models", "install", "ours", "--folder", str(installed / "models" / "bge-small-en"))
    assert done.returncode == 0, done.stderr
    settings = PipelineSettings(data_dir=tmp_path, embedder="fastembed:ours")
    assert configured_embedder(settings).embed_question("ships").shape == (384,)
    refused = refdesk(tmp_path, "models", "install", "other", "--folder", str(tmp_path))
    assert refused.returncode == 1
    assert "no model.onnx" in refused.stderr
    assert "[model_not_installed]" in refused.stderr
    assert sorted(folder.name for folder in (tmp_path / "models").iterdir()) == ["ours"]


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", ".hidden", "nonsense"])
def test_a_wrong_name_is_refused(tmp_path: Path, name: str) -> None:
    """Before anything is written."""
    refused = refdesk(tmp_path, "models", "install", name)
    assert refused.returncode == 2
    assert not (tmp_path / "models").exists()
