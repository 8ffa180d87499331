"""A real Prefect server, a real worker process and the embedded index, as the web app sees them."""

import io
import subprocess
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.assembly.stores import open_index
from pipelines.runs.sync import report_key
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Fusion, Scope, Status, document_id_for
from tests.servers.prefect import AUTH, prefect_client, start, stop
from tests.servers.waiting import wait_for
from webapp.prefect.client import PrefectIngestion
from webapp.prefect.ingestion import SourceDefinition, Sync

ENDED = ("succeeded", "failed", "cancelled")


class Stand:
    """One installation: its data folder, its worker, and the parts of the web app that this room is about."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.api = prefect_client(url)
        self.settings = PipelineSettings(data_dir=folder)
        self.ingestion = self.connected(url)
        self.storage = Storage(self.settings.blobs)
        self.index = open_index(self.settings)
        self.worker = self.start_worker()
        wait_for(lambda: self.ingestion.health().ok, seconds=60)

    def start_worker(self, **env: str) -> subprocess.Popen[bytes]:
        """A worker's process; the one before must be gone."""
        env = {"PREFECT_API_URL": self.url, "REFDESK_DATA_DIR": str(self.folder), "REFDESK_TEND_SECONDS": "1", **env}
        self.worker = start(["-m", "flows.worker"], env=env, log=self.folder / "worker.log")
        return self.worker

    def connected(self, url: str) -> PrefectIngestion:
        """The web app's door to a Prefect server, with the installation's keys."""
        return PrefectIngestion(url, auth=AUTH, report_key=report_key(self.folder, None))

    def kill_worker(self) -> None:
        """SIGKILL, at once."""
        self.worker.kill()
        self.worker.wait()

    def close(self) -> None:
        """End everything."""
        stop(self.worker)
        self.ingestion.close()
        self.index.close()
        self.api.close()

    def log(self) -> str:
        """The end of the worker's log."""
        return (self.folder / "worker.log").read_text()[-4000:]

    def source(self, **fields: Any) -> SourceDefinition:
        """A new source with its deployment, of an organisation of its own."""
        definition = SourceDefinition(
            org_id=str(uuid.uuid4()), source_id=str(uuid.uuid4()), name="Manuals", kind="upload", **fields
        )
        self.ingestion.put_source(definition)
        return definition

    def upload(self, source: SourceDefinition, name: str, content: bytes) -> str:
        """Store bytes and put the row that wants them, as the web app does. Answers the document's id."""
        document_id = document_id_for(source.source_id, name)
        aside = self.storage.set_aside(io.BytesIO(content))
        self.storage.place_upload(aside, org_id=source.org_id, source_id=source.source_id, document_id=document_id)
        known = self.index.get(source.org_id, [document_id]).get(document_id)
        row = known or Document(document_id, source.org_id, source.source_id, name, name)
        wanted = replace(
            row,
            bytes=aside.bytes,
            wanted_hash=aside.sha256,
            listed_at=datetime.now(UTC),
            status=Status.PENDING,
            error=None,
            deleted_at=None,
            tombstone=False,
        )
        assert not self.index.put([wanted])
        return document_id

    def row(self, source: SourceDefinition, document_id: str) -> Document:
        """A document's row."""
        return self.index.get(source.org_id, [document_id])[document_id]

    def rows(self, source: SourceDefinition) -> list[Document]:
        """The living rows of a source."""
        scope = Scope(source.org_id, frozenset({source.source_id}))
        page = self.index.list(scope, limit=500)
        assert page.next_cursor is None
        return list(page.items)

    def found(self, source: SourceDefinition, words: str) -> list[str]:
        """The documents that a search for words finds, one entry per chunk."""
        scope = Scope(source.org_id, frozenset({source.source_id}))
        hits = self.index.search(scope, words, None, k=100, fusion=Fusion()).hits
        return [hit.document.document_id for hit in hits]

    def ended(self, sync: Sync, *, seconds: float = 60) -> Sync:
        """The sync once it has ended."""

        def look() -> Sync | None:
            now = self.ingestion.get(sync.id)
            return now if now is not None and now.status in ENDED else None

        try:
            return wait_for(look, seconds=seconds)
        except AssertionError:
            raise AssertionError(f"{self.ingestion.get(sync.id)}\n{self.log()}") from None

    def synced(self, source: SourceDefinition, **how: Any) -> Sync:
        """Request a sync and wait until it has ended."""
        return self.ended(self.ingestion.start(source.source_id, **how))


def manual(words: str, *, paragraphs: int = 3) -> bytes:
    """A Markdown file that says certain words in every paragraph."""
    lines = [f"Paragraph {number} explains {words} at length, and what to do about it." for number in range(paragraphs)]
    return ("# A manual\n\n" + "\n\n".join(lines) + "\n").encode()
