"""What chatbots ask about their knowledge, answered from sources. Free of Flask."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import update

from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.index.protocol import Index
from pipelines.types import Scope, Status
from webapp.chatbots.knowledge import Tally
from webapp.prefect.ingestion import Ingestion, IngestionUnavailable
from webapp.sources.access import sources_of_chatbots
from webapp.sources.mending import Mending
from webapp.sources.models import Source
from webapp.sql.database import Database, now


class SourceKnowledge:
    """Implements ``webapp.chatbots.knowledge.Knowledge``."""

    def __init__(self, db: Database, *, index: Index, ingestion: Ingestion, mending: Mending) -> None:
        self._db = db
        self._index = index
        self._ingestion = ingestion
        self._mending = mending

    def has_sources(self, chatbot_ids: Sequence[str]) -> frozenset[str]:
        """Which of these chatbots have at least one source."""
        return frozenset(self._by_source(chatbot_ids).values())

    def is_processing(self, chatbot_ids: Sequence[str]) -> frozenset[str]:
        """Which of these chatbots have a source that is being synced. Where that is unknown: none."""
        chatbots = self._by_source(chatbot_ids)
        if not chatbots:
            return frozenset()
        try:
            active = self._ingestion.active(list(chatbots))
        except IngestionUnavailable:
            return frozenset()
        return frozenset(chatbots[source_id] for source_id in active if source_id in chatbots)

    def documents(self, org_id: str, chatbot_ids: Sequence[str]) -> Mapping[str, Tally] | None:
        """One call to the index for all of them."""
        chatbots = self._by_source(chatbot_ids)
        counted: dict[str, Counter[Status]] = {chatbot_id: Counter() for chatbot_id in chatbot_ids}
        try:
            found = self._index.counts(Scope(org_id, frozenset(chatbots))) if chatbots else {}
        except (IndexUnavailable, IndexTimeout):
            return None
        for source_id, counts in found.items():
            counted[chatbots[source_id]].update(counts)
        return {chatbot_id: _tally(counts) for chatbot_id, counts in counted.items()}

    def forget(self, chatbot_id: str) -> None:
        """Delete the chatbot's sources: out of every Scope now, deployments and documents in the background."""
        with self._db.writing() as session:
            session.execute(
                update(Source)
                .where(Source.chatbot_id == chatbot_id, Source.deleted_at.is_(None))
                .values(deleted_at=now(), revision=Source.revision + 1)
            )
        self._mending.soon()

    def _by_source(self, chatbot_ids: Sequence[str]) -> dict[str, str]:
        if not chatbot_ids:
            return {}
        with self._db.reading() as session:
            return {row.id: row.chatbot_id for row in sources_of_chatbots(session, chatbot_ids)}


def _tally(counts: Mapping[Status, int]) -> Tally:
    return Tally(
        indexed=counts.get(Status.INDEXED, 0),
        failed=counts.get(Status.FAILED, 0),
        skipped=counts.get(Status.SKIPPED, 0),
        waiting=counts.get(Status.PENDING, 0) + counts.get(Status.PROCESSING, 0),
    )
