"""Bytes to texts, group by group, in a guarded child: the text of every version is kept, a PDF's layout beside it.

What is found in a document is read after it, as a document of its own.
"""

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Protocol

from pipelines.convert import attempts
from pipelines.convert.failures import reason
from pipelines.convert.fingerprint import version_of
from pipelines.convert.guard import Converter
from pipelines.convert.holding import DEEPEST
from pipelines.convert.holding import TOGETHER as MEMBERS_AT_MOST
from pipelines.convert.language import TOLD, told
from pipelines.convert.sitting import File, Sitting
from pipelines.convert.source import Converted, Member
from pipelines.cutting.cut import Cutting, language_of
from pipelines.errors import NothingToIndex, PipelineError, UnreadableDocument
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Fetched, Prepared, Refused
from pipelines.ingest.members import Members
from pipelines.ingest.structure_splitter import rules_of
from pipelines.storage.blobs import Storage
from pipelines.storage.layouts import Layouts
from pipelines.text.turns import straight
from pipelines.types import ABOUT, Document, DocumentError, Status

BYTES_AT_MOST = 500_000_000
WITHIN = "!/"


@dataclass(slots=True)
class _Budget:
    """What one file may hold, with all that is in it: archives of archives grow by powers."""

    members: int = MEMBERS_AT_MOST
    bytes: int = BYTES_AT_MOST

    def takes(self, members: Sequence[Member]) -> bool:
        self.members -= len(members)
        self.bytes -= sum(len(one.data) for one in members)
        return self.members >= 0 and self.bytes >= 0


