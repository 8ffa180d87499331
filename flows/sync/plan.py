"""What a sync has to do: a listing against the manifest. Pure.

A tombstone wins over any listing, the newer listing over the older. What was tried in vain is not tried again until
its bytes change, or the format that reads them, somebody asks for a retry (the row is pending again), or the sync is
``full``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pipelines.convert.fingerprint import is_outdated
from pipelines.runs.sync import NAMES_SHOWN, Names, SyncPlan
from pipelines.types import Document, Status


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source holds: a row per document as it should become, complete, made at ``at``."""

    at: datetime
    documents: Sequence[Document]


class Fate(StrEnum):
    """What becomes of a document in a sync. ``done``: an earlier try of this same run ended it."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    LEFT = "left"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows by what happens to them, in the order of the listing; what was left alone is not in it.

    ``unread`` counts unchanged documents whose rows nobody had to read; they are not in ``unchanged``.
    """

    new: Sequence[Document] = ()
    changed: Sequence[Document] = ()
    unchanged: Sequence[Document] = ()
    deleted: Sequence[Document] = ()
    done: Sequence[Document] = ()
    unread: int = 0

    @property
    def work(self) -> Sequence[Document]:
        """What is to be indexed, new documents first."""
        return [*self.new, *self.changed]

    @property
    def unchanged_count(self) -> int:
        """How many documents stay as they are."""
        return len(self.unchanged) + self.unread

    def summary(self) -> SyncPlan:
        """Counts and first names, for the report; of what was not read the count only."""
        return SyncPlan(
            new=_names(self.new),
            changed=_names([*self.changed, *self.done]),
            unchanged=_names(self.unchanged).model_copy(update={"count": self.unchanged_count}),
            deleted=_names(self.deleted),
        )


def plan(
    listing: Listing,
    manifest: Mapping[str, Document],
    *,
    full: bool,
    since: datetime | None = None,
    today: Mapping[str, Sequence[str]] | None = None,
    untried: Callable[[Document], bool] = lambda _: False,
) -> Plan:
    """Compare a listing with the manifest's rows by document id, deleted ones included.

    ``today`` are the formats' fingerprints by MIME type, as the source is read: what another made of the same bytes is
    made anew. ``untried`` says of a row that could not be read whether today's formats may read it. ``since``:
    when this run began first, where it was interrupted; what ended after that is this run's own doing.
    """
    sorted_out: dict[Fate, list[Document]] = {fate: [] for fate in Fate}
    for wanted in listing.documents:
        row = manifest.get(wanted.document_id)
        fate = _fate(wanted, row, full=full or _is_old(row, today or {}) or (row is not None and untried(row)))
        if row is not None and since is not None and _ended_since(row, wanted, since):
            fate = Fate.DONE
        sorted_out[fate].append(merged(wanted, row))
    listed = {wanted.document_id for wanted in listing.documents}
    sorted_out[Fate.DELETED] = [row for key, row in manifest.items() if key not in listed and _vanished(row, listing)]
    return Plan(
        new=sorted_out[Fate.NEW],
        changed=sorted_out[Fate.CHANGED],
        unchanged=sorted_out[Fate.UNCHANGED],
        deleted=sorted_out[Fate.DELETED],
        done=sorted_out[Fate.DONE],
    )


def settled(row: Document, *, wanted_hash: str | None) -> bool:
    """Whether the row already says how these very bytes ended."""
    if row.status is Status.INDEXED:
        return wanted_hash is not None and row.content_hash == wanted_hash
    return row.status in (Status.FAILED, Status.SKIPPED) and row.wanted_hash == wanted_hash


def is_left(row: Document, *, wanted: Document) -> bool:
    """Whether a row is not this sync's to touch: deleted by a person, or listed anew since."""
    newer = row.listed_at is not None and wanted.listed_at is not None and row.listed_at > wanted.listed_at
    return row.tombstone or newer


def merged(wanted: Document, row: Document | None) -> Document:
    """The row with its revision and history, and with what the listing knows better."""
    if row is None or wanted.rev == row.rev:
        return wanted
    return replace(
        row,
        wanted_hash=wanted.wanted_hash,
        listed_at=wanted.listed_at,
        bytes=wanted.bytes,
        etag=wanted.etag,
        last_modified=wanted.last_modified,
    )


def _fate(wanted: Document, row: Document | None, *, full: bool) -> Fate:
    if row is None:
        return Fate.NEW
    if is_left(row, wanted=wanted):
        return Fate.LEFT
    if not full and settled(row, wanted_hash=wanted.wanted_hash):
        return Fate.UNCHANGED
    return Fate.NEW if row.live_version is None else Fate.CHANGED


def _is_old(row: Document | None, today: Mapping[str, Sequence[str]]) -> bool:
    """Whether an older converter read what is indexed."""
    if row is None or row.status is not Status.INDEXED or row.mime not in today:
        return False
    return is_outdated(row.live_version or "", today[row.mime])


def _ended_since(row: Document, wanted: Document, since: datetime) -> bool:
    return settled(row, wanted_hash=wanted.wanted_hash) and row.updated_at is not None and row.updated_at >= since


def _vanished(row: Document, listing: Listing) -> bool:
    older = row.listed_at is None or row.listed_at <= listing.at
    return older and row.status is not Status.DELETED and not row.tombstone


def _names(rows: Sequence[Document]) -> Names:
    return Names(count=len(rows), names=[row.uri for row in rows[:NAMES_SHOWN]])
