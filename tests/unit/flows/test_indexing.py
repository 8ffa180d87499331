"""Indexing a batch of planned rows, with the real pipeline and the embedded index: races are decided anew."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.sync.batches import delete_rows, index_rows
from flows.wiring import Workshop, build_workshop
from pipelines.ingest.pipeline import Outcome
from pipelines.settings import PipelineSettings
from pipelines.sources.upload import UPLOAD
from pipelines.types import Document, Lease, Status, document_id_for

ORG, SOURCE = "org", "source"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Index, storage and pipeline of a folder of its own."""
    made = build_workshop(PipelineSettings(data_dir=tmp_path_factory.mktemp("workshop")))
    yield made
    made.close()


def put(workshop: Workshop, uri: str, content: str) -> Document:
    """An upload as the web app leaves it: bytes stored, row pending."""
    document_id = document_id_for(SOURCE, uri)
    aside = workshop.storage.set_aside(io.BytesIO(content.encode()))
    workshop.storage.place_upload(aside, org_id=ORG, source_id=SOURCE, document_id=document_id)
    known = workshop.index.get(ORG, [document_id]).get(document_id) or Document(document_id, ORG, SOURCE, uri, uri)
    wanted = replace(
        known, wanted_hash=aside.sha256, status=Status.PENDING, listed_at=datetime.now(UTC), tombstone=False
    )
    assert not workshop.index.put([wanted])
    return row(workshop, document_id)


def row(workshop: Workshop, document_id: str) -> Document:
    """The row now."""
    return workshop.index.get(ORG, [document_id])[document_id]


def run(workshop: Workshop, *rows: Document) -> list[Outcome]:
    """Index a batch."""
    lease = Lease("run", datetime.now(UTC) + timedelta(minutes=1))
    source = UPLOAD.opened(ORG, SOURCE, config={}, storage=workshop.storage)
    return index_rows(workshop, rows, source=source, lease=lambda: lease)


def test_indexes_a_batch(workshop: Workshop):
    """Every document of the batch has its outcome."""
    rows = [put(workshop, f"{number}.md", f"# Part {number}\n\nA text about part {number}.\n") for number in range(3)]
    assert {outcome.status for outcome in run(workshop, *rows)} == {Status.INDEXED}
    assert {row(workshop, one.document_id).status for one in rows} == {Status.INDEXED}


def test_the_same_batch_again_is_not_redone(workshop: Workshop):
    """A second try of a batch that was done reports what is there and writes nothing."""
    planned = put(workshop, "again.md", "# Again\n\nA text that stays.\n")
    run(workshop, planned)
    done = row(workshop, planned.document_id)
    assert [outcome.status for outcome in run(workshop, planned)] == [Status.INDEXED]
    assert row(workshop, planned.document_id) == done


def test_deleted_meanwhile_is_left(workshop: Workshop):
    """A tombstone set between plan and batch wins."""
    planned = put(workshop, "deleted.md", "# Deleted\n\nA text that goes.\n")
    workshop.index.retire(ORG, [planned.document_id], tombstone=True)
    assert run(workshop, planned) == []
    assert row(workshop, planned.document_id).status is Status.DELETED


def test_uploaded_anew_meanwhile_is_left_to_that_run(workshop: Workshop):
    """Newer bytes than the plan knew: untouched, still pending for the run that was requested with them."""
    planned = put(workshop, "anew.md", "# Old\n\nThe old text.\n")
    newer = put(workshop, "anew.md", "# New\n\nThe new text.\n")
    assert run(workshop, planned) == []
    assert row(workshop, planned.document_id) == newer


def test_a_moved_row_that_wants_the_same_is_indexed(workshop: Workshop):
    """Somebody wrote the row, but the bytes wanted are the same: indexed on the new revision."""
    planned = put(workshop, "moved.md", "# Moved\n\nA text that is wanted.\n")
    assert not workshop.index.put([replace(planned, title="Another title")])
    assert [outcome.status for outcome in run(workshop, planned)] == [Status.INDEXED]


def test_a_document_that_is_gone_is_left(workshop: Workshop):
    """A row that is not there any more has no outcome and does not come back."""
    planned = replace(put(workshop, "base.md", "# Base\n\nText.\n"), document_id="nowhere", rev="77")
    assert run(workshop, planned) == []


def test_missing_bytes_fail_alone(workshop: Workshop):
    """The document whose bytes are gone fails with what to do; its neighbour is indexed."""
    lost, kept = put(workshop, "lost.md", "# Lost\n\nLost.\n"), put(workshop, "kept.md", "# Kept\n\nKept text.\n")
    path = workshop.storage.upload_path(
        org_id=ORG, source_id=SOURCE, document_id=lost.document_id, sha256=lost.wanted_hash or ""
    )
    Path(path).unlink()
    outcomes = {outcome.document_id: outcome for outcome in run(workshop, lost, kept)}
    error = outcomes[lost.document_id].error
    assert outcomes[kept.document_id].status is Status.INDEXED
    assert outcomes[lost.document_id].status is Status.FAILED
    assert error is not None
    assert (error.code, row(workshop, lost.document_id).error) == ("file_missing", error)


def test_only_untouched_rows_are_deleted(workshop: Workshop):
    """What vanished is retired, without a tombstone; what somebody touched since the plan is not."""
    gone, back = put(workshop, "gone.md", "# Gone\n\nGone.\n"), put(workshop, "back.md", "# Back\n\nBack.\n")
    put(workshop, "back.md", "# Back\n\nBack again.\n")
    assert delete_rows(workshop, [gone, back]) == 1
    assert row(workshop, gone.document_id).status is Status.DELETED
    assert not row(workshop, gone.document_id).tombstone
    assert row(workshop, back.document_id).status is Status.PENDING
