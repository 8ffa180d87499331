"""What an older converter read is read again: uploads while nothing else waits, the others at their next sync."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from flows import renewing
from flows.renewing import Renewing
from flows.sync.plan import Listing, plan
from pipelines.convert.attempts import is_untried, tried
from pipelines.convert.failures import FAILED
from pipelines.convert.formats import MARKDOWN, fingerprints
from pipelines.convert.guard import Converter
from pipelines.ingest.pipeline import Fetched
from pipelines.settings import PipelineSettings
from pipelines.types import Document, DocumentError, Status
from tests.unit.pipelines.test_indexing import ORG, SCOPE, SOURCE, Desk

OLD = {**fingerprints(), MARKDOWN.mime: ["0" * 16]}


class Clock:
    """A clock that is set by hand."""

    now = 1_000.0

    def monotonic(self) -> float:
        """Its time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(renewing, "time", clock)
    return clock


def _uploaded(desk: Desk, uri: str, content: bytes) -> Fetched:
    """A file whose bytes are kept, as the web app keeps them."""
    fetched = desk.fetched(uri, content)
    aside = desk.storage.set_aside(io.BytesIO(content))
    name = {"org_id": ORG, "source_id": SOURCE, "document_id": fetched.row.document_id}
    desk.storage.place_upload(aside, **name)
    return replace(fetched, row=replace(fetched.row, wanted_hash=aside.sha256))


def test_uploads_within_their_hour(tmp_path: Path, clock: Clock) -> None:
    """So many an hour, each found as it is while it waits, none while another document waits, then never again."""
    with Converter(PipelineSettings()) as converter:
        desk = Desk(tmp_path, converter)
        desk.run(*(_uploaded(desk, f"{number}.md", f"# Pond {number}".encode()) for number in range(3)))
        desk.run(_uploaded(desk, "a.txt", b"Reeds."))
        work = Renewing(OLD)

        def step() -> int:
            return work.step(desk.index, desk.storage, per_hour=60)

        assert step() == 0
        clock.now += 120
        assert step() == 2
        waiting = [one for one in desk.index.list(SCOPE).items if one.status is Status.PENDING]
        assert len(waiting) == 2
        assert all(one.live_version for one in waiting)
        clock.now += 60
        assert step() == 0
        desk.index.close()


def test_a_source_that_is_listed() -> None:
    """Its documents are planned as changed where another format of theirs read them, the others stay."""
    held = Document("1", "o", "s", "a.md", "A", mime=MARKDOWN.mime, wanted_hash="h", content_hash="h", rev="1")
    held = replace(held, status=Status.INDEXED, live_version="a" * 32 + "-" + MARKDOWN.fingerprint)
    listing = Listing(datetime.now(UTC), [replace(held, rev=None)])

    def fate(row: Document) -> tuple[int, int]:
        made = plan(listing, {"1": row}, full=False, today=fingerprints())
        return len(made.changed), len(made.unchanged)

    assert fate(held) == (0, 1)
    assert fate(replace(held, live_version="a" * 32 + "-" + "0" * 16)) == (1, 0)
    assert fate(replace(held, live_version="a" * 32 + "-" + "0" * 16, mime="application/x-unknown")) == (0, 1)


def _of_before(desk: Desk, uri: str, content: bytes, *, code: str) -> None:
    """An upload as the release before left it: refused, without a word about what it was tried with."""
    fetched = _uploaded(desk, uri, content)
    error = DocumentError(code, "It could not be read.", "Do something.")
    status = Status.FAILED if code in FAILED else Status.SKIPPED
    assert not desk.index.put([replace(fetched.row, status=status, error=error)])


def test_what_an_older_release_could_not_read(tmp_path: Path, clock: Clock) -> None:
    """Tried again where something reads it now, once; left alone where nothing does or no converter was at fault."""
    with Converter(PipelineSettings(ocr="off")) as converter:
        desk = Desk(tmp_path, converter)
        archive = io.BytesIO()
        with ZipFile(archive, "w") as zipped:
            zipped.writestr("inner.md", "# Inner\n\nHerons nest in the reeds.")
        _of_before(desk, "a.zip", archive.getvalue(), code="unknown_type")
        _of_before(desk, "b.pdf", b"%PDF-1.7 nothing", code="broken")
        _of_before(desk, "c.exe", b"MZ", code="unknown_type")
        _of_before(desk, "d.md", b"# D", code="file_missing")
        work = Renewing()

        def step() -> list[str]:
            clock.now += 3_600
            work.step(desk.index, desk.storage, per_hour=60)
            return [row.uri for row in desk.index.list(SCOPE, status=Status.PENDING).items]

        assert step() == ["a.zip", "b.pdf"]
        rows = [desk.row(uri) for uri in ("a.zip", "b.pdf")]
        name = {"org_id": ORG, "source_id": SOURCE}
        paths = [
            Path(desk.storage.upload_path(**name, document_id=row.document_id, sha256=row.wanted_hash or ""))
            for row in rows
            if row
        ]
        desk.run(*(Fetched(row, path) for row, path in zip(rows, paths, strict=True) if row))
        assert {row.uri: row.status for row in desk.index.list(SCOPE).items} == {
            "a.zip": Status.INDEXED,
            "a.zip!/inner.md": Status.INDEXED,
            "b.pdf": Status.FAILED,
            "c.exe": Status.SKIPPED,
            "d.md": Status.SKIPPED,
        }
        assert step() == [], "it says now what it was tried with"
        assert Renewing().step(desk.index, desk.storage, per_hour=60) == 0
        desk.index.close()


def test_a_sync_tries_what_may_be_read_by_now() -> None:
    """A scan once OCR is there; not again afterwards, and not a type that nothing reads."""
    error = DocumentError("no_text", "It is a picture.", "Install it.")
    scan = Document("1", "o", "s", "scan.PDF", "Scan", wanted_hash="h", status=Status.SKIPPED, error=error, rev="1")
    scan = replace(scan, about=tried(scan, ocr=False))

    def fate(row: Document, *, ocr: bool) -> tuple[int, int]:
        listing = Listing(datetime.now(UTC), [replace(row, rev=None)])
        made = plan(listing, {"1": row}, full=False, untried=partial(is_untried, ocr=ocr))
        return len(made.work), len(made.unchanged)

    assert fate(scan, ocr=False) == (0, 1)
    assert fate(scan, ocr=True) == (1, 0)
    assert fate(replace(scan, about=tried(scan, ocr=True)), ocr=True) == (0, 1)
    assert fate(replace(scan, uri="song.ogg", about=None), ocr=True) == (0, 1)
    assert fate(replace(scan, uri="README", about=None), ocr=True) == (1, 0)
