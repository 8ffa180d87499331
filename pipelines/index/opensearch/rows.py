"""Manifest rows as OpenSearch keeps them."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from pipelines.index.opensearch.mapping import LATER
from pipelines.types import Document, DocumentError, Lease, Status

Json = dict[str, Any]
FIND_CHARS = 8_000
_MOMENTS = ("listed_at", "indexed_at", "deleted_at", "updated_at")
_OWN = frozenset({"lease", "error", "status", "rev", *_MOMENTS})
_PLAIN = tuple(field.name for field in fields(Document) if field.name not in _OWN)
_READ = tuple(name for name in _PLAIN if name != "language")
_STATUSES = {status.value: status for status in Status}


def now() -> datetime:
    """Aware, UTC."""
    return datetime.now(UTC)


def row_source(row: Document) -> Json:
    """A row as ``_source``, written now."""
    return {
        **{name: getattr(row, name) for name in _PLAIN if name not in LATER},
        # A manifest of before refuses the name of a field that it has not got yet, also without a value.
        **{name: value for name in LATER if (value := getattr(row, name))},
        **{name: _iso(getattr(row, name)) for name in _MOMENTS},
        "updated_at": _iso(now()),
        "status": row.status.value,
        **lease_fields(row.lease),
        "error": row.error and {"code": row.error.code, "message": row.error.message, "action": row.error.action},
        "find": folded(f"{row.uri}\n{row.title}")[:FIND_CHARS],
    }


def row_of(hit: Mapping[str, Any]) -> Document:
    """A row from a search hit or a get, with its revision."""
    source: Json = hit["_source"]
    error = source.get("error")
    return Document(
        **{name: source.get(name) for name in _READ},  # type: ignore[arg-type]
        language=source.get("language") or "",
        **{name: _moment(source.get(name)) for name in _MOMENTS},  # type: ignore[arg-type]
        status=_STATUSES[source["status"]],
        lease=_lease(source),
        error=DocumentError(**error) if error else None,
        rev=rev_of(hit),
    )


def lease_fields(lease: Lease | None) -> Json:
    """A lease as two fields."""
    return {"lease_run": lease and lease.run_id, "lease_until": lease and _iso(lease.until)}


def runs(lease: Lease | None) -> bool:
    """Whether a lease still covers its pending version."""
    return lease is not None and lease.until > now()


def rev_of(answer: Mapping[str, Any]) -> str:
    """The revision that a get, a hit or a write names."""
    return f"{answer['_seq_no']}:{answer['_primary_term']}"


def guard(row_id: Json, rev: str | None) -> Json:
    """A bulk action's name and metadata that writes only over ``rev``, or only where nothing is."""
    if rev is None:
        return {"create": row_id}
    return {"index": {**row_id, **revision(rev)}}


def revision(rev: str) -> Json:
    """The parameters of a compare-and-set."""
    sequence, _, term = rev.partition(":")
    return {"if_seq_no": int(sequence), "if_primary_term": int(term)}


def folded(text: str) -> str:
    """For comparing without regard to case, in any script."""
    return text.casefold()


def _lease(source: Json) -> Lease | None:
    until = _moment(source.get("lease_until"))
    return Lease(source["lease_run"], until) if until is not None else None


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
