"""What a kind of source is: what there is to configure, how it is listed, how one document of it is fetched."""

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.convert.source import Reading
from pipelines.errors import PipelineError
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Status


class SourceConfig(BaseModel):
    """What one source of a kind is told. Its JSON schema is the API's and makes the form: describe every field.

    It is kept as JSON and given to the worker as it is: no secrets.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    comments: bool = Field(
        default=False,
        title="Reviewers' comments",
        description="Whether what people wrote beside a text, such as comments in Word documents and PDFs, is read "
        "with it. Documents that were read before are read anew by the next sync.",
    )


C = TypeVar("C", bound=SourceConfig)


@dataclass(frozen=True, slots=True)
class Context(Generic[C]):
    """What a kind works with: whose source it is, its checked configuration, and the rows that the manifest holds.

    ``manifest`` is by document id: all rows of the source, or only the unfinished ones where the kind is
    ``listed_by_manifest``; empty for ``fetch`` and ``test``.
    """

    org_id: str
    source_id: str
    config: C
    storage: Storage
    manifest: Mapping[str, Document] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceKind(Generic[C]):
    """Plain functions; no Prefect, no Flask. Each may raise ``PipelineError`` with what to do about it.

    ``list`` answers everything that the source holds, as complete rows. ``fetch`` gives a local file with a row's
    bytes, there until its block ends. ``test`` answers the first few rows that a listing would give, quickly and
    without writing anything: a configuration is tried before it is saved.

    ``listed_by_manifest``: whoever changes the source writes its rows, so that the unfinished ones say all that is to
    be done. ``kept_by_hash``: ``fetch`` finds the bytes by their ``wanted_hash``; nobody needs to hash them again.
    """

    name: str
    config: type[C]
    list: Callable[[Context[C]], Sequence[Document]]
    fetch: Callable[[Context[C], Document], AbstractContextManager[Path]]
    test: Callable[[Context[C]], Sequence[Document]]
    listed_by_manifest: bool = False
    kept_by_hash: bool = False

    def opened(self, org_id: str, source_id: str, *, config: Mapping[str, Any], storage: Storage) -> "OpenSource[C]":
        """One source of this kind. Raises ``PipelineError`` ``source_config_invalid``."""
        try:
            checked = self.config.model_validate(dict(config))
        except ValidationError as wrong:
            first = wrong.errors()[0]
            raise PipelineError(
                f"The configuration of source {source_id} is not one of '{self.name}': {first['loc']}: {first['msg']}.",
                code="source_config_invalid",
                action="Set the source's configuration again.",
            ) from wrong
        return OpenSource(self, Context(org_id, source_id, checked, storage))


@dataclass(frozen=True, slots=True)
class OpenSource(Generic[C]):
    """A kind with the source that it works for."""

    kind: SourceKind[C]
    context: Context[C]

    def list(self, manifest: Mapping[str, Document]) -> Sequence[Document]:
        """Everything that it holds; ``manifest`` are its rows by document id.

        What was found in a document is there as long as that is; no kind knows of it.
        """
        own = {key: row for key, row in manifest.items() if row.parent_id is None}
        listed = list(self.kind.list(replace(self.context, manifest=own)))
        there = {row.document_id for row in listed}
        inner = [row for row in manifest.values() if row.parent_id is not None and _is_there(row, manifest, there)]
        return [*listed, *inner]

    def fetch(self, row: Document) -> AbstractContextManager[Path]:
        """A local file with a document's bytes, there until the block ends. Raises ``StorageError``."""
        if row.parent_id is None:
            return self.kind.fetch(self.context, row)
        # What was in a document is kept as it was found, like an upload.
        return self.context.storage.local_upload(
            org_id=row.org_id, source_id=row.source_id, document_id=row.document_id, sha256=row.wanted_hash or ""
        )

    @property
    def reading(self) -> Reading:
        """How its documents are read."""
        return Reading(comments=self.context.config.comments)

    def kept_by_hash(self, row: Document) -> bool:
        """Whether ``fetch`` finds the bytes of a row by their hash: nobody needs to hash them again."""
        return self.kind.kept_by_hash or row.parent_id is not None

    def test(self) -> Sequence[Document]:
        """The first few rows that a listing would give; nothing is written."""
        return self.kind.test(self.context)


def _is_there(row: Document, manifest: Mapping[str, Document], listed: Set[str]) -> bool:
    """Whether the document at the top is listed; of one whose row was not read nobody says otherwise."""
    if row.wanted_hash is None or row.status is Status.DELETED:
        return False
    top: Document | None = row
    while top is not None and top.parent_id is not None:
        top = manifest.get(top.parent_id)
    return top is None or top.document_id in listed
