"""What an older converter read is read again: uploads while nothing else waits, the others at their next sync."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import renewing
from flows.renewing import Renewing
from flows.sync.plan import Listing, plan
from pipelines.convert.formats import MARKDOWN, fingerprints
from pipelines.convert.guard import Converter
from pipelines.ingest.pipeline import Fetched
from pipelines.settings import PipelineSettings
from pipelines.types import Document, Status
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
