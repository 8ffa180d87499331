"""The question set asked of the program: each set of documents an index of its own, loaded as a person's files come."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.answer.answerer import Answerer
from pipelines.assembly.installation import Installation
from pipelines.assembly.stores import open_index
from pipelines.convert.guard import Converter
from pipelines.ingest.batch import Fetched
from pipelines.ingest.pipeline import build_indexing_pipeline, index_batch, index_spec
from pipelines.questions import Answer, Question, Turn
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Lease, Scope, Status, Visibility, document_id_for
from tests.bench.answers.texts import documents

ORG, SOURCE = "org-answers", "source-answers"
SCOPE = Scope(ORG, frozenset({SOURCE}))
MINIMUM = 0.5


@contextlib.contextmanager
def desk_of(
    name: str, folder: Path, paths: list[Path] | None = None, *, embedder: str = "wordllama"
) -> Iterator[Answerer]:
    """An answerer without a model over the documents of a set (or these files), in an empty folder."""
    settings = PipelineSettings(data_dir=folder, OPENAI_API_KEY=None, OPENAI_BASE_URL=None, embedder=embedder)
    with desk_over(settings, {path.name: path for path in paths or documents(name)}) as answerer:
        yield answerer


@contextlib.contextmanager
def desk_over(settings: PipelineSettings, files: dict[str, Path]) -> Iterator[Answerer]:
    """An answerer over files by the address they are to have, in the empty index of these settings."""
    with contextlib.ExitStack() as stack:
        index = stack.enter_context(contextlib.closing(open_index(settings)))
        index.ensure(index_spec(settings))
        storage, converter = Storage(settings.blobs), stack.enter_context(Converter(settings))
        parts = Installation(settings, index=index, storage=storage, converter=converter)
        fetched = [_fetched(uri, path) for uri, path in files.items()]
        lease = Lease("answers", datetime.now(UTC) + timedelta(hours=1))
        for outcome in index_batch(build_indexing_pipeline(parts), fetched, lease=lease):
            if outcome.status is not Status.INDEXED:
                raise RuntimeError(f"{outcome.document_id} ended {outcome.status}: {outcome.error}")
        index.settle()
        yield stack.enter_context(contextlib.closing(Answerer(settings, index=index, storage=storage)))


def ask(answerer: Answerer, item: dict[str, Any]) -> Answer:
    """The answer to an item's question, after its earlier turns were asked and answered."""
    history: tuple[Turn, ...] = ()
    for earlier in item.get("turns", ()):
        said = answerer.answer(_question(earlier, history)).content
        history = (*history, Turn("user", earlier), Turn("assistant", said))
    return answerer.answer(_question(item["question"], history))


def _question(text: str, history: tuple[Turn, ...]) -> Question:
    return Question(text, SCOPE, {SOURCE: Visibility.CITABLE}, history=history, min_confidence=MINIMUM)


def _fetched(uri: str, path: Path) -> Fetched:
    return Fetched(Document(document_id_for(SOURCE, uri), ORG, SOURCE, uri, title=path.name), path)
