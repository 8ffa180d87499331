"""What a sync of uploads reads: what waits, however much the source holds."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.collecting import Collected
from flows.sync.index_batch import delete_documents, index_documents
from flows.sync.listing import collect_orphans, make_plan
from flows.sync.run import SyncRun
from flows.wiring import Workshop, build_workshop
from pipelines.convert.fingerprint import version_of
from pipelines.convert.formats import DOCX, MARKDOWN
from pipelines.convert.source import Reading
from pipelines.runs.sync import SyncParameters
from pipelines.settings import PipelineSettings
from pipelines.types import Document, Status, document_id_for
from tests.counting import CountedIndex

ORG = "org"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Index, storage and pipeline of a folder of its own."""
    made = build_workshop(PipelineSettings(data_dir=tmp_path_factory.mktemp("workshop")))
    yield made
    made.close()


def settled(workshop: Workshop, source: str, number: int) -> None:
    """A source of that many documents that have ended: one failed, one skipped, one deleted, the others indexed."""
    ended = [Status.FAILED, Status.SKIPPED, Status.DELETED, *([Status.INDEXED] * number)][: number + 1]
    rows = [
        Document(
            document_id_for(source, f"{at:05}.md"), ORG, source, f"{at:05}.md", "t", wanted_hash="h", content_hash="h",
            listed_at=NOW, status=status,
        )
        for at, status in enumerate(ended)
    ]  # fmt: skip
    assert not workshop.index.put(rows)


def upload(workshop: Workshop, source: str, uri: str) -> Document:
    """An upload as the web app leaves it."""
    document_id = document_id_for(source, uri)
    aside = workshop.storage.set_aside(io.BytesIO(b"# Valves\n\nA valve is opened by hand.\n"))
    workshop.storage.place_upload(aside, org_id=ORG, source_id=source, document_id=document_id)
    known = workshop.index.get(ORG, [document_id]).get(document_id) or Document(document_id, ORG, source, uri, uri)
    wanted = replace(known, wanted_hash=aside.sha256, status=Status.PENDING, listed_at=datetime.now(UTC))
    assert not workshop.index.put([wanted])
    return workshop.index.get(ORG, [document_id])[document_id]


def begun(workshop: Workshop, source: str, *, since: datetime | None = None, **told: bool) -> SyncRun:
    """A run with its plan made."""
    run = SyncRun("0" * 32, told=SyncParameters(org_id=ORG, source_id=source, **told), workshop=workshop, since=since)  # type: ignore[arg-type]
    make_plan.fn(run)
    return run


def cost(workshop: Workshop, source: str, documents: int) -> tuple[dict[str, int], dict[str, int], SyncRun]:
    """Calls and rows of the index for one upload into a source of that size."""
    settled(workshop, source, documents)
    upload(workshop, source, "new.md")
    index = CountedIndex(workshop.index)
    run = begun(replace(workshop, index=index), source)
    index_documents.fn(run)
    delete_documents.fn(run)
    return dict(index.calls), dict(index.rows), run


def test_one_upload_costs_the_same_in_any_source(workshop: Workshop):
    """Of ten documents and of three thousand: the same calls, the same rows, and every document counted."""
    few, few_rows, _ = cost(workshop, "few", 10)
    many, many_rows, run = cost(workshop, "many", 3_000)
    assert (few, few_rows) == (many, many_rows)
    assert many_rows["list"] == 1
    assert sum(many_rows.values()) < 10
    assert run.report.plan is not None
    assert (run.report.plan.new.names, run.report.plan.unchanged.count) == (["new.md"], 3_000)
    counts = run.report.counts
    assert (counts.indexed, counts.unchanged, counts.deleted) == (1, 3_000, 0)
    assert (run.report.progress.done, run.report.progress.total) == (1, 1)


def test_what_is_wanted_anew_is_changed_and_nothing_else_is_touched(workshop: Workshop):
    """A live document with other bytes, one that a killed run left processing; a tombstone stays."""
    settled(workshop, "anew", 20)
    live = upload(workshop, "anew", "live.md")
    assert not workshop.index.put([replace(live, status=Status.PENDING, live_version="v0")])
    cut = upload(workshop, "anew", "cut.md")
    assert not workshop.index.put([replace(cut, status=Status.PROCESSING)])
    gone = upload(workshop, "anew", "gone.md")
    workshop.index.retire(ORG, [gone.document_id], tombstone=True)
    plan = begun(workshop, "anew").report.plan
    assert plan is not None
    assert (plan.changed.names, plan.new.names, plan.deleted.count) == (["live.md"], ["cut.md"], 0)
    assert plan.unchanged.count == 20


