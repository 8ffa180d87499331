"""The guide on pipelines does what it says."""

import re
from pathlib import Path

import pytest
import yaml

from pipelines.assembly.stores import open_index
from pipelines.commands.show import shown
from pipelines.interop.passages import DocumentsToPassages, PassagesToDocuments
from pipelines.settings import PipelineSettings
from tests.unit.pipelines.answering_desk import LIBRARY, ORG, SOURCE, Desk

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "pipelines.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_example_reads_a_chatbots_passages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plain Haystack pipeline over the document store of an installation, as the guide has it."""
    desk = Desk(tmp_path)
    desk.publish(LIBRARY)
    desk.index.close()
    monkeypatch.setenv("REFDESK_DATA_DIR", str(tmp_path))
    code = compile(block("python"), "docs/guides/pipelines.md", "exec")
    exec(code, {"ORGANISATION": ORG, "SOURCE": SOURCE, "TITLE": "hours.md"})
    said = capsys.readouterr().out
    assert said.startswith("hours.md None ")
    assert "Marta Lindqvist" in said
    assert "colour" not in said


def test_a_pipeline_changed_as_in_the_guide_is_used(tmp_path: Path) -> None:
    """Shown, changed, read again."""
    settings = PipelineSettings(data_dir=tmp_path, OPENAI_API_KEY=None, OPENAI_BASE_URL=None)
    made, change = yaml.safe_load(shown("query", settings)), yaml.safe_load(block("yaml"))
    made["components"] |= change["components"]
    kept = [way for way in made["connections"] if way["sender"] != "reranker.passages"]
    path = tmp_path / "query.yaml"
    path.write_text(yaml.safe_dump(made | {"connections": [*kept, *change["connections"]]}), "utf-8")
    again = yaml.safe_load(shown("query", settings.model_copy(update={"query_pipeline": path})))
    types = {part["type"].rsplit(".", 1)[-1] for part in again["components"].values()}
    assert {PassagesToDocuments.__name__, DocumentsToPassages.__name__, "LostInTheMiddleRanker"} <= types


def test_showing_a_pipeline_writes_nothing(tmp_path: Path) -> None:
    """Also the one that indexes; no index is made by looking."""
    settings = PipelineSettings(data_dir=tmp_path)
    assert set(yaml.safe_load(shown("index", settings))["components"]) == {
        "converter", "splitter", "embedder", "publisher",
    }  # fmt: skip
    assert open_index(settings).health().ok is False
