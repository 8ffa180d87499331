"""What chatbots ask about their knowledge, answered from sources. Free of Flask."""

from collections.abc import Sequence

from sqlalchemy import update

from webapp.prefect.ingestion import Ingestion, IngestionUnavailable
from webapp.sources.access import sources_of_chatbots
from webapp.sources.mending import Mending
from webapp.sources.models import Source
from webapp.sql.database import Database, now


class SourceKnowledge:
    """Implements ``webapp.chatbots.knowledge.Knowledge``."""

    def __init__(self, db: Database, *, ingestion: Ingestion, mending: Mending) -> None:
        self._db = db
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
