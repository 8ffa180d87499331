"""The query pipeline as a thing: written down and read again, and handing values on without copying them."""

import copy
import subprocess
import sys
from pathlib import Path

import pytest
from haystack import Pipeline

from pipelines.answer_resources import AnswerResources
from pipelines.asking import Answer, Passages
from pipelines.evidence.values import Band, Context, Draft, Evidence
from pipelines.query import MODULES, build_query_pipeline
from pipelines.settings import PipelineSettings
from tests.unit.pipelines.answering_desk import question

SECRET = "sk-very-secret"


@pytest.mark.parametrize("key", [None, SECRET])
def test_a_pipeline_survives_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str | None) -> None:
    """Components and connections come back the same, and no secret is written down."""
    if key:
        monkeypatch.setenv("OPENAI_API_KEY", key)
    settings = PipelineSettings(data_dir=tmp_path, OPENAI_API_KEY=key, OPENAI_BASE_URL=None)
    made = build_query_pipeline(AnswerResources(settings))
    written = made.dumps()
    read = Pipeline.loads(written, allowed_modules=MODULES)
    assert read.to_dict()["components"] == made.to_dict()["components"]
    assert _connections(read) == _connections(made)
    assert ("prompt" in made.to_dict()["components"]) == (key is not None)
    assert SECRET not in written


def test_values_are_shared_not_copied() -> None:
    """Haystack copies every input of every component: ours are frozen and say so."""
    evidence = Evidence((), 0.0, Band.NOTHING)
    for value in (Passages(), question("Q"), Context(), evidence, Draft("llm"), Answer("", "llm", False, 0.0)):
        assert copy.deepcopy(value) is value
        assert copy.copy(value) is value


def _connections(pipeline: Pipeline) -> list[tuple[str, str]]:
    return sorted((each["sender"], each["receiver"]) for each in pipeline.to_dict()["connections"])


def test_without_a_model_openai_is_not_loaded() -> None:
    """Answering without a chat model costs no import of its client (17 MB)."""
    code = "import sys, pipelines.answering; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
