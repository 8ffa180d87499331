"""Planning a sync: a listing against the manifest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.sync.plan import Listing, plan
from pipelines.types import Document, Status

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ROW = Document("id", "org", "source", "a.md", "a.md", wanted_hash="one", listed_at=NOW, rev="1")
INDEXED = replace(ROW, status=Status.INDEXED, content_hash="one", live_version="v1")


def fate(wanted: Document | None, row: Document | None, *, full: bool = False, since: datetime | None = None) -> str:
    """Where a plan puts the one document."""
    listing = Listing(NOW, [wanted] if wanted else [])
    made = plan(listing, {row.document_id: row} if row else {}, full=full, since=since)
    names = [name for name in ("new", "changed", "unchanged", "deleted", "done") if getattr(made, name)]
    return names[0] if names else "left"


def test_what_nobody_knows_is_new():
    """A listed document without a row, or with one that was never live."""
    assert fate(replace(ROW, rev=None), None) == "new"
    assert fate(ROW, ROW) == "new"


def test_other_bytes_are_changed():
    """A live document whose wanted hash differs from what is indexed."""
    wanted = replace(INDEXED, wanted_hash="two")
    assert fate(wanted, INDEXED) == "changed"


def test_indexed_bytes_are_unchanged():
    """Indexed with the wanted hash: nothing to do, but for a full sync."""
    assert fate(INDEXED, INDEXED) == "unchanged"
    assert fate(INDEXED, INDEXED, full=True) == "changed"


@pytest.mark.parametrize("status", [Status.FAILED, Status.SKIPPED])
def test_what_was_tried_in_vain_is_not_tried_for_ever(status: Status):
    """Failed or skipped with these bytes: unchanged, until the bytes change, a retry, or a full sync."""
    row = replace(ROW, status=status)
    assert fate(row, row) == "unchanged"
    assert fate(row, row, full=True) == "new"
    assert fate(replace(row, wanted_hash="two"), row) == "new"
    assert fate(replace(row, status=Status.PENDING), replace(row, status=Status.PENDING)) == "new"


def test_a_publication_that_was_cut_off_is_taken_up():
    """Processing with the flip already made: still to do, else it would stay so for ever."""
    row = replace(INDEXED, status=Status.PROCESSING)
    assert fate(row, row) == "changed"


def test_a_tombstone_wins():
    """What a person deleted stays deleted, however full the sync."""
    row = replace(ROW, status=Status.DELETED, tombstone=True)
    assert fate(replace(ROW, rev=None), row, full=True) == "left"
    assert fate(None, row) == "left"


def test_the_newer_listing_wins():
    """A row that was listed after this listing is left to whoever did that, neither indexed nor deleted."""
    row = replace(INDEXED, listed_at=NOW + timedelta(seconds=1), wanted_hash="three")
    assert fate(replace(ROW, rev=None), row) == "left"
    assert fate(None, row) == "left"


def test_what_vanished_is_deleted():
    """A living row that the listing no longer has; one that is deleted already is not deleted again."""
    assert fate(None, INDEXED) == "deleted"
    assert fate(None, replace(INDEXED, status=Status.DELETED)) == "left"


def test_an_interrupted_run_counts_what_it_had_done():
    """What ended since the run began first is its own doing, not unchanged, and is not redone by a full one."""
    row = replace(INDEXED, updated_at=NOW)
    assert fate(row, row, since=NOW - timedelta(seconds=1)) == "done"
    assert fate(row, row, since=NOW - timedelta(seconds=1), full=True) == "done"
    assert fate(row, row, since=NOW + timedelta(seconds=1)) == "unchanged"


def test_merging_keeps_the_rows_revision_and_the_listings_hash():
    """A changed document is written on the revision that was read."""
    wanted = replace(ROW, rev=None, wanted_hash="two", bytes=7)
    (row,) = plan(Listing(NOW, [wanted]), {"id": replace(INDEXED, rev="9")}, full=False).changed
    assert (row.rev, row.wanted_hash, row.bytes, row.live_version) == ("9", "two", 7, "v1")


def test_summary_names_the_first_hundred():
    """The report holds counts and the first names only."""
    rows = [replace(ROW, document_id=str(number), uri=f"{number}.md") for number in range(250)]
    summary = plan(Listing(NOW, rows), {}, full=False).summary()
    assert (summary.new.count, len(summary.new.names)) == (250, 100)
