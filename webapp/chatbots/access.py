"""The only door to chatbots: every getter takes the principal, unknown and forbidden are one answer. Free of Flask."""

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlalchemy.orm import Session

from pipelines.types import Page
from webapp.auth.principal import Principal
from webapp.chatbots.models import Chatbot
from webapp.errors import NotFound
from webapp.sql.database import is_id
from webapp.sql.pagination import paginate


def visible() -> ColumnElement[bool]:
    """Which chatbots an organisation sees, for statements that are put together once and told its ``org_id``."""
    return and_(Chatbot.org_id == bindparam("org_id"), Chatbot.deleted_at.is_(None))


# Of every question and search: put together once, since that takes longer than asking.
_VISIBLE = select(Chatbot).where(visible())
_ONE = _VISIBLE.where(Chatbot.id == bindparam("chatbot_id"))


def get_chatbot(session: Session, principal: Principal, chatbot_id: str) -> Chatbot:
    """A chatbot of the principal's organisation. Raises ``NotFound``."""
    asked = {"org_id": principal.org_id, "chatbot_id": chatbot_id}
    found = session.scalar(_ONE, asked) if is_id(chatbot_id) else None
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
    mine = _VISIBLE.params(org_id=principal.org_id)
    return paginate(session, mine, keys=[Chatbot.id], cursor=cursor, limit=limit, descending=True)
