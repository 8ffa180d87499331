"""Accounts, put together."""

from datetime import timedelta
from typing import Any

from webapp.auth.demo import DemoCodes
from webapp.auth.guard import sees_insides
from webapp.auth.operators import Operators
from webapp.auth.passwords import Passwords
from webapp.auth.routes import blueprint
from webapp.auth.services import Accounts
from webapp.auth.watchers import WatchKey
from webapp.http.doors import Insides
from webapp.http.feature import Feature, Pass
from webapp.plans import Plans
from webapp.settings import WebSettings
from webapp.sql.database import Database

DAY = 86_400.0


def operators_of(settings: WebSettings, db: Database) -> Operators:
    """The operators of this installation."""
    return Operators(db, named=settings.operator_addresses, local=settings.is_local, data_dir=settings.data_dir)


def build(settings: WebSettings, db: Database, operators: Operators, *, plans: Plans) -> Feature:
    """The accounts of this installation."""
    passwords = Passwords()
    accounts = Accounts(
        db,
        passwords=passwords,
        access_life=timedelta(minutes=settings.access_token_minutes),
        refresh_life=timedelta(days=settings.refresh_token_days),
    )
    services: dict[type, Any] = {
        Accounts: accounts,
        DemoCodes: DemoCodes(settings.data_dir),
        Operators: operators,
        Plans: plans,
        WatchKey: WatchKey(settings),
        Insides: Insides(sees_insides),
    }
    # Else the first who names an account that is not there would wait twice as long, and know.
    return Feature(blueprints=(blueprint,), services=services, passes=(Pass("passwords", DAY, passwords.warm),))
