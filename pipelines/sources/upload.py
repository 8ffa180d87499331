"""Uploaded files: the manifest is the listing, since the web app writes the row when it has stored the bytes."""

from contextlib import AbstractContextManager
from pathlib import Path

from pipelines.sources.kind import Context, SourceConfig, SourceKind
from pipelines.types import Document, Status


class UploadConfig(SourceConfig):
    """An upload source has nothing of its own to configure."""


def list_documents(context: Context[UploadConfig]) -> list[Document]:
    """The rows whose bytes were uploaded and that nobody has deleted."""
    rows = context.manifest.values()
    return [row for row in rows if row.wanted_hash is not None and row.status is not Status.DELETED]


def fetch(context: Context[UploadConfig], row: Document) -> AbstractContextManager[Path]:
    """A local file with the document's bytes, there until the block ends.

    Raises ``StorageError`` when it is missing.
    """
    return context.storage.local_upload(
        org_id=row.org_id, source_id=row.source_id, document_id=row.document_id, sha256=row.wanted_hash or ""
    )


def test(_context: Context[UploadConfig]) -> list[Document]:
    """Nothing can be wrong with it, and nothing is there before somebody uploads."""
    return []


UPLOAD = SourceKind(
    "upload", UploadConfig, list=list_documents, fetch=fetch, test=test, listed_by_manifest=True, kept_by_hash=True
)
