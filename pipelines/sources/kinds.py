"""The source kinds: how each is listed and how a document of it is fetched."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from pipelines.sources import upload
from pipelines.storage.blobs import Storage
from pipelines.types import Document


@dataclass(frozen=True, slots=True)
class Kind:
    """Two plain functions. ``list`` gives complete rows from the manifest; ``fetch`` a local file for a while.

    ``listed_by_manifest``: whoever changes the source writes its rows, so that the unfinished ones say all that is to
    be done. ``kept_by_hash``: ``fetch`` finds the bytes by their ``wanted_hash``; nobody needs to hash them again.
    """

    list: Callable[[Mapping[str, Document]], Sequence[Document]]
    fetch: Callable[[Storage, Document], AbstractContextManager[Path]]
    listed_by_manifest: bool = False
    kept_by_hash: bool = False


KINDS: Mapping[str, Kind] = {
    "upload": Kind(upload.list_documents, upload.fetch, listed_by_manifest=True, kept_by_hash=True)
}