# Documents that a child is asked for at once, so that others wait for about this long at most, in seconds: after a slow
# one, one. What is large is not asked for together.
MANY, MANY_BYTES, TURN_SECONDS = 16, 1_000_000, 0.25
HELD_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document that is to be read: of what was in another one (``outer``) the bytes are still to be fetched."""

    fetched: Fetched
    depth: int
    budget: _Budget
    outer: bool = True


class Parts(Protocol):
    """What reading needs of an installation."""

    converter: Converter
    storage: Storage
    index: Index


class FileReader:
    """Reads the files of one organisation. Used by one thread."""

    def __init__(self, parts: "Parts", sitting: Sitting, stopped: Callable[[], bool]) -> None:
        self._converter = parts.converter
        self._storage = parts.storage
        self._index = parts.index
        self._sitting = sitting
        self._stopped = stopped
        self._at_once = 1

    def read(self, files: Sequence[Fetched]) -> Iterator[Prepared | Refused]:
        """Each document, and all that is in it, prepared or refused with its reason; fewer when it was stopped.

        Raises what ``Converter.convert`` raises beside that.
        """
        # What was left waiting within others counts from the outermost too, or it would lead three further in.
        work = deque(_Waiting(one, one.row.uri.count(WITHIN), _Budget()) for one in files)
        while work:
            group = self._group(work)
            begun = time.monotonic()
            with ExitStack() as stack:
                opened = [self._opened(one, stack) for one in group]
                asked = self._asked(opened)
                held, size = list[Prepared | Refused](), 0
                for one, converted in zip(
                    opened, self._sitting.convert(asked, group[0].fetched.row.org_id), strict=True
                ):
                    held += self._ended(one, converted, work)
                    size += len(converted.text.text) if isinstance(converted, Converted) else 0
                    if self._stopped():
                        return
                    if size > HELD_CHARACTERS:
                        yield from held
                        held, size = [], 0
            # Whoever takes them may keep us waiting: others have their turn meanwhile.
            yield from held
            self._at_once = min(2 * len(group), MANY) if time.monotonic() - begun < TURN_SECONDS / 2 else 1

    def _group(self, work: deque[_Waiting]) -> list[_Waiting]:
        group = [work.popleft()]
        size = group[0].fetched.row.bytes
        while work and len(group) < self._at_once and (size := size + work[0].fetched.row.bytes) <= MANY_BYTES:
            group.append(work.popleft())
        return group

    def _asked(self, opened: Sequence[_Waiting]) -> list[File]:
        """Whoever reads them cuts them too, for the index that is live by now."""
        rules = rules_of(self._index.live().splitter)
        all_fetched = [one.fetched for one in opened]
        return [File(one.path, one.row.uri, one.reading, Cutting(rules, told(one.row))) for one in all_fetched]

    def _opened(self, one: _Waiting, stack: ExitStack) -> _Waiting:
        """What was in a document is read as that is."""
        if one.outer:
            return one
        row = one.fetched.row
        name = {"org_id": row.org_id, "source_id": row.source_id, "document_id": row.document_id}
        path = stack.enter_context(self._storage.local_upload(**name, sha256=row.wanted_hash or ""))
        return replace(one, fetched=replace(one.fetched, path=path))

    def _ended(
        self, one: _Waiting, converted: Converted | PipelineError, work: deque[_Waiting]
    ) -> Iterator[Prepared | Refused]:
        match converted:
            case NothingToIndex():
                yield self._refused(one.fetched.row, Status.SKIPPED, _reason(converted))
            case UnreadableDocument():
                yield self._refused(one.fetched.row, Status.FAILED, _reason(converted))
            case PipelineError():
                raise converted
            case _ if converted.members:
                yield from self._with_members(one, converted, converted.members, work=work)
            case _:
                yield self._prepared(one.fetched, converted, None if converted.members is None else frozenset())

    def _with_members(
        self, one: _Waiting, converted: Converted, members: Sequence[Member], *, work: deque[_Waiting]
    ) -> Iterator[Prepared | Refused]:
        """The document; what is in it waits."""
        row, depth, budget = one.fetched.row, one.depth, one.budget
        if problem := _too_much(row, members, depth=depth, budget=budget):
            if not converted.text.text.strip():
                yield self._refused(row, problem.status, problem.error)
                return
            members = ()
        prepared = self._prepared(one.fetched, converted)
        held = Members(self._index, self._storage).keep(prepared.row, members)
        yield replace(prepared, members=held.ids)
        waiting = []
        for inner in held.waiting:
            if refused := held.refused.get(inner.document_id):
                yield self._refused(inner, Status.FAILED, reason(refused, inner.uri, "it cannot be unpacked"))
            else:
                fetched = Fetched(inner, one.fetched.path, inner.wanted_hash, one.fetched.reading)
                waiting.append(_Waiting(fetched, depth + 1, budget, outer=False))
        work.extendleft(reversed(waiting))

    def _refused(self, row: Document, status: Status, error: DocumentError) -> Refused:
        """It says with what it was tried, so that it is tried again with something better."""
        return Refused(replace(row, about=attempts.tried(row, ocr=self._converter.reads_pictures)), status, error)

    def _prepared(self, fetched: Fetched, converted: Converted, members: frozenset[str] | None = None) -> Prepared:
        row, text, cut = fetched.row, converted.text, converted.cut
        content_hash = fetched.sha256 or _sha256(fetched)
        version = version_of(content_hash, converted.fingerprint)
        self._keep(converted, org_id=row.org_id, document_id=row.document_id, version=version)
        about = {name: _said(text.meta[name]) for name in ABOUT if text.meta.get(name)}
        finished = replace(
            row,
            title=straight(text.title or row.uri.rsplit("/", 1)[-1]).strip()[:500],
            mime=converted.mime,
            bytes=fetched.path.stat().st_size,
            page_count=text.page_count,
            encoding=text.meta.get("encoding"),
            about=about | ({TOLD: said} if (said := told(row)) else {}) or None,
            language=cut.language if cut else language_of(text, told(row)),
            wanted_hash=row.wanted_hash or content_hash,
            content_hash=row.wanted_hash or content_hash,
        )
        return Prepared(finished, version, text, members=members, cut=cut)

    def _keep(self, converted: Converted, **name: str) -> None:
        """The text first: a layout without one would be nobody's."""
        written = self._storage.put_text(converted.text, **name)
        if converted.layout is None:
            return
        layouts = Layouts(self._storage)
        if written is not None:
            layouts.keep_beside(written, converted.text, converted.layout, **name)
        elif layouts.table(**name) is None:
            layouts.keep(converted.layout, **name)


def _too_much(row: Document, members: Sequence[Member], *, depth: int, budget: _Budget) -> Refused | None:
    if depth >= DEEPEST:
        return Refused(row, Status.SKIPPED, reason("nested_too_deep", row.uri, DEEPEST))
    if not budget.takes(members):
        more = f"more than {MEMBERS_AT_MOST:,} files or {BYTES_AT_MOST // 1_000_000:,} MB together with its neighbours"
        return Refused(row, Status.FAILED, reason("archive_too_large", row.uri, more))
    return None


def _said(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)[:500]


def _reason(error: PipelineError) -> DocumentError:
    return DocumentError(error.code, error.message, error.action)


def _sha256(fetched: Fetched) -> str:
    with fetched.path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
