"""The only door to conversations and messages: unknown, deleted and other organisations' are all NotFound.

Until roles exist, every member sees everything of the organisation. Free of Flask.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import Session

from pipelines.types import Page
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot, visible
from webapp.chatbots.models import Chatbot
from webapp.conversations.models import Conversation, Message
from webapp.errors import NotFound
from webapp.sql.database import is_id
from webapp.sql.pagination import Key, paginate

# Of every question: put together once, since that takes longer than asking.
_TALK = (
    select(Conversation, Chatbot)
    .join(Chatbot, Chatbot.id == Conversation.chatbot_id)
    .where(
        Conversation.org_id == bindparam("org_id"),
        Conversation.deleted_at.is_(None),
        visible(),
        Conversation.id == bindparam("conversation_id"),
    )
)


def get_conversation(session: Session, principal: Principal, conversation_id: str) -> Conversation:
    """A conversation of a chatbot that the principal may see. Raises ``NotFound``."""
    return get_talk(session, principal, conversation_id)[0]


def get_talk(session: Session, principal: Principal, conversation_id: str) -> tuple[Conversation, Chatbot]:
    """A conversation and its chatbot, in one statement: every question begins with them. Raises ``NotFound``."""
    asked = {"org_id": principal.org_id, "conversation_id": conversation_id}
    row = session.execute(_TALK, asked).first() if is_id(conversation_id) else None
    if row is None:
        raise NotFound("There is no such conversation.")
    talk, chatbot = row
    return talk, chatbot


def list_conversations(
    session: Session, principal: Principal, chatbot_id: str, *, q: str | None, cursor: str | None, limit: int
) -> Page[Conversation]:
    """A chatbot's conversations, the last used first; ``q``: a part of the title. Raises ``NotFound``."""
    get_chatbot(session, principal, chatbot_id)
    mine = select(Conversation).where(_mine(principal), Conversation.chatbot_id == chatbot_id)
    if q:
        mine = mine.where(Conversation.title.icontains(q, autoescape=True))
    keys: list[Key] = [Conversation.updated_at, Conversation.id]
    return paginate(session, mine, keys=keys, cursor=cursor, limit=limit, descending=True)


def list_messages(
    session: Session,
    principal: Principal,
    conversation_id: str,
    *,
    cursor: str | None,
    limit: int,
    set_aside: bool = False,
) -> Page[Message]:
    """A conversation's messages, oldest first; ``set_aside``: also those that were replaced. Raises ``NotFound``."""
    get_conversation(session, principal, conversation_id)
    mine = select(Message).where(Message.conversation_id == conversation_id)
    if not set_aside:
        mine = mine.where(Message.set_aside_at.is_(None))
    return paginate(session, mine, keys=[Message.id], cursor=cursor, limit=limit)


def every_message(
    session: Session, principal: Principal, conversation_id: str, *, set_aside: bool = False
) -> Sequence[Message]:
    """All messages of a conversation, oldest first; those that were set aside if wanted. Raises ``NotFound``."""
    get_conversation(session, principal, conversation_id)
    mine = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.id)
    return session.scalars(mine if set_aside else mine.where(Message.set_aside_at.is_(None))).all()


def questions_of(session: Session, principal: Principal, conversation_id: str) -> Sequence[str]:
    """What was asked in a conversation, also what was replaced. Raises ``NotFound``."""
    get_conversation(session, principal, conversation_id)
    mine = (Message.conversation_id == conversation_id) & (Message.role == "user")
    return session.scalars(select(Message.content).where(mine)).all()


def get_answer(session: Session, principal: Principal, message_id: str) -> Message:
    """An answer in a conversation that the principal may see; a question is none. Raises ``NotFound``."""
    row = session.get(Message, message_id) if is_id(message_id) else None
    if row is None or row.role != "assistant":
        raise _no_message()
    try:
        get_conversation(session, principal, row.conversation_id)
    except NotFound as hidden:
        raise _no_message() from hidden
    return row


def get_question(session: Session, principal: Principal, message_id: str, *, conversation_id: str) -> Message:
    """A question of a conversation that the principal may see. Raises ``NotFound``."""
    get_conversation(session, principal, conversation_id)
    row = session.get(Message, message_id) if is_id(message_id) else None
    if row is None or row.role != "user" or row.conversation_id != conversation_id:
        raise NotFound("There is no such question in this conversation.")
    return row


def running(session: Session, holder_id: str, *, but: str | None = None) -> int:
    """Answers that the installation's model is making for an organisation, or for a person; one of them not counted."""
    mine = (Conversation.org_id == holder_id) | (Conversation.user_id == holder_id)
    counted = select(func.count()).select_from(Message).join(Conversation)
    made = counted.join(Chatbot, Chatbot.id == Conversation.chatbot_id).where(Message.status == "running", mine)
    made = made.where(Chatbot.provider_id.is_(None))
    return session.scalars(made if but is None else made.where(Message.id != but)).one()


def _mine(principal: Principal) -> ColumnElement[bool]:
    return and_(Conversation.org_id == principal.org_id, Conversation.deleted_at.is_(None))


def _no_message() -> NotFound:
    return NotFound("There is no such answer.")
