"""Uploaded files: the manifest is the listing, since the web app writes the row when it has stored the bytes."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from pipelines.storage.blobs import Storage
from pipelines.types import Document, Status


def list_documents(manifest: Mapping[str, Document]) -> list[Document]:
    """The rows whose bytes were uploaded and that nobody has deleted."""
    return [row for row in manifest.values() if row.wanted_hash is not None and row.status is not Status.DELETED]


def fetch(storage: Storage, row: Document) -> AbstractContextManager[Path]:
    """A local file with the document's bytes, there until the block ends.

    Raises ``StorageError`` when it is missing.
    """
    return storage.local_upload(
        org_id=row.org_id, source_id=row.source_id, document_id=row.document_id, sha256=row.wanted_hash or ""
    )
