"""The only door to chatbots: every getter takes the principal, unknown and forbidden are one answer. Free of Flask."""

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from pipelines.types import Page
from webapp.auth.principal import Principal
from webapp.chatbots.models import Chatbot
from webapp.errors import NotFound
from webapp.sql.database import is_id
from webapp.sql.pagination import paginate


def get_chatbot(session: Session, principal: Principal, chatbot_id: str) -> Chatbot:
    """A chatbot of the principal's organisation. Raises ``NotFound``."""
    found = session.scalar(_visible(principal).where(Chatbot.id == chatbot_id)) if is_id(chatbot_id) else None
    if found is None:
        raise NotFound("There is no such chatbot.")
    return found


def get_chatbot_locked(session: Session, principal: Principal, chatbot_id: str) -> Chatbot:
    """Like ``get_chatbot``, and nobody else gets it locked before this transaction ends."""
    found = get_chatbot(session, principal, chatbot_id)
    session.refresh(found, with_for_update=True)
    return found


def list_chatbots(session: Session, principal: Principal, *, cursor: str | None, limit: int) -> Page[Chatbot]:
    """The organisation's chatbots, newest first."""
    return paginate(session, _visible(principal), keys=[Chatbot.id], cursor=cursor, limit=limit, descending=True)


def visible(principal: Principal) -> ColumnElement[bool]:
    """Which chatbots the principal may see, for statements that read more than them."""
    return and_(Chatbot.org_id == principal.org_id, Chatbot.deleted_at.is_(None))


def _visible(principal: Principal) -> Select[tuple[Chatbot]]:
    return select(Chatbot).where(visible(principal))
