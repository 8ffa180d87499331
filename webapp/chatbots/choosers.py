"""Which chatbots have chosen a provider of models: ``webapp.providers.services.Choosers``. Free of Flask."""

from collections.abc import Mapping

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.chatbots.models import Chatbot


class ChatbotChoosers:
    """Over the rows of chatbots; who may ask was found out before."""

    def choosing(self, session: Session, org_id: str) -> Mapping[str, int]:
        """How many chatbots have chosen each provider."""
        chosen = select(Chatbot.provider_id, func.count()).where(
            Chatbot.org_id == org_id, Chatbot.deleted_at.is_(None), Chatbot.provider_id.is_not(None)
        )
        rows = session.execute(chosen.group_by(Chatbot.provider_id)).all()
        return {row[0]: row[1] for row in rows}

    def unchoose(self, session: Session, org_id: str, provider_id: str) -> int:
        """They are answered by the installation's model from now on, by its name for it. Answers how many."""
        theirs = update(Chatbot).where(Chatbot.org_id == org_id, Chatbot.provider_id == provider_id)
        # The name of a model means nothing to another provider.
        changed = session.connection().execute(theirs.values(provider_id=None, model_name=None))
        return changed.rowcount
