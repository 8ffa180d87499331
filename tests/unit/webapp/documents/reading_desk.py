"""A small real desk for reading: rows in SQL, the embedded index, storage, converter; what is read is counted."""

import errno
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.assembly.installation import Installation
from pipelines.convert.guard import Converter
from pipelines.convert.source import Layout
from pipelines.index.sqlite.store import SQLiteIndex
from pipelines.ingest.batch import Fetched
from pipelines.ingest.pipeline import build_indexing_pipeline, index_batch, index_spec
from pipelines.runs.sync import ReportKey
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Lease, Status, Text, document_id_for
from webapp.auth.models import Organization
from webapp.auth.principal import Principal
from webapp.chatbots.models import Chatbot
from webapp.documents.pages import Pages, PageView
from webapp.documents.services import Documents
from webapp.prefect.client import PrefectIngestion
from webapp.sources.deployments import Deployments
from webapp.sources.models import Source
from webapp.sql.database import Database, new_id

NOBODY = "http://127.0.0.1:9/api"


class CountedIndex(SQLiteIndex):
    """The embedded index; rows read are counted."""

    counts: Counter[str]

    def get(self, *given: Any, **named: Any) -> dict[str, Document]:
        self.counts["rows"] += 1
        return super().get(*given, **named)


class CountedStorage(Storage):
    """Storage; texts read whole and parsed are counted. It can be one that nothing is written to."""

    counts: Counter[str]
    read_only = False

    def put_layout(self, content: bytes, **named: str) -> None:
        if self.read_only:
            raise OSError(errno.EROFS, "Read-only file system")
        super().put_layout(content, **named)

    def get_text(self, **named: str) -> Text:
        self.counts["parses"] += 1
        return super().get_text(**named)


class CountedConverter(Converter):
    """The converter; layouts that are made for a look are counted."""

    counts: Counter[str]

    def layout(self, path: Path, name: str) -> Layout:
        self.counts["layouts"] += 1
        return super().layout(path, name)


@dataclass
class Reader:
    """One start of the web app, as far as reading goes."""

    documents: Documents
    pages: Pages
    principal: Principal

    def boxes(self, document_id: str, version: str, span: tuple[int, int], *, page: int = 1) -> PageView:
        return self.pages.page(self.principal, document_id, page, version=version, span=span)


class ReadingDesk:
    """One organisation with one source, in a folder."""

    def __init__(self, folder: Path, db: Database, converter: CountedConverter) -> None:
        self.folder, self.db = folder, db
        self.settings = PipelineSettings(data_dir=folder)
        self.counts: Counter[str] = Counter()
        self.index = CountedIndex(self.settings.index_path)
        self.index.ensure(index_spec(self.settings))
        self.storage = CountedStorage(self.settings.blobs)
        self.converter = converter
        for counted in (self.index, self.storage, self.converter):
            counted.counts = self.counts
        self.org_id, self.source_id, self.chatbot_id = new_id(), new_id(), new_id()
        with db.writing() as session:
            session.add(Organization(id=self.org_id, name="Library", slug=self.org_id))
            session.flush()
            session.add(Chatbot(id=self.chatbot_id, org_id=self.org_id, name="desk"))
            session.flush()
            session.add(
                Source(id=self.source_id, org_id=self.org_id, chatbot_id=self.chatbot_id, name="Files", kind="upload")
            )

    def reader(self, org_id: str | None = None) -> Reader:
        """The web app as it starts: nothing is kept in memory yet."""
        deployments = Deployments(self.db, PrefectIngestion(NOBODY, report_key=ReportKey(b"k" * 32)))
        documents = Documents(self.db, index=self.index, storage=self.storage, deployments=deployments)
        pages = Pages(documents, storage=self.storage, converter=self.converter)
        return Reader(documents, pages, Principal("user", org_id or self.org_id, "owner", "login"))

    def indexed(self, uri: str, data: bytes) -> Document:
        """A file, uploaded and indexed."""
        document_id = document_id_for(self.source_id, uri)
        aside = self.storage.set_aside(io.BytesIO(data))
        place = {"org_id": self.org_id, "source_id": self.source_id, "document_id": document_id}
        path = self.storage.place_upload(aside, **place)
        known = self.row(document_id) or Document(document_id, self.org_id, self.source_id, uri, uri)
        assert not self.index.put([replace(known, wanted_hash=aside.sha256, status=Status.PENDING)])
        desk = Installation(self.settings, index=self.index, storage=self.storage, converter=self.converter)
        pipeline = build_indexing_pipeline(desk)
        row = self.row(document_id)
        assert row is not None
        lease = Lease("run", datetime.now(UTC) + timedelta(minutes=1))
        (outcome,) = index_batch(pipeline, [Fetched(row, Path(path))], lease=lease)
        assert outcome.status is Status.INDEXED, outcome
        done = self.row(document_id)
        assert done is not None
        self.counts.clear()
        return done

    def row(self, document_id: str) -> Document | None:
        return self.index.get(self.org_id, [document_id]).get(document_id)

    def file(self, row: Document, ending: str) -> Path:
        """The stored text (``json``) or layout (``layout``) of a document's live version."""
        first = next((self.folder / "blobs" / "texts" / row.org_id).glob(f"*/{row.document_id}.*"))
        return first.with_name(f"{row.document_id}.{row.live_version}.{ending}")

    def close(self) -> None:
        self.index.close()


@contextmanager
def converting() -> Iterator[CountedConverter]:
    """A converter for several desks: its child process starts once."""
    with CountedConverter(PipelineSettings()) as converter:
        yield converter


@contextmanager
def reading_desk(folder: Path, db: Database, converter: CountedConverter) -> Iterator[ReadingDesk]:
    """A desk, ended whatever happens; its converter goes on."""
    desk = ReadingDesk(folder, db, converter)
    try:
        yield desk
    finally:
        desk.close()
