"""Uploaded files: the manifest is the listing, since the web app writes the row when it has stored the bytes."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fsspec.implementations.local import LocalFileSystem

from pipelines.storage import Storage
from pipelines.types import Document, Status


def list_documents(manifest: Mapping[str, Document]) -> list[Document]:
    """The rows whose bytes were uploaded and that nobody has deleted."""
    return [row for row in manifest.values() if row.wanted_hash is not None and row.status is not Status.DELETED]


@contextmanager
def fetch(storage: Storage, row: Document) -> Iterator[Path]:
    """A local file with the document's bytes, there until the block ends.

    Where storage is a local folder it is the stored file itself. Raises ``StorageError`` when it is missing.
    """
    names = {"org_id": row.org_id, "source_id": row.source_id, "document_id": row.document_id}
    with storage.open_upload(**names, sha256=row.wanted_hash or "") as stream:
        if isinstance(storage.fs, LocalFileSystem):
            yield Path(storage.upload_path(**names, sha256=row.wanted_hash or ""))
            return
        with tempfile.NamedTemporaryFile(prefix="refdesk-") as copy:
            shutil.copyfileobj(stream, copy, length=1 << 20)
            copy.flush()
            yield Path(copy.name)
