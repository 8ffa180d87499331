"""Providers: set up, change, order, delete. Free of Flask; each call is one short transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import structlog
from pydantic import SecretStr
from sqlalchemy.orm import Session

from pipelines.endpoints import Prices
from pipelines.errors import OutboundError
from pipelines.outbound.guard import Outbound
from pipelines.types import Page
from webapp.auth.principal import Principal
from webapp.errors import Conflicting, Invalid
from webapp.providers.access import (
    get_own_provider,
    get_provider,
    lock_providers,
    may_set_up,
    number,
    providers_of,
    refuse_others,
    sealed_otherwise,
)
from webapp.providers.models import Kind, Provider
from webapp.providers.vault import KeyUnreadable, Vault
from webapp.sql.database import Database, new_id

MOST = 20
log = structlog.get_logger()


class Choosers(Protocol):
    """Who has chosen a provider: chatbots, implemented by ``webapp.chatbots``, bound in ``wiring``."""

    def choosing(self, session: Session, org_id: str) -> Mapping[str, int]:
        """How many chatbots have chosen each provider."""
        ...

    def unchoose(self, session: Session, org_id: str, provider_id: str) -> int:
        """They are answered by the installation's model from now on. Answers how many."""
        ...


@dataclass(frozen=True, slots=True)
class ProviderView:
    """A provider as it is shown."""

    id: str
    name: str
    kind: Kind
    base_url: str | None
    default_model: str
    has_key: bool
    key_readable: bool
    prices: Prices | None
    position: int
    chatbots: int
    created_at: datetime
    updated_at: datetime