@pytest.mark.parametrize("told", [{"dry_run": True}, {"since": NOW + timedelta(days=1)}])
def test_what_needs_every_row_reads_every_row(workshop: Workshop, told: dict[str, datetime | bool]):
    """A dry run and a run that was interrupted look at each document, and name those that stay."""
    source = f"all-{next(iter(told))}"
    settled(workshop, source, 600)
    upload(workshop, source, "new.md")
    index = CountedIndex(workshop.index)
    plan = begun(replace(workshop, index=index), source, **told).report.plan  # type: ignore[arg-type]
    assert plan is not None
    assert (index.rows["list"], index.calls["counts"]) == (602, 0)
    assert (plan.new.names, plan.unchanged.count, len(plan.unchanged.names)) == (["new.md"], 600, 100)


def test_a_full_sync_takes_up_every_document(workshop: Workshop):
    """Also what has ended; nothing of it is unchanged."""
    settled(workshop, "full", 3)
    upload(workshop, "full", "new.md")
    plan = begun(workshop, "full", full=True).report.plan
    assert plan is not None
    assert (plan.new.count, plan.unchanged.count) == (4, 0)


def test_orphans_are_looked_for_now_and_then(workshop: Workshop):
    """At a source's first sync here, then not again for a while, but for a full one, a resumed one and a broken one."""
    fresh = replace(workshop, collected=Collected())
    run = begun(fresh, "orphans")
    assert run.collects
    collect_orphans.fn(run)
    assert not begun(fresh, "orphans").collects
    assert begun(fresh, "others").collects
    assert begun(fresh, "orphans", full=True).collects
    assert begun(fresh, "orphans", since=NOW).collects
    fresh.collected.forget("orphans")
    assert begun(fresh, "orphans").collects


def test_an_old_look_for_orphans_is_repeated():
    """Once the time between two looks is over."""
    collected = Collected(every=0)
    collected.note("source")
    assert collected.due("source")


def test_bytes_that_are_kept_by_their_hash_are_not_hashed_again(workshop: Workshop, tmp_path: Path):
    """The row's version comes of the hash under which the bytes lie: what is there is read once, to be converted."""
    row = upload(workshop, "hashed", "a.md")
    path = workshop.storage.upload_path(
        org_id=ORG, source_id="hashed", document_id=row.document_id, sha256=row.wanted_hash or ""
    )
    Path(path).write_bytes(b"# Other\n\nOther bytes than those that were hashed as they came in.\n")
    run = begun(workshop, "hashed")
    index_documents.fn(run)
    live = workshop.index.get(ORG, [row.document_id])[row.document_id].live_version
    assert live == version_of(row.wanted_hash or "", MARKDOWN.fingerprint)


def test_comments_that_are_wanted_now_are_read(workshop: Workshop):
    """A sync looks at all rows where its source is read otherwise than before; the next one does not."""
    source = "comments"
    versions = {"a.docx": (DOCX, "0"), "b.md": (MARKDOWN, "1")}
    rows = [
        Document(
            document_id_for(source, uri), ORG, source, uri, "t", mime=kind.mime, wanted_hash=mark * 64,
            content_hash=mark * 64, listed_at=NOW, status=Status.INDEXED,
            live_version=version_of(mark * 64, kind.fingerprint),
        )
        for uri, (kind, mark) in versions.items()
    ]  # fmt: skip
    assert not workshop.index.put(rows)

    def planned(*, comments: bool) -> list[str]:
        told = SyncParameters(org_id=ORG, source_id=source, config={"comments": comments})
        run = SyncRun("0" * 32, told=told, workshop=workshop, since=None)
        make_plan.fn(run)
        assert run.plan.unchanged_count == 2 - len(run.plan.changed)
        return [row.uri for row in run.plan.changed]

    assert planned(comments=False) == []
    assert planned(comments=True) == ["a.docx"]
    assert planned(comments=True) == ["a.docx"], "what was planned and not done is planned again"
    [row] = [row for row in workshop.index.get(ORG, [rows[0].document_id]).values() if row]
    read = DOCX.fingerprint_of(Reading(comments=True))
    assert not workshop.index.put([replace(row, live_version=version_of("0" * 64, read))])
    assert planned(comments=True) == []
    workshop.readings.note(source, Reading(comments=True))
    assert planned(comments=False) == ["a.docx"]
    # A worker that was started anew, or another one, has it from the documents.
    workshop.readings._known.clear()
    assert planned(comments=False) == ["a.docx"]
    [row] = [row for row in workshop.index.get(ORG, [rows[0].document_id]).values() if row]
    assert not workshop.index.put([replace(row, live_version=version_of("0" * 64, DOCX.fingerprint))])
    assert planned(comments=False) == []
