"""A batch that one document breaks in the middle of its publication: the others are published by a second look."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.assembly.installation import Installation
from pipelines.convert.guard import Converter
from pipelines.errors import IndexMismatch
from pipelines.index.opensearch import chunks as opensearch_chunks
from pipelines.index.opensearch import publishing
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.probe import probe_terms
from pipelines.ingest.pipeline import Fetched, Outcome, build_indexing_pipeline, index_batch, index_spec
from pipelines.settings import PipelineSettings
from pipelines.text.revisions import Analyzer
from pipelines.types import Chunk, Document, Fusion, Lease, Status
from tests.contracts.index.making import ORG, SCOPE, SOURCE, document, publication


@pytest.fixture
def desk(opensearch_url: str, prefix: str, tmp_path: Path) -> Iterator["Desk"]:
    """An installation on OpenSearch."""
    settings = PipelineSettings(data_dir=tmp_path, opensearch_url=opensearch_url, index_prefix=prefix)
    with Converter(settings) as converter:
        one = Desk(settings, converter)
        yield one
        one.index.close()


class Desk:
    """Index and pipeline, and files on disk."""

    def __init__(self, settings: PipelineSettings, converter: Converter) -> None:
        self.folder = settings.data_dir
        self.index = OpenSearchIndex(str(settings.opensearch_url), settings.index_prefix)
        self.index.ensure(index_spec(settings))
        self.pipeline = build_indexing_pipeline(Installation(settings, index=self.index, converter=converter))

    def run(self, **texts: str) -> dict[str, Outcome]:
        """Index a file per name in one batch. Outcomes by name."""
        rows = {name: document(f"{name}.txt") for name in texts}
        self.index.put([row for row in rows.values() if self.row(row) is None])
        lease = Lease("run", datetime.now(UTC) + timedelta(seconds=60))
        outcomes = index_batch(self.pipeline, [self._fetched(rows[name], texts[name]) for name in texts], lease=lease)
        names = {row.document_id: name for name, row in rows.items()}
        return {names[outcome.document_id]: outcome for outcome in outcomes}

    def row(self, row: Document) -> Document | None:
        """The row now."""
        return self.index.get(ORG, [row.document_id]).get(row.document_id)

    def found(self, text: str) -> list[str]:
        """Files that words find."""
        return sorted(hit.document.uri for hit in self.index.search(SCOPE, text, None, k=9, fusion=Fusion()).hits)

    def _fetched(self, row: Document, text: str) -> Fetched:
        path = self.folder / row.uri
        path.write_text(text)
        held = self.row(row)
        assert held is not None
        return Fetched(replace(held, wanted_hash=f"hash of {text}"), path)


def test_what_breaks_while_chunks_are_written_fails_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows were claimed by then: the second look goes on from this run's own claim."""
    real = opensearch_chunks.findable

    def findable(chunk: Chunk, *named: Analyzer) -> dict[str, Any]:
        if "poison" in chunk.text:
            raise ValueError("nobody expected this")
        return real(chunk, *named)

    monkeypatch.setattr(opensearch_chunks, "findable", findable)
    outcomes = desk.run(a="A heron.", bad="A poison heron.", b="Another heron.")
    assert {name: outcome.status for name, outcome in outcomes.items()} == {
        "a": Status.INDEXED,
        "bad": Status.FAILED,
        "b": Status.INDEXED,
    }
    row = desk.row(document("bad.txt"))
    assert row is not None
    assert row.error is not None
    assert (row.error.code, row.pending_version, row.lease) == ("document_broke", None, None)
    desk.index.settle()
    assert desk.found("heron") == ["a.txt", "b.txt"]


def test_what_the_probe_does_not_find_is_taken_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone, with its chunks; what was live before stays so, and the row says which bytes were tried in vain."""
    assert desk.run(bad="The heron was here.")["bad"].status is Status.INDEXED
    monkeypatch.setattr(
        publishing,
        "probe_terms",
        lambda chunk, made: ("absent",) if "poison" in chunk.text else probe_terms(chunk, made),
    )
    outcomes = desk.run(a="A crane.", bad="A poison.", new="Another poison.")
    assert [outcomes[name].status for name in ("a", "bad", "new")] == [Status.INDEXED, Status.FAILED, Status.FAILED]
    row = desk.row(document("bad.txt"))
    assert row is not None
    assert row.error is not None
    assert (row.error.code, row.wanted_hash) == ("probe_failed", "hash of A poison.")
    assert row.content_hash == "hash of The heron was here."
    desk.index.settle()
    assert desk.found("heron crane poison") == ["a.txt", "bad.txt"]
    assert desk.index.collect(ORG, SOURCE) == 0


def test_what_the_server_does_not_take_is_no_outage(index: OpenSearchIndex) -> None:
    """A chunk that does not fit the mapping is the document's fault: the others may be published without it."""
    item = publication(document(), ["words"])
    item = replace(item, chunks=(replace(item.chunks[0], page=1 << 40),))
    with pytest.raises(IndexMismatch):
        index.publish([publication(document("b.md"), ["others"]), item])