class Providers:
    """The providers of all organisations; every method takes who asks."""

    def __init__(self, db: Database, *, vault: Vault, outbound: Outbound, choosers: Choosers) -> None:
        self._db = db
        self._vault = vault
        self._outbound = outbound
        self._choosers = choosers

    def all(self, principal: Principal) -> Page[ProviderView]:
        """The organisation's, in their order."""
        with self._db.reading() as session:
            rows = providers_of(session, principal.org_id)
            return Page(self._shown(session, principal, rows), None)

    def create(self, principal: Principal, values: Mapping[str, Any]) -> ProviderView:
        """A new one, the last in the order.

        Raises ``Forbidden``, ``Invalid`` (an address that is not asked) or ``Conflicting`` (``too_many_providers``).
        """
        refuse_others(principal)
        base_url = self._checked(values["base_url"])
        row = Provider(id=new_id(), org_id=principal.org_id, base_url=base_url, **_plain(values))
        self._seal(row, values.get("api_key"))
        _price(row, values.get("prices"))
        with self._db.writing() as session:
            lock_providers(session, principal)
            row.position = len(providers_of(session, principal.org_id))
            if row.position >= MOST:
                raise Conflicting(f"An organisation has {MOST} providers at most.", code="too_many_providers")
            session.add(row)
            session.flush()
            shown = self._shown(session, principal, [row])[0]
        _note("provider_created", principal, row)
        return shown

    def change(self, principal: Principal, provider_id: str, values: Mapping[str, Any]) -> ProviderView:
        """Set what is given. Raises ``NotFound``, ``Forbidden`` or ``Invalid`` (also ``key_needed``)."""
        with self._db.reading() as session:
            get_own_provider(session, principal, provider_id)
        base_url = self._checked(values["base_url"]) if "base_url" in values else None
        with self._db.writing() as session:
            lock_providers(session, principal)
            row = get_own_provider(session, principal, provider_id)
            if base_url is not None:
                _keep_from_others(row, base_url, values)
                row.base_url = base_url
            for name, value in _plain(values).items():
                setattr(row, name, value)
            if "api_key" in values:
                self._seal(row, values["api_key"])
            if "prices" in values:
                _price(row, values["prices"])
            if "position" in values:
                _move(session, principal, row, to=values["position"])
            session.flush()
            shown = self._shown(session, principal, [row])[0]
        _note("provider_changed", principal, row, fields=sorted(values))
        return shown

    def delete(self, principal: Principal, provider_id: str) -> None:
        """It and its key are gone, and no chatbot has it chosen any more. Raises ``NotFound`` or ``Forbidden``."""
        with self._db.writing() as session:
            lock_providers(session, principal)
            row = get_own_provider(session, principal, provider_id)
            left = self._choosers.unchoose(session, principal.org_id, row.id)
            session.delete(row)
            session.flush()
            number(session, providers_of(session, principal.org_id))
        _note("provider_deleted", principal, row, chatbots=left)

    def must_be(self, principal: Principal, kind: Kind, *, named: Mapping[str, Any], field: str) -> None:
        """Raises ``Invalid`` (``unknown_provider``) unless what a field names is one of the organisation's that does
        this, or nobody.
        """
        if named.get(field) is None:
            return
        with self._db.reading() as session:
            known = {row.id for row in providers_of(session, principal.org_id, kind=kind)}
        if named[field] not in known:
            raise Invalid.field(field, f"There is no such provider of the kind {kind}.", "unknown_provider")

    def key_of(self, row: Provider) -> SecretStr | None:
        """Its key; None where it needs none. Raises ``KeyUnreadable``."""
        if row.sealed_key is None:
            return None
        return self._vault.open(row.sealed_key, row.key_id, org_id=row.org_id, provider_id=row.id)

    def target(self, principal: Principal, provider_id: str) -> tuple[Provider, SecretStr | None]:
        """One to ask, and its key. Raises ``NotFound``, ``Forbidden`` or ``KeyUnreadable``."""
        with self._db.reading() as session:
            row = get_own_provider(session, principal, provider_id)
        return row, self.key_of(row)

    def name_of(self, principal: Principal, provider_id: str) -> str:
        """What it is called. Raises ``NotFound``."""
        with self._db.reading() as session:
            return get_provider(session, principal, provider_id).name

    def reseal(self) -> None:
        """Keys under a former secret go under today's, so that the former one can be forgotten."""
        with self._db.reading() as session:
            waiting = [row.id for row in sealed_otherwise(session, self._vault.key_id)]
        if not waiting:
            return
        with self._db.writing() as session:
            done = 0
            for row in sealed_otherwise(session, self._vault.key_id):
                try:
                    self._seal(row, self.key_of(row))
                    done += 1
                except KeyUnreadable:
                    log.warning("provider_key_unreadable", org_id=row.org_id, provider_id=row.id)
        if done:
            log.info("provider_keys_resealed", keys=done)

    def _seal(self, row: Provider, key: SecretStr | None) -> None:
        row.key_id = None if key is None else self._vault.key_id
        row.sealed_key = None if key is None else self._vault.seal(key, org_id=row.org_id, provider_id=row.id)

    def _checked(self, base_url: str) -> str:
        parts = base_url.partition("?")[0].partition("#")[0].rstrip("/")
        if parts != base_url.rstrip("/"):
            raise Invalid.field("base_url", "Leave out what follows ? or #.", "address_refused")
        try:
            self._outbound.check(parts)
        except OutboundError as refused:
            raise Invalid.field("base_url", refused.message, refused.code) from refused
        return parts

    def _shown(self, session: Session, principal: Principal, rows: Sequence[Provider]) -> tuple[ProviderView, ...]:
        chosen = self._choosers.choosing(session, principal.org_id)
        own = may_set_up(principal)
        return tuple(
            ProviderView(
                id=row.id,
                name=row.name,
                kind=row.kind,
                base_url=row.base_url if own else None,
                default_model=row.default_model,
                has_key=row.has_key,
                key_readable=self._readable(row),
                prices=row.prices,
                position=row.position,
                chatbots=chosen.get(row.id, 0),
                created_at=row.created_at,
                updated_at=row.updated_at,
            )
            for row in rows
        )

    def _readable(self, row: Provider) -> bool:
        try:
            self.key_of(row)
        except KeyUnreadable:
            return False
        return True


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("name", "kind", "default_model") if name in values}


def _price(row: Provider, prices: Mapping[str, str] | None) -> None:
    told = prices or {}
    row.price_read, row.price_written = told.get("read"), told.get("written")
    row.currency = told.get("currency")


def _keep_from_others(row: Provider, base_url: str, values: Mapping[str, Any]) -> None:
    """Whoever may change the address must not learn the key by leading it to a server of their own."""
    before, after = urlsplit(row.base_url), urlsplit(base_url)
    moved = (before.scheme, before.netloc.lower()) != (after.scheme, after.netloc.lower())
    if moved and row.has_key and "api_key" not in values:
        raise Invalid.field("api_key", "Enter the key again: it was given for another address.", "key_needed")


def _move(session: Session, principal: Principal, row: Provider, *, to: int) -> None:
    order = [one for one in providers_of(session, principal.org_id) if one.id != row.id]
    order.insert(min(to, len(order)), row)
    number(session, order)


def _note(event: str, principal: Principal, row: Provider, **more: Any) -> None:
    log.info(event, org_id=principal.org_id, user_id=principal.user_id, provider_id=row.id, **more)
