"""The only door to providers. Everybody of an organisation may see which there are; owners and admins set them up.

Free of Flask.
"""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.auth.models import Organization
from webapp.auth.principal import Principal
from webapp.errors import Forbidden, NotFound
from webapp.providers.models import Kind, Provider
from webapp.sql.database import is_id

SET_UP = frozenset({"owner", "admin"})


def may_set_up(principal: Principal) -> bool:
    """Whether somebody may set up the organisation's models, and see where they are."""
    return principal.role in SET_UP


def get_provider(session: Session, principal: Principal, provider_id: str) -> Provider:
    """A provider of the principal's organisation. Raises ``NotFound``."""
    mine = select(Provider).where(Provider.org_id == principal.org_id, Provider.id == provider_id)
    found = session.scalar(mine) if is_id(provider_id) else None
    if found is None:
        raise NotFound("There is no such provider.")
    return found


def get_own_provider(session: Session, principal: Principal, provider_id: str) -> Provider:
    """One that the principal may change and ask. Raises ``NotFound`` or ``Forbidden`` (``admins_only``)."""
    found = get_provider(session, principal, provider_id)
    refuse_others(principal)
    return found


def refuse_others(principal: Principal) -> None:
    """Raises ``Forbidden`` (``admins_only``) for who does not run the organisation."""
    if not may_set_up(principal):
        raise Forbidden("Only an owner or admin of the organisation may do that.", code="admins_only")


def providers_of(session: Session, org_id: str, *, kind: Kind | None = None) -> Sequence[Provider]:
    """An organisation's providers in their order."""
    mine = select(Provider).where(Provider.org_id == org_id).order_by(Provider.position, Provider.id)
    return session.scalars(mine if kind is None else mine.where(Provider.kind == kind)).all()


def providers_by_id(session: Session, org_id: str, provider_ids: Sequence[str]) -> dict[str, Provider]:
    """Those of an organisation's providers that there still are."""
    mine = select(Provider).where(Provider.org_id == org_id, Provider.id.in_(provider_ids))
    return {row.id: row for row in session.scalars(mine)}


def lock_providers(session: Session, principal: Principal) -> None:
    """Nobody else changes their number and order until the transaction ends."""
    session.execute(select(Organization.id).where(Organization.id == principal.org_id).with_for_update())


def sealed_otherwise(session: Session, key_id: str) -> Sequence[Provider]:
    """Of all organisations: those whose key is under another secret than this one."""
    other = select(Provider).where(Provider.sealed_key.is_not(None), Provider.key_id != key_id)
    return session.scalars(other).all()


def number(session: Session, order: Sequence[Provider]) -> None:
    """Their positions are those in this order."""
    for position, row in enumerate(order):
        session.execute(update(Provider).where(Provider.id == row.id).values(position=position))
        row.position = position


def provider_names(session: Session, org_id: str) -> dict[str, str]:
    """What an organisation's providers are called, by id."""
    rows = session.execute(select(Provider.id, Provider.name).where(Provider.org_id == org_id))
    return {row.id: row.name for row in rows}
