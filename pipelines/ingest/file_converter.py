"""Bytes to text, in guarded child processes; the text of every version is kept, and a PDF's layout beside it."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.convert.fingerprint import version_of
from pipelines.convert.guard import Converter
from pipelines.convert.source import Converted
from pipelines.errors import NothingToIndex, PipelineError, UnreadableDocument
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Fetched, Prepared, Refused
from pipelines.ingest.members import Members
from pipelines.storage.blobs import Storage
from pipelines.storage.layouts import Layouts
from pipelines.types import Document, DocumentError, Status

CHILDREN = 2
# An archive in an archive in an archive: further in, nobody looks.
DEEPEST = 3


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
            done = [one for all_of_one in pool.map(self._convert, batch.fetched) for one in all_of_one]
        prepared = tuple(item for item in done if isinstance(item, Prepared))
        refused = tuple(item for item in done if isinstance(item, Refused))
        return {"batch": replace(batch, fetched=(), prepared=prepared, refused=batch.refused + refused)}

    def _convert(self, fetched: Fetched, depth: int = 0) -> list[Prepared | Refused]:
        """The document, then what is in it."""
        row = fetched.row
        try:
            converted = self.converter.convert(fetched.path, row.uri)
        except NothingToIndex as nothing:
            return [Refused(row, Status.SKIPPED, _reason(nothing))]
        except UnreadableDocument as unreadable:
            return [Refused(row, Status.FAILED, _reason(unreadable))]
        prepared = self._prepared(fetched, converted)
        if converted.members is None:
            return [prepared]
        held = Members(self.index, self.storage).keep(prepared.row, converted.members if depth < DEEPEST else ())
        inner = [one for row in held.waiting for one in self._member(row, depth + 1)]
        return [replace(prepared, members=held.ids), *inner]

    def _member(self, row: Document, depth: int) -> list[Prepared | Refused]:
        name = {"org_id": row.org_id, "source_id": row.source_id, "document_id": row.document_id}
        with self.storage.local_upload(**name, sha256=row.wanted_hash or "") as path:
            return self._convert(Fetched(row, path, row.wanted_hash), depth)

    def _prepared(self, fetched: Fetched, converted: Converted) -> Prepared:
        row, text = fetched.row, converted.text
        content_hash = fetched.sha256 or _sha256(fetched)
        version = version_of(content_hash, converted.fingerprint)
        self._keep(converted, org_id=row.org_id, document_id=row.document_id, version=version)
        finished = replace(
            row,
            title=(text.title or row.uri.rsplit("/", 1)[-1]).strip()[:500],
            mime=converted.mime,
            bytes=fetched.path.stat().st_size,
            page_count=text.page_count,
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


def _reason(error: PipelineError) -> DocumentError:
    return DocumentError(error.code, error.message, error.action)


def _sha256(fetched: Fetched) -> str:
    with fetched.path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
