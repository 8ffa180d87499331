"""A question's rows: what it takes along, what it replaces, and the answer-to-be. Free of Flask."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from pipelines.questions import Question, Turn
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.chatbots.models import Chatbot
from webapp.conversations.access import get_question
from webapp.conversations.chosen import Chosen
from webapp.conversations.models import Conversation, Gap, Message
from webapp.conversations.repeats import answer_of
from webapp.conversations.silencing import shown
from webapp.conversations.titles import name
from webapp.errors import Conflicting
from webapp.sources.services import Searchable
from webapp.sql.database import new_id, now

TURNS = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks: ``replaces`` a question of the same conversation, with what followed it."""

    content: str
    key: str | None = None
    replaces: str | None = None
    documents: Chosen = field(default_factory=lambda: Chosen({}))


@dataclass(frozen=True, slots=True)
class Stored:
    """A question whose rows are written: the answer's id, what was said before, whose answers were set aside."""

    message_id: str
    history: tuple[Turn, ...]
    stopping: Sequence[str] = ()


def put(session: Session, principal: Principal, talk: Conversation, *, wanted: Wanted, maker: str) -> Stored:
    """Store question and answer-to-be. Raises ``NotFound`` or ``Conflicting`` for what cannot be replaced, and
    ``IntegrityError`` when the key is taken.
    """
    before, stopping = _set_aside(session, principal, talk, question_id=wanted.replaces)
    history = history_of(session, talk.id)
    if not (before and history):
        name(session, talk, wanted.content, renamed=before)
    talk.updated_at = moment = now()
    question_id = new_id()
    answer_id = answer_of(question_id)
    common = {"conversation_id": talk.id, "created_at": moment}
    asked = Message(
        id=question_id,
        role="user",
        content=wanted.content,
        status="done",
        idempotency_key=wanted.key,
        replaces=wanted.replaces,
        documents=wanted.documents.stored,
        filters=wanted.documents.filters,
        **common,
    )
    running = Message(id=answer_id, role="assistant", status="running", heartbeat_at=moment, maker=maker, **common)
    session.add_all([asked, running])
    session.flush()
    return Stored(answer_id, history, stopping)


def answering_chatbot(session: Session, principal: Principal, chatbot_id: str) -> Chatbot:
    """A chatbot that answers. Raises ``NotFound`` or ``Conflicting`` (``chatbot_paused``)."""
    return awake(get_chatbot(session, principal, chatbot_id))


def awake(chatbot: Chatbot) -> Chatbot:
    """The chatbot, if it answers. Raises ``Conflicting`` (``chatbot_paused``)."""
    if chatbot.is_paused:
        raise Conflicting("This chatbot is paused; set its status to active first.", code="chatbot_paused")
    return chatbot


def question_for(
    chatbot: Chatbot, content: str, *, searchable: Searchable, history: tuple[Turn, ...], documents: Chosen
) -> Question:
    """The question with everything that decides its answer."""
    return Question(
        text=content,
        scope=documents.narrowed(searchable.scope),
        visibility=searchable.visibility,
        history=history,
        instructions=chatbot.instructions,
        # A provider's name of a model means nothing to the installation's own.
        model=None if chatbot.provider_id else chatbot.model_name,
        temperature=chatbot.temperature,
        top_k=chatbot.top_k,
        alpha=chatbot.alpha,
        min_confidence=chatbot.min_confidence,
        claims=chatbot.claims,
        pii=chatbot.pii,
    )


def history_of(session: Session, conversation_id: str, *, before: Message | None = None) -> tuple[Turn, ...]:
    """The latest turns that were not set aside; ``before`` a question: as they stood when it was put."""
    mine = select(Message).where(Message.conversation_id == conversation_id, Message.status.in_(("done", "stopped")))
    if before is None:
        mine = mine.where(Message.set_aside_at.is_(None))
    else:
        still = or_(Message.set_aside_at.is_(None), Message.set_aside_at > before.created_at)
        mine = mine.where(Message.id < before.id, still)
    rows = session.scalars(mine.order_by(Message.id.desc()).limit(2 * TURNS)).all()
    turns: list[Turn] = []
    question: Message | None = None
    org_id = session.get_one(Conversation, conversation_id).org_id
    for row in shown(session, org_id, rows[::-1]):
        if row.role == "user":
            question = row
        elif question is not None and row.content:
            turns += [Turn("user", question.content), Turn("assistant", row.content)]
            question = None
    return tuple(turns)


def _set_aside(
    session: Session, principal: Principal, talk: Conversation, *, question_id: str | None
) -> tuple[str | None, Sequence[str]]:
    """A question and what followed it no longer count; they stay readable. Answers its words, and which answers are to
    stop.
    """
    if question_id is None:
        return None, ()
    question = get_question(session, principal, question_id, conversation_id=talk.id)
    if question.set_aside_at is not None:
        raise Conflicting("That question was replaced before; read the conversation again.", code="already_replaced")
    followed = (Message.conversation_id == talk.id) & (Message.id >= question_id) & Message.set_aside_at.is_(None)
    ids = session.scalars(select(Message.id).where(followed)).all()
    running = session.scalars(select(Message.id).where(followed, Message.status == "running")).all()
    session.execute(update(Message).where(Message.id.in_(running)).values(stop_requested=True))
    session.execute(update(Message).where(followed).values(set_aside_at=now()))
    # What could not be answered is asked again: it counts once.
    session.execute(delete(Gap).where(Gap.message_id.in_(ids)))
    return question.content, running
