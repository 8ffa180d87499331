"""Which chatbots have chosen a provider of models: ``webapp.providers.services.Choosers``. Free of Flask."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.chatbots.models import Chatbot


class ChatbotChoosers:
    """Over the rows of chatbots; who may ask was found out before."""

    def choosing(self, session: Session, org_id: str) -> Mapping[str, int]:
        """How many chatbots have chosen each provider."""
        found: Counter[str] = Counter()
        for column in (Chatbot.provider_id, Chatbot.reranker_id):
            mine = (Chatbot.org_id == org_id, Chatbot.deleted_at.is_(None), column.is_not(None))
            rows = session.execute(select(column, func.count()).where(*mine).group_by(column)).all()
            found.update({row[0]: row[1] for row in rows})
        return found

    def unchoose(self, session: Session, org_id: str, provider_id: str) -> int:
        """They are answered by the installation's model from now on, by its name for it. Answers how many."""
        theirs = update(Chatbot).where(Chatbot.org_id == org_id, Chatbot.provider_id == provider_id)
        # The name of a model means nothing to another provider.
        changed = session.connection().execute(theirs.values(provider_id=None, model_name=None))
        ranked = update(Chatbot).where(Chatbot.org_id == org_id, Chatbot.reranker_id == provider_id)
        return changed.rowcount + session.connection().execute(ranked.values(reranker_id=None)).rowcount
