"""Bytes to text, in guarded child processes; the text of every version is kept, and a PDF's layout beside it."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.convert import attempts
from pipelines.convert.failures import reason
from pipelines.convert.fingerprint import version_of
from pipelines.convert.guard import Converter
from pipelines.convert.language import TOLD, language_of, told
from pipelines.convert.source import Converted, Member
from pipelines.errors import NothingToIndex, PipelineError, UnreadableDocument
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Fetched, Prepared, Refused
from pipelines.ingest.members import Members
from pipelines.storage.blobs import Storage
from pipelines.storage.layouts import Layouts
from pipelines.text.turns import straight
from pipelines.types import ABOUT, Document, DocumentError, Status

CHILDREN = 2
# An archive in an archive in an archive: further in, nobody looks.
DEEPEST = 3
MEMBERS_AT_MOST = 2_000
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


@component
class FileConverter(WithParts):
    """Converts the fetched documents of a batch; one that cannot be read is refused alone, with its reason.

    What is found in a document becomes a document of its own, of the same batch.
    """

    PARTS = ("converter", "storage", "index")

    def __init__(self, converter: Converter, storage: Storage, index: Index) -> None:
        self.converter = converter
        self.storage = storage
        self.index = index

    @component.output_types(batch=Batch)
    def run(self, batch: Batch) -> dict[str, Batch]:
        """``batch`` with every fetched document prepared or refused."""
        with ThreadPoolExecutor(CHILDREN) as pool:
            done = [one for all_of_one in pool.map(self._whole, batch.fetched) for one in all_of_one]
        prepared = tuple(item for item in done if isinstance(item, Prepared))
        refused = tuple(item for item in done if isinstance(item, Refused))
        return {"batch": replace(batch, fetched=(), prepared=prepared, refused=batch.refused + refused)}

    def _whole(self, fetched: Fetched) -> list[Prepared | Refused]:
        # What was left waiting within others counts from the outermost too, or it would lead three further in.
        return self._convert(fetched, fetched.row.uri.count(WITHIN), _Budget())

    def _convert(self, fetched: Fetched, depth: int, budget: "_Budget") -> list[Prepared | Refused]:
        """The document, then what is in it."""
        row = fetched.row
        try:
            converted = self.converter.convert(fetched.path, row.uri, fetched.reading)
        except NothingToIndex as nothing:
            return [self._refused(row, Status.SKIPPED, _reason(nothing))]
        except UnreadableDocument as unreadable:
            return [self._refused(row, Status.FAILED, _reason(unreadable))]
        members = converted.members
        if not members:
            return [replace(self._prepared(fetched, converted), members=None if members is None else frozenset())]
        if problem := _too_much(row, members, depth=depth, budget=budget):
            if not converted.text.text.strip():
                return [self._refused(row, problem.status, problem.error)]
            members = ()
        prepared = self._prepared(fetched, converted)
        held = Members(self.index, self.storage).keep(prepared.row, members)
        inner: list[Prepared | Refused] = []
        for row in held.waiting:
            if refused := held.refused.get(row.document_id):
                inner.append(self._refused(row, Status.FAILED, reason(refused, row.uri, "it cannot be unpacked")))
            else:
                inner += self._member(row, fetched, depth=depth + 1, budget=budget)
        return [replace(prepared, members=held.ids), *inner]

    def _member(self, row: Document, outer: Fetched, *, depth: int, budget: "_Budget") -> list[Prepared | Refused]:
        """What was in a document is read as that is."""
        name = {"org_id": row.org_id, "source_id": row.source_id, "document_id": row.document_id}
        with self.storage.local_upload(**name, sha256=row.wanted_hash or "") as path:
            return self._convert(Fetched(row, path, row.wanted_hash, outer.reading), depth, budget)

    def _refused(self, row: Document, status: Status, error: DocumentError) -> Refused:
        """It says with what it was tried, so that it is tried again with something better."""
        return Refused(replace(row, about=attempts.tried(row, ocr=self.converter.reads_pictures)), status, error)

    def _prepared(self, fetched: Fetched, converted: Converted) -> Prepared:
        row, text = fetched.row, converted.text
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
            language=language_of(row, text),
            wanted_hash=row.wanted_hash or content_hash,
            content_hash=row.wanted_hash or content_hash,
        )
        return Prepared(finished, version, text)

    def _keep(self, converted: Converted, **name: str) -> None:
        """The text first: a layout without one would be nobody's."""
        self.storage.put_text(converted.text, **name)
        layouts = Layouts(self.storage)
        if converted.layout is not None and layouts.table(**name) is None:
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
