"""Sources: make, change, delete, and what of them a chatbot may search. Free of Flask."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pipelines.sources.kinds import KINDS
from pipelines.types import Page, Scope, Visibility
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.errors import Invalid
from webapp.prefect.ingestion import IngestionUnavailable
from webapp.sources.access import UPLOAD, get_source, knowledge_of, list_sources, own_source
from webapp.sources.deployments import Deployments, touch
from webapp.sources.mending import Mending
from webapp.sources.models import Source
from webapp.sources.states import SourceView, States
from webapp.sql.database import Database, now

# As ``refdesk ingest`` calls its own.
OWN_NAME = "Files"


@dataclass(frozen=True, slots=True)
class Searchable:
    """What a chatbot may search, and what it may say about each source."""

    scope: Scope
    visibility: Mapping[str, Visibility]


class Sources:
    """The sources of all organisations; every method takes who asks."""

    def __init__(self, db: Database, *, deployments: Deployments, mending: Mending, states: States) -> None:
        self._db = db
        self._deployments = deployments
        self._mending = mending
        self._states = states

    def page(self, principal: Principal, chatbot_id: str, *, cursor: str | None, limit: int) -> Page[SourceView]:
        """A chatbot's sources, oldest first. Raises ``NotFound``."""
        with self._db.reading() as session:
            rows = list_sources(session, principal, chatbot_id, cursor=cursor, limit=limit)
        return Page(self._states.views(principal.org_id, rows.items), rows.next_cursor)

    def create(self, principal: Principal, chatbot_id: str, values: Mapping[str, Any]) -> SourceView:
        """A new source, deployed at once where Prefect is there. Raises ``NotFound``."""
        with self._db.writing() as session:
            get_chatbot(session, principal, chatbot_id)
            row = Source(org_id=principal.org_id, chatbot_id=chatbot_id, **values)
            session.add(row)
        self._deployments.try_agree(row.id)
        return self._view(principal, row)

    def own(self, principal: Principal, chatbot_id: str) -> str:
        """The id of the chatbot's own upload source, made at first use. Raises ``NotFound``."""
        with self._db.writing() as session:
            row = own_source(session, principal, chatbot_id)
            if row is None:
                row = Source(org_id=principal.org_id, chatbot_id=chatbot_id, name=OWN_NAME, kind=UPLOAD)
                session.add(row)
        return row.id

    def get(self, principal: Principal, source_id: str) -> SourceView:
        """One source. Raises ``NotFound``."""
        with self._db.reading() as session:
            row = get_source(session, principal, source_id)
        return self._view(principal, row)

    def change(self, principal: Principal, source_id: str, values: Mapping[str, Any]) -> SourceView:
        """Set the given attributes; the deployment's schedule follows, and a sync where documents are read otherwise.

        Raises ``NotFound`` or ``Invalid``.
        """
        with self._db.writing() as session:
            row = get_source(session, principal, source_id)
            _check_config(row.kind, values)
            otherwise = _read_otherwise(row, values)
            for name, value in values.items():
                setattr(row, name, value)
            touch(session, row)
        if self._deployments.try_agree(source_id) and otherwise:
            # Nobody syncs uploads: what was read with comments would be found until the next file comes in.
            with suppress(IngestionUnavailable):
                self._deployments.start(source_id)
        return self._view(principal, row)

    def delete(self, principal: Principal, source_id: str) -> None:
        """Out of every Scope now; deployment and documents go in the background. Raises ``NotFound``."""
        with self._db.writing() as session:
            row = get_source(session, principal, source_id)
            row.deleted_at = now()
            touch(session, row)
        self._mending.soon()

    def searchable(self, principal: Principal, chatbot_id: str) -> Searchable:
        """What this chatbot may search for this principal. Raises ``NotFound``."""
        with self._db.reading() as session:
            rows = knowledge_of(session, principal, chatbot_id)
        scope = Scope(principal.org_id, frozenset(row.id for row in rows))
        return Searchable(scope, {row.id: Visibility(row.visibility) for row in rows})

    def _view(self, principal: Principal, row: Source) -> SourceView:
        return self._states.views(principal.org_id, [row])[0]


def _read_otherwise(row: Source, values: Mapping[str, Any]) -> bool:
    """Whether documents of the source are read another way after the change."""
    config = values.get("config")
    return config is not None and bool(config.get("comments")) != bool(row.config.get("comments"))


def _check_config(kind: str, values: Mapping[str, Any]) -> None:
    """A change names no kind: its configuration must be one of the kind that the source has."""
    if "config" not in values or kind not in KINDS:
        return
    try:
        KINDS[kind].config.model_validate(values["config"])
    except ValidationError as wrong:
        first = wrong.errors()[0]
        field = ".".join(("config", *map(str, first["loc"])))
        raise Invalid.field(field, first["msg"], first["type"]) from wrong
