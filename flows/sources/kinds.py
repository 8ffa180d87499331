"""The source kinds: how each is listed and how a document of it is fetched."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from flows.sources import upload
from pipelines.storage import Storage
from pipelines.types import Document


@dataclass(frozen=True, slots=True)
class Kind:
    """Two plain functions. ``list`` gives complete rows from the manifest; ``fetch`` a local file for a while."""

    list: Callable[[Mapping[str, Document]], Sequence[Document]]
    fetch: Callable[[Storage, Document], AbstractContextManager[Path]]


KINDS: Mapping[str, Kind] = {"upload": Kind(upload.list_documents, upload.fetch)}
