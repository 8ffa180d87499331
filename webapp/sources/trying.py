"""A source is tried before it is saved: what its kind would list first, or why it cannot. Free of Flask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import structlog

from pipelines.errors import PipelineError
from pipelines.runs.sync import SyncError
from pipelines.sources.kinds import kind_named
from pipelines.storage.blobs import Storage
from pipelines.types import Document
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.sql.database import Database, new_id

FIRST = 5
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Tried:
    """What the kind found first; ``error`` says why it found nothing."""

    ok: bool
    first: Sequence[Document] = ()
    error: SyncError | None = None


class Trials:
    """Tries configurations; nothing is stored of them."""

    def __init__(self, db: Database, storage: Storage) -> None:
        self._db = db
        self._storage = storage

    def run(self, principal: Principal, chatbot_id: str, *, kind: str, config: Mapping[str, Any]) -> Tried:
        """The first few documents that such a source would list. Raises ``NotFound`` for the chatbot."""
        with self._db.reading() as session:
            get_chatbot(session, principal, chatbot_id)
        try:
            # The id is nobody's: what is listed for it is shown and forgotten.
            opened = kind_named(kind).opened(principal.org_id, new_id(), config=config, storage=self._storage)
            return Tried(ok=True, first=list(islice(opened.test(), FIRST)))
        except PipelineError as failed:
            log.info("source_trial_failed", kind=kind, code=failed.code)
            return Tried(ok=False, error=SyncError(code=failed.code, message=failed.message, action=failed.action))
