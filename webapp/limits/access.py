"""The only door to what was used. Free of Flask."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from webapp.auth.models import Organization, User
from webapp.auth.principal import Principal
from webapp.errors import NotFound
from webapp.limits.models import KeptRoom, UsageModel, UsageMonth
from webapp.sql.database import new_id, now

# Of every upload: put together once, since that takes several times as long as asking.
_MINE = KeptRoom.org_id == bindparam("whose")
_KEPT = select(func.coalesce(func.sum(KeptRoom.documents), 0), func.coalesce(func.sum(KeptRoom.bytes), 0)).where(
    _MINE, KeptRoom.until >= bindparam("at")
)
_KEEP = insert(KeptRoom)
_GIVE_BACK = delete(KeptRoom).where(_MINE, or_(KeptRoom.id == bindparam("kept"), KeptRoom.until < bindparam("at")))


def count(
    session: Session, month: str, used: Mapping[str, Mapping[str, int]], *, org_id: str
) -> Mapping[str, UsageMonth]:
    """Add to the months of holders of an organisation, and read them as they stand then.

    ``used``: the same columns for each holder's id. Until the transaction ends no other can add to theirs; they are
    taken in the order given.
    """
    rows = [{"holder_id": one, "month": month, "org_id": org_id, **_from_zero(more)} for one, more in used.items()]
    counted = _counting(session.get_bind().dialect.name, tuple(next(iter(used.values()))), len(rows))
    values = {_numbered(name, at): value for at, row in enumerate(rows) for name, value in row.items()}
    # Not through the session, which would take the values for rows of their own.
    return {row.holder_id: UsageMonth(**row._asdict()) for row in session.connection().execute(counted, values)}


@dataclass(frozen=True, slots=True, order=True)
class Used:
    """A model that was asked; ``currency`` is empty where it has no price."""

    provider_id: str
    model: str
    currency: str


def count_models(session: Session, org_id: str, month: str, *, used: Mapping[Used, Mapping[str, int]]) -> None:
    """Add to what an organisation's calls of models cost in a month. Always in one order, as ``count``."""
    put: Any = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    for one, more in sorted(used.items()):
        statement = put(UsageModel).values(org_id=org_id, month=month, **asdict(one), **more)
        added = {name: getattr(UsageModel, name) + statement.excluded[name] for name in more}
        keys = ["org_id", "month", "provider_id", "model", "currency"]
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=added))


def models_of_month(session: Session, principal: Principal, month: str, *, limit: int) -> Sequence[UsageModel]:
    """What the asking one's organisation has asked models for, those that read and wrote most first."""
    mine = select(UsageModel).where(UsageModel.org_id == principal.org_id, UsageModel.month == month)
    most = (UsageModel.prompt_tokens + UsageModel.completion_tokens).desc()
    return session.scalars(mine.order_by(most, UsageModel.provider_id, UsageModel.model).limit(limit)).all()


def month_of_holder(session: Session, holder_id: str, month: str) -> UsageMonth:
    """What a holder has used; nothing where no row says so."""
    row = session.get(UsageMonth, (holder_id, month))
    return row or UsageMonth(holder_id=holder_id, month=month, **_from_zero({}))


def months_of_people(
    session: Session, principal: Principal, month: str, *, limit: int
) -> Sequence[tuple[UsageMonth, User]]:
    """What people of the asking one's organisation have used, who asked most first."""
    mine = select(UsageMonth, User).join(User, User.id == UsageMonth.holder_id)
    mine = mine.where(User.org_id == principal.org_id, UsageMonth.month == month)
    found = session.execute(mine.order_by(UsageMonth.questions.desc(), User.id).limit(limit)).all()
    return [(row[0], row[1]) for row in found]


def lock_organization(session: Session, org_id: str) -> None:
    """Nobody else passes here for this organisation until the transaction ends; on SQLite every writer waits anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(select(Organization.id).where(Organization.id == org_id).with_for_update())


def kept_room(session: Session, org_id: str) -> tuple[int, int]:
    """Documents and bytes that others keep room for."""
    documents, size = session.connection().execute(_KEPT, {"whose": org_id, "at": now()}).one()
    return int(documents), int(size)


def keep_room(session: Session, org_id: str, *, documents: int, size: int, until: datetime) -> str:
    """Keep room for so many; answers the id by which it is given back."""
    kept_id = new_id()
    room = {"id": kept_id, "org_id": org_id, "documents": documents, "bytes": size, "until": until}
    session.connection().execute(_KEEP, room)
    return kept_id


def give_back(session: Session, org_id: str, kept_id: str) -> None:
    """The room is no longer kept, nor what killed processes of this organisation left."""
    session.connection().execute(_GIVE_BACK, {"whose": org_id, "kept": kept_id, "at": now()})


def organization_named(session: Session, named: str) -> Organization:
    """An organisation by its id or slug, for operators. Raises ``NotFound``."""
    row = session.scalar(select(Organization).where((Organization.id == named) | (Organization.slug == named)))
    if row is None:
        raise NotFound("There is no such organisation.")
    return row


def set_plan(session: Session, organization: Organization, plan: str | None) -> None:
    """Give an organisation a plan; None: the installation's."""
    session.execute(update(Organization).where(Organization.id == organization.id).values(plan=plan))
    organization.plan = plan


@lru_cache(maxsize=64)
def _counting(dialect: str, names: Sequence[str], holders: int) -> Any:
    """The statement that adds to these columns of so many months, its values named as by ``_numbered``."""
    put: Any = postgresql_insert if dialect == "postgresql" else sqlite_insert
    columns = ("holder_id", "month", "org_id", *_from_zero({}))
    rows: list[dict[str, Any]] = [{name: bindparam(_numbered(name, at)) for name in columns} for at in range(holders)]
    statement = put(UsageMonth).values(rows)
    added = {name: getattr(UsageMonth, name) + statement.excluded[name] for name in names}
    counted = statement.on_conflict_do_update(index_elements=["holder_id", "month"], set_=added)
    return counted.returning(UsageMonth)


def _numbered(name: str, at: int) -> str:
    return f"{name}_{at}"


def _from_zero(used: Mapping[str, int]) -> dict[str, int]:
    return {"questions": 0, "prompt_tokens": 0, "completion_tokens": 0, "cost_micros": 0, **used}
