"""The only door to accounts. Free of Flask."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from webapp.auth.models import Login, Organization, User
from webapp.auth.principal import Principal
from webapp.sql.database import is_id

# Of every request: put together once, since that takes several times as long as asking.
_PRINCIPAL = (
    select(User.id, User.org_id, User.role, Organization.plan)
    .join(Login, Login.user_id == User.id)
    .join(Organization, Organization.id == User.org_id)
    .where(
        User.id == bindparam("user_id"),
        User.is_active,
        Login.id == bindparam("login_id"),
        Login.revoked_at.is_(None),
        Login.expires_at > bindparam("at"),
    )
)
_OWN_USER = select(User).where(User.id == bindparam("user_id"))


def user_by_email(session: Session, email: str) -> User | None:
    """The user with a normalised address."""
    return session.scalar(select(User).where(User.email == email))


def principal_of(session: Session, *, user_id: str, login_id: str, at: datetime) -> Principal | None:
    """Who a token speaks for, while the user is active and the login neither revoked nor over."""
    if not (is_id(user_id) and is_id(login_id)):
        return None
    row = session.connection().execute(_PRINCIPAL, {"user_id": user_id, "login_id": login_id, "at": at}).first()
    return Principal(row.id, row.org_id, row.role, login_id, row.plan) if row else None


def own_user(session: Session, principal: Principal) -> User:
    """The row of the asking user."""
    return session.scalars(_OWN_USER, {"user_id": principal.user_id}).one()


def address_of(session: Session, user_id: str) -> str | None:
    """A user's normalised address."""
    return session.scalar(select(User.email).where(User.id == user_id))


def first_users(session: Session, *, number: int) -> Sequence[tuple[str, str]]:
    """Ids and addresses of those who were first to register, oldest first: ids are ordered by time."""
    found = session.execute(select(User.id, User.email).order_by(User.id).limit(number))
    return [(row.id, row.email) for row in found]


def slug_taken(session: Session, slug: str) -> bool:
    """Whether an organisation has it."""
    return session.scalar(select(Organization.id).where(Organization.slug == slug)) is not None


def exchange_token(
    session: Session, *, login_id: str, used: str, fresh: str, expires_at: datetime, at: datetime
) -> bool:
    """Replace a login's refresh token, if ``used`` is the current one and the login is not revoked. Atomic."""
    changed = session.connection().execute(
        update(Login)
        .where(Login.id == login_id, Login.token_id == used, Login.revoked_at.is_(None))
        .values(token_id=fresh, expires_at=expires_at, previous_token_id=used, exchanged_at=at)
    )
    return changed.rowcount == 1


def exchanged_just_now(session: Session, *, login_id: str, used: str, since: datetime) -> Login | None:
    """The login, if ``used`` is the token before its present one and was exchanged after that moment."""
    return session.scalar(
        select(Login).where(
            Login.id == login_id,
            Login.previous_token_id == used,
            Login.exchanged_at >= since,
            Login.revoked_at.is_(None),
        )
    )


def revoke_login(session: Session, login_id: str, *, at: datetime) -> None:
    """End a login: its refresh tokens and its access tokens."""
    session.execute(update(Login).where(Login.id == login_id, Login.revoked_at.is_(None)).values(revoked_at=at))
