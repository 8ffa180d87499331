"""Answers as they may be shown today: what they quote of sources that were made private since is left out.

What was stored stays as it was, so that a source which may be quoted again is. Free of Flask.
"""

import re
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from pipelines.answer.wording import silenced
from pipelines.evidence.tongues.telling import tongue_of
from webapp.conversations.models import Message
from webapp.sources.access import private_among

REASON = "private"
_MARKS = re.compile(r"(?:\s?\[\d+\])+")
MARK = re.compile(r"\[(\d+)\]")
# So much of a quote or a title in a text is told.
_TOLD = 40

Json = dict[str, Any]


def shown(session: Session, org_id: str, rows: Sequence[Message]) -> list[Message]:
    """The messages, in order; in the place of one that has to be silent, a copy that no session knows."""
    named = {one["source_id"] for row in rows for one in chain(row.citations or (), row.nearest or ())}
    private = private_among(session, org_id, named) if named else frozenset()
    return [silence(row, private) for row in rows] if private else list(rows)


def silence(row: Message, private: Collection[str]) -> Message:
    """The message itself, or a copy without what it says of these sources."""
    open_ = [one for one in row.citations or () if one["source_id"] not in private]
    nearest = [one for one in row.nearest or () if one["source_id"] not in private]
    gone = [one for one in chain(row.citations or (), row.nearest or ()) if one["source_id"] in private]
    if not gone:
        return row
    told = len(open_) < len(row.citations or ()) or _tells(row.content, gone)
    kept = _kept(row, {one["n"] for one in open_}) if told else None
    copy = Message(**{column.key: getattr(row, column.key) for column in Message.__table__.columns})
    copy.citations, copy.nearest = open_, nearest
    copy.withheld = {**(row.withheld or {}), REASON: (row.withheld or {}).get(REASON, 0) + len(gone)}
    if kept is not None:
        copy.content, copy.claims = _joined(kept, note=silenced(tongue_of(row.content)))
        copy.flagged = copy.table = None
        said = {int(n) for n in MARK.findall(copy.content)}
        copy.citations = [one for one in open_ if one["n"] in said]
    return copy


def _tells(content: str, gone: Sequence[Json]) -> bool:
    """Whether the words of an answer that does not cite them name or quote such passages nevertheless."""
    line = _plain(content)
    return any(part and part in line for one in gone for part in (_plain(one["quote"])[:_TOLD], _plain(one["title"])))


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _kept(row: Message, citable: Collection[int]) -> list[tuple[str, Json | None]]:
    """Stretches that only passages back which may be quoted, each with its claim. Words that nothing backs may be the
    private ones: they go.
    """
    if row.claims:
        claims = [one for one in row.claims if one["citations"] and set(one["citations"]) <= set(citable)]
        return [(row.content[one["start"] : one["end"]], one) for one in claims]
    if row.mode != "extractive":
        return []
    made: list[tuple[str, Json | None]] = []
    at = 0
    for marks in _MARKS.finditer(row.content):
        if {int(n) for n in MARK.findall(marks[0])} <= set(citable):
            made.append((row.content[at : marks.end()].strip(), None))
        at = marks.end()
    return made


def _joined(kept: Sequence[tuple[str, Json | None]], *, note: str) -> tuple[str, list[Json]]:
    """The stretches one below the other, the note behind them, and the claims where they stand now."""
    content, claims = "", []
    for text, claim in kept:
        if claim is not None:
            claims.append({**claim, "start": len(content), "end": len(content) + len(text)})
        marks = claim["citations"] if claim else ()
        content += text + "".join(f" [{n}]" for n in marks if f"[{n}]" not in text) + "\n\n"
    return content + note, claims
