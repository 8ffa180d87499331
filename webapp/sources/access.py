"""The only door to sources: unknown, deleted and other organisations' are all NotFound. Free of Flask."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from pipelines.types import Page, Visibility
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot, get_chatbot_locked
from webapp.errors import NotFound
from webapp.sources.models import Source
from webapp.sql.database import is_id
from webapp.sql.pagination import paginate

UPLOAD = "upload"
# Of every question and search: put together once, since that takes longer than asking.
_LIVING = select(Source).where(Source.deleted_at.is_(None))
_KNOWLEDGE = _LIVING.where(Source.org_id == bindparam("org_id"), Source.chatbot_id == bindparam("chatbot_id"))


def get_source(session: Session, principal: Principal, source_id: str) -> Source:
    """A source that is not deleted. Raises ``NotFound``."""
    row = get_source_or_deleted(session, principal, source_id)
    if row.deleted_at is not None:
        raise _unknown()
    return row


def get_source_or_deleted(session: Session, principal: Principal, source_id: str) -> Source:
    """A source, also a deleted one: citations of its documents still open. Raises ``NotFound``."""
    row = session.get(Source, source_id) if is_id(source_id) else None
    if row is None or row.org_id != principal.org_id:
        raise _unknown()
    return row


def private_among(session: Session, org_id: str, source_ids: Collection[str]) -> frozenset[str]:
    """Those of an organisation's sources that may not be quoted now, deleted ones among them."""
    private = Source.visibility == Visibility.PRIVATE.value
    mine = select(Source.id).where(Source.org_id == org_id, private, Source.id.in_(list(source_ids)))
    return frozenset(session.scalars(mine).all())


def list_sources(
    session: Session, principal: Principal, chatbot_id: str, *, cursor: str | None, limit: int
) -> Page[Source]:
    """The sources of a chatbot, oldest first. Raises ``NotFound``."""
    get_chatbot(session, principal, chatbot_id)
    mine = _KNOWLEDGE.params(org_id=principal.org_id, chatbot_id=chatbot_id)
    return paginate(session, mine, keys=[Source.id], cursor=cursor, limit=limit)


def own_source(session: Session, principal: Principal, chatbot_id: str) -> Source | None:
    """The chatbot's own upload source: the oldest one that may be quoted; None where there is none yet.

    The chatbot is locked: who finds none may make one. Raises ``NotFound``.
    """
    get_chatbot_locked(session, principal, chatbot_id)
    mine = _KNOWLEDGE.params(org_id=principal.org_id, chatbot_id=chatbot_id)
    own = mine.where(Source.kind == UPLOAD, Source.visibility == Visibility.CITABLE.value).order_by(Source.id)
    return session.scalars(own.limit(1)).first()


def knowledge_of(session: Session, principal: Principal, chatbot_id: str) -> Sequence[Source]:
    """All sources that a chatbot may search for this principal. Raises ``NotFound``."""
    get_chatbot(session, principal, chatbot_id)
    return session.scalars(_KNOWLEDGE, {"org_id": principal.org_id, "chatbot_id": chatbot_id}).all()


def sources_of_chatbots(session: Session, chatbot_ids: Sequence[str]) -> Sequence[Source]:
    """The sources of chatbots that the caller has got through their own door."""
    return session.scalars(_LIVING.where(Source.chatbot_id.in_(chatbot_ids))).all()


def unmended_sources(session: Session) -> Sequence[Source]:
    """Sources whose deployment or documents were not yet made to agree with the row."""
    gone = Source.deleted_at.is_not(None) & Source.retired_at.is_(None)
    behind = Source.revision != Source.deployed_revision
    return session.scalars(select(Source).where(or_(behind, gone)).order_by(Source.id)).all()


def deployed_sources(session: Session) -> Sequence[Source]:
    """Living sources whose deployment agreed with the row when it was last told."""
    return session.scalars(_LIVING.where(Source.revision == Source.deployed_revision)).all()


def _unknown() -> NotFound:
    return NotFound("There is no such source.")
