"""The query pipeline as a thing: written down and read again, and handing values on without copying them."""

import copy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from haystack import Pipeline
from haystack.core.errors import DeserializationError

from pipelines.answer.pipeline import MODULES, build_query_pipeline
from pipelines.assembly.installation import Installation
from pipelines.assembly.moved import MOVED, with_todays_names
from pipelines.assembly.parts import reading_for
from pipelines.errors import PipelineInvalid
from pipelines.evidence.values import Band, Context, Draft, Evidence
from pipelines.questions import Answer, Passages, Question
from pipelines.settings import PipelineSettings
from tests.unit.pipelines.answering_desk import LIBRARY, Desk, question

SECRET = "sk-very-secret"


OWN = """
  documents:
    init_parameters: {}
    type: pipelines.interop.passages.PassagesToDocuments
  ends_first:
    init_parameters: {top_k: 3}
    type: haystack.components.rankers.lost_in_the_middle.LostInTheMiddleRanker
  passages:
    init_parameters: {}
    type: pipelines.interop.passages.DocumentsToPassages
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.publish(LIBRARY)
    yield made
    made.index.close()


@pytest.mark.parametrize("key", [None, SECRET])
def test_a_pipeline_survives_yaml(desk: Desk, monkeypatch: pytest.MonkeyPatch, key: str | None) -> None:
    """Components and connections come back the same with the same parts, and no secret is written down."""
    settings = PipelineSettings(data_dir=desk.folder, OPENAI_API_KEY=key, OPENAI_BASE_URL=None)
    installation = Installation(settings, index=desk.index, storage=desk.storage)
    made = build_query_pipeline(installation)
    written = made.dumps()
    with reading_for(installation):
        read = Pipeline.loads(written, allowed_modules=list(MODULES))
    assert read.to_dict()["components"] == made.to_dict()["components"]
    assert _connections(read) == _connections(made)
    assert read.get_component("retriever").index is desk.index
    assert ("prompt" in made.to_dict()["components"]) == (key is not None)
    assert SECRET not in written
    installation.close()


def test_a_pipeline_is_read_for_an_installation(desk: Desk) -> None:
    """Without one the names of its parts mean nothing, and the error says what to do."""
    written = build_query_pipeline(Installation(desk.settings, index=desk.index, storage=desk.storage)).dumps()
    with pytest.raises(DeserializationError, match="reading_for"):
        Pipeline.loads(written, allowed_modules=list(MODULES))


def test_a_pipeline_of_ones_own_answers_and_searches(desk: Desk) -> None:
    """A component of Haystack's own between retrieval and answer: both asking and searching go through it."""
    made = yaml.safe_load(build_query_pipeline(Installation(desk.settings, index=desk.index)).dumps())
    made["components"] |= yaml.safe_load(OWN)
    ways = [way for way in made["connections"] if way["sender"] != "reranker.passages"]
    for sender, receiver in [
        ("reranker.passages", "documents.passages"),
        ("documents.documents", "ends_first.documents"),
        ("ends_first.documents", "passages.documents"),
        ("documents.passages", "passages.passages"),
        ("passages.passages", "privacy.passages"),
    ]:
        ways.append({"sender": sender, "receiver": receiver})
    path = desk.folder / "query.yaml"
    path.write_text(yaml.safe_dump(made | {"connections": ways}), "utf-8")
    answerer = desk.answerer(query_pipeline=path)
    asked = question("What does it cost to print a page in colour?")
    assert answerer.answer(asked).citations[0].uri == "printing.md"
    assert len(answerer.search(Question(asked.text, asked.scope, asked.visibility, top_k=8)).items) == 3
    assert len(desk.answerer().search(Question(asked.text, asked.scope, asked.visibility, top_k=8)).items) > 3
    answerer.close()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda made: made["components"].pop("citations"), "cannot be read"),
        (lambda made: made["connections"].pop(), "nothing is connected to"),
        (lambda made: made.update(components={}, connections=[]), "`citations`"),
        (lambda made: made["components"]["privacy"].update(type="os.system"), "cannot be read"),
    ],
)
def test_a_pipeline_that_cannot_answer_is_refused_at_the_start(
    desk: Desk, change: Callable[[Any], None], says: str
) -> None:
    """With the file's name and what is wrong with it."""
    made = yaml.safe_load(build_query_pipeline(Installation(desk.settings, index=desk.index)).dumps())
    change(made)
    path = desk.folder / "query.yaml"
    path.write_text(yaml.safe_dump(made), "utf-8")
    with pytest.raises(PipelineInvalid, match=says) as refused:
        desk.answerer(query_pipeline=path)
    assert "query.yaml" in refused.value.message


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
    code = "import sys, pipelines.answer.answerer; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_file_written_before_components_moved_is_read(desk: Desk) -> None:
    """Every component under the name that it had answers as it does under today's."""
    installation = Installation(desk.settings, index=desk.index, storage=desk.storage)
    made = build_query_pipeline(installation)
    text = made.dumps()
    for old, new in MOVED.items():
        text = text.replace(f"type: {new}", f"type: {old}")
    assert "pipelines.components.retriever.Retriever" in text
    assert "type: pipelines.answer.retriever" not in text
    with reading_for(installation):
        read = Pipeline.loads(with_todays_names(text), allowed_modules=list(MODULES))
    assert read.to_dict()["components"] == made.to_dict()["components"]
