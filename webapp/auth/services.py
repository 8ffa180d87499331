"""Accounts: register, log in, refresh, log out. Free of Flask; each call is one short transaction."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.auth import access
from webapp.auth.lockouts import Lockouts, household
from webapp.auth.models import Login, Organization, User
from webapp.auth.passwords import Passwords
from webapp.auth.principal import Principal
from webapp.errors import Conflicting, Invalid, Unauthorized
from webapp.sql.database import Database, new_id, now

RESERVED = frozenset({"test", "example", "invalid", "localhost", "local", "internal", "lan", "home", "corp"})
# Tabs that wake together refresh the token that all of them have.
GRACE = timedelta(seconds=10)
WRONG = "E-mail or password is wrong."


@dataclass(frozen=True, slots=True)
class Registration:
    """What a new user tells. Without ``organization_name`` the organisation is named after the person."""

    email: str
    password: str
    password_confirm: str
    first_name: str
    last_name: str
    organization_name: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A login to make tokens of: the access token for ``login_id``, the refresh token with ``token_id``."""

    user: User
    login_id: str
    token_id: str
    access_expires_at: datetime
    refresh_expires_at: datetime


class Accounts:
    """The accounts of all organisations."""

    def __init__(self, db: Database, *, passwords: Passwords, access_life: timedelta, refresh_life: timedelta) -> None:
        self.db = db
        self.passwords = passwords
        self.access_life = access_life
        self.refresh_life = refresh_life
        self.lockouts = Lockouts()

    def register(self, new: Registration, *, address: str = "") -> Grant:
        """Create an organisation and its first user, logged in. Raises ``Invalid`` or ``Conflicting``."""
        email = normalised(new.email)
        if new.password != new.password_confirm:
            raise Invalid.field("password_confirm", "Differs from the password.", "password_mismatch")
        self.passwords.refuse_weak(new.password, email, new.first_name + new.last_name)
        hashed = self.passwords.hash(new.password, whose=household(address))
        try:
            with self.db.writing() as session:
                if access.user_by_email(session, email):
                    raise _taken()
                user = _add_user(session, new, email=email, password_hash=hashed)
                return self._grant(session, user)
        except IntegrityError as error:
            raise _taken() from error

    def login(self, email: str, password: str, *, address: str = "") -> Grant:
        """A new login, from an address. An unknown account takes as long and says the same as a wrong password.

        Raises ``Unauthorized`` and ``TooManyAttempts``.
        """
        account = _as_stored(email)
        self.lockouts.check(account, address)
        user = self._known(account, password, address=address)
        # Of many that were tried at once, those that come too late hear nothing either.
        self.lockouts.check(account, address)
        if user is None:
            self.lockouts.failed(account, address)
            raise Unauthorized(WRONG, code="wrong_credentials")
        self.lockouts.succeeded(account, address)
        with self.db.writing() as session:
            session.execute(delete(Login).where(Login.user_id == user.id, Login.expires_at < now()))
            return self._grant(session, session.get_one(User, user.id))

    def _known(self, account: str, password: str, *, address: str) -> User | None:
        """Whose password it is, while they are active."""
        with self.db.reading() as session:
            user = access.user_by_email(session, account)
        hashed = user.password_hash if user else None
        matches = self.passwords.matches(password, hashed, whose=household(address))
        return user if matches and user is not None and user.is_active else None

    def enter(self, email: str) -> Grant:
        """A new login of somebody who has proven otherwise who they are. Raises ``Unauthorized``."""
        with self.db.writing() as session:
            user = access.user_by_email(session, _as_stored(email))
            if user is None or not user.is_active:
                raise Unauthorized("There is no such account any more.", code="demo_code")
            return self._grant(session, user)

    def refresh(self, *, user_id: str, login_id: str, token_id: str) -> Grant:
        """Exchange a refresh token. One that was exchanged before ends the login: somebody has copied it.

        Within ``GRACE`` it gets what the first has got: that is another tab.
        """
        fresh, moment = secrets.token_urlsafe(16), now()
        expires_at = moment + self.refresh_life
        with self.db.writing() as session:
            principal = access.principal_of(session, user_id=user_id, login_id=login_id, at=moment)
            if principal and access.exchange_token(
                session, login_id=login_id, used=token_id, fresh=fresh, expires_at=expires_at, at=moment
            ):
                user = access.own_user(session, principal)
                return Grant(user, login_id, fresh, moment + self.access_life, expires_at)
            login = principal and access.exchanged_just_now(
                session, login_id=login_id, used=token_id, since=moment - GRACE
            )
            if principal and login:
                user = access.own_user(session, principal)
                return Grant(user, login_id, login.token_id, moment + self.access_life, login.expires_at)
            if principal:
                access.revoke_login(session, login_id, at=moment)
        # Raised outside the transaction: the revocation must be committed.
        raise Unauthorized("This refresh token is no longer valid; log in again.", code="token_revoked")

    def logout(self, login_id: str) -> None:
        """End a login, with all its tokens. Ended ones stay so."""
        with self.db.writing() as session:
            access.revoke_login(session, login_id, at=now())

    def principal(self, *, user_id: str, login_id: str) -> Principal:
        """Who a valid access token speaks for now. Raises ``Unauthorized`` when the user or login has ended."""
        with self.db.reading() as session:
            principal = access.principal_of(session, user_id=user_id, login_id=login_id, at=now())
        if principal is None:
            raise Unauthorized("This token is no longer valid; log in again.", code="token_revoked")
        return principal

    def me(self, principal: Principal) -> User:
        """The asking user."""
        with self.db.reading() as session:
            return access.own_user(session, principal)

    def _grant(self, session: Session, user: User) -> Grant:
        moment = now()
        login = Login(user_id=user.id, token_id=secrets.token_urlsafe(16), expires_at=moment + self.refresh_life)
        user.last_login = moment
        session.add(login)
        session.flush()
        return Grant(user, login.id, login.token_id, moment + self.access_life, login.expires_at)


def normalised(email: str) -> str:
    """The stored form of an address: checked by syntax only, no DNS; lower case."""
    local, _, domain = email.strip().rpartition("@")
    # Reserved names are addresses too on a closed network; the library knows them as wrong unless they stand aside.
    suffix = ".com" if domain.casefold().rpartition(".")[2] in RESERVED else ""
    try:
        checked = validate_email(f"{local}@{domain}{suffix}", check_deliverability=False)
    except EmailNotValidError as error:
        raise Invalid.field("email", str(error), "email") from error
    return checked.normalized.casefold().removesuffix(suffix)


def _as_stored(email: str) -> str:
    try:
        return normalised(email)
    except Invalid:
        return ""


def _taken() -> Conflicting:
    errors = [{"field": "email", "code": "email_taken", "message": "Already has an account."}]
    return Conflicting("There is an account with this e-mail; log in.", code="email_taken", errors=errors)


def _add_user(session: Session, new: Registration, *, email: str, password_hash: str) -> User:
    name = new.organization_name or f"{new.first_name} {new.last_name}"
    organization = Organization(id=new_id(), name=name, slug=_slug(session, name))
    user = User(
        organization=organization,
        email=email,
        password_hash=password_hash,
        first_name=new.first_name,
        last_name=new.last_name,
    )
    session.add(user)
    session.flush()
    return user


def _slug(session: Session, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(character if character.isalnum() else " " for character in plain).split()
    slug = "-".join(words)[:60] or "organisation"
    return f"{slug}-{secrets.token_hex(4)}" if access.slug_taken(session, slug) else slug
