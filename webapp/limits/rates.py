"""Rates: requests of people and organisations in moving windows, by group of routes, checked before anything is done.

The library ``limits`` reads what a rate says; where it is counted is ``windows``. All windows of a request are taken
at once or none: what is refused to a person, or to an organisation, takes nothing from anybody
(docs/adr/0113-rates-without-an-extension.md).
"""

import math
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, Response, current_app, g, request
from limits import parse_many

from pipelines.caching.link import RedisLink
from webapp.auth.principal import Principal
from webapp.http.addresses import client_address
from webapp.http.groups import group_of
from webapp.http.hops import network_of
from webapp.limits.meter import ORGANIZATION, PERSON
from webapp.limits.refusals import POLICIES, Policy, RateLimited, Reached, fields
from webapp.limits.refused import JustRefused
from webapp.limits.windows import Taken, Window, Windows
from webapp.plans import Plans
from webapp.settings import WebSettings

AUTH, ADDRESS = "auth", "address"
MINUTE = 60
WHOSE = {PERSON: "you", ORGANIZATION: "your organisation", ADDRESS: "your address"}


class Rate(NamedTuple):
    """``most`` requests of a group in ``seconds``, counted for one person, organisation or address each."""

    group: str
    of: str
    most: int
    seconds: int
    # What ends the keys of its windows; as Flask-Limiter wrote them, so that those on Redis go on.
    ending: str

    def window(self, whose: str) -> Window:
        """The window of one of them."""
        return Window(f"LIMITER/{whose}/{self.ending}", self.most, self.seconds)


class Rates:
    """The rates of this installation."""

    def __init__(self, settings: WebSettings, plans: Plans, link: RedisLink | None) -> None:
        self._settings = settings
        self._plans = plans
        self._windows = Windows(link)
        self._refused = JustRefused[tuple[Rate, Taken]]()

    def install_first(self, app: Flask) -> None:
        """Tell those who were just refused, before authentication."""
        app.before_request(self._tell_again)

    def install(self, app: Flask) -> None:
        """Check each request of the app. Needs authentication before it."""
        app.before_request(self._check)
        app.after_request(_tell)

    def _tell_again(self) -> None:
        credential = request.headers.get("Authorization")
        if credential and (why := self._refused.why(credential, _group())):
            raise _refusal(*why)

    def _check(self) -> None:
        group = _group()
        if not (asked := self._asked(group)):
            return
        taken = self._windows.take([rate.window(whose) for rate, whose in asked])
        g.rates = [(rate, window) for (rate, _), window in zip(asked, taken, strict=True)]
        for rate, window in g.rates:
            if not window.free:
                self._note(group, rate, window)
                raise _refusal(rate, window)

    def _note(self, group: str, rate: Rate, window: Taken) -> None:
        credential = request.headers.get("Authorization")
        if credential and rate.of != ADDRESS:
            self._refused.tell(credential, group, (rate, window), until=window.oldest + rate.seconds)

    def _asked(self, group: str) -> list[tuple[Rate, str]]:
        principal: Principal | None = g.get("principal")
        if principal is None:
            rates = rates_of(group, ADDRESS, self._settings.auth_rate) if group == AUTH else ()
            return [(rate, network_of(client_address())) for rate in rates]
        plan = self._plans.of(principal.plan)
        own = rates_of(group, PERSON, plan.person_rates.of(group))
        shared = rates_of(group, ORGANIZATION, plan.rates.of(group))
        return [*((rate, principal.user_id) for rate in own), *((rate, principal.org_id) for rate in shared)]


def _group() -> str:
    return group_of(current_app.view_functions.get(request.endpoint or ""), request.method)


@lru_cache(maxsize=1_024)
def rates_of(group: str, of: str, written: str) -> tuple[Rate, ...]:
    """What a rate says (``20/second;5000/day``), the shortest window first; nothing of an empty one."""
    items = sorted(parse_many(written)) if written else ()
    return tuple(
        Rate(group, of, item.amount, item.get_expiry(), item.key_for(f"{group}-{of}").partition("/")[2])
        for item in items
    )


def _refusal(rate: Rate, taken: Taken) -> RateLimited:
    at, moment = datetime.now(UTC), datetime.fromtimestamp(taken.oldest + rate.seconds, UTC)
    reached = Reached(rate.group, rate.of, rate.most, rate.most, moment)
    again = f"Try again in {reached.seconds(at)} s."
    detail = f"More than {rate.most:,} requests from {WHOSE[rate.of]} in {rate.seconds:,} s. {again}"
    return RateLimited(reached, detail, window=rate.seconds, at=at)


def _tell(response: Response) -> Response:
    """The header fields of an answer; those of a refusal say only what refused."""
    rates: Sequence[tuple[Rate, Taken]] = g.get("rates", ())
    if rates and POLICIES not in response.headers:
        now = time.time()
        response.headers.update(fields(_policy(rate, taken, now) for rate, taken in rates))
    return response


def _policy(rate: Rate, taken: Taken, now: float) -> Policy:
    seconds = min(rate.seconds, max(0, math.ceil(taken.oldest + rate.seconds - now)))
    # Each policy has a name of its own: two windows of one group are told apart.
    name = f"{rate.group}-{rate.of}" + ("-burst" if rate.seconds < MINUTE else "")
    return Policy(name, rate.most, rate.seconds, left=rate.most - taken.held, seconds=seconds)
