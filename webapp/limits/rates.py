"""Rates: requests of people and organisations in moving windows, by group of routes, checked before anything is done.

Flask-Limiter evaluates them; where they are counted is ``windows``. A person's window comes first: what it refuses
takes nothing from the organisation's.
"""

import math
import time
from datetime import UTC, datetime
from typing import cast

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limit, Limiter, RateLimitExceeded, RequestLimit

from pipelines.caching.link import RedisLink
from webapp.auth.principal import Principal
from webapp.http.addresses import client_address
from webapp.http.groups import group_of
from webapp.http.hops import network_of
from webapp.http.problems import problem_response
from webapp.limits.meter import ORGANIZATION, PERSON
from webapp.limits.refusals import POLICIES, Policy, RateLimited, Reached, fields
from webapp.limits.windows import SCHEME, Windows
from webapp.plans import Plans
from webapp.settings import WebSettings

AUTH, ADDRESS = "auth", "address"
MINUTE = 60


class Rates:
    """The rates of this installation, once ``install`` has given them an app."""

    def __init__(self, settings: WebSettings, plans: Plans, link: RedisLink | None) -> None:
        self._settings = settings
        self._plans = plans
        self._link = link
        self._limiter: Limiter | None = None
        self._windows: Windows | None = None

    def install(self, app: Flask) -> None:
        """Check each request of the app. Needs authentication before it."""
        self._limiter = Limiter(
            _person,
            app=app,
            default_limits=[
                Limit(self._of_person, key_function=_person, scope=_scope_of_person, shared=True),
                Limit(self._of_organization, key_function=_organization, scope=_scope_of_organization, shared=True),
            ],
            strategy="moving-window",
            storage_uri=f"{SCHEME}://",
            # Typed for the library's own storages, which take words.
            storage_options=cast(dict[str, str | int], {"link": self._link}),
        )
        self._windows = cast(Windows, self._limiter.storage)
        app.register_error_handler(RateLimitExceeded, self._refused)
        app.after_request(self._tell)

    def _of_person(self) -> str:
        principal = _principal()
        if principal is None:
            return self._settings.auth_rate if _group() == AUTH else ""
        return self._plans.of(principal.plan).person_rates.of(_group())

    def _of_organization(self) -> str:
        principal = _principal()
        return "" if principal is None else self._plans.of(principal.plan).rates.of(_group())

    def _refused(self, _error: RateLimitExceeded) -> Response:
        breached = next(limit for limit in self._limits() if limit.breached)
        at = datetime.now(UTC)
        name, _, of = breached.request_args[1].rpartition("-")
        window = breached.limit.get_expiry()
        reached = Reached(name, of, breached.limit.amount, breached.limit.amount, _moment(breached))
        whose = {PERSON: "you", ORGANIZATION: "your organisation", ADDRESS: "your address"}[of]
        seconds = reached.seconds(at)
        detail = f"More than {breached.limit.amount:,} requests from {whose} in {window:,} s. Try again in {seconds} s."
        return problem_response(RateLimited(reached, detail, window=window, at=at))

    def _tell(self, response: Response) -> Response:
        """The header fields of an answer; those of a refusal say only what refused."""
        if POLICIES not in response.headers and (limits := self._limits()):
            response.headers.update(fields(map(_policy, limits)))
        return response

    def _limits(self) -> list[RequestLimit]:
        return self._limiter.current_limits if self._limiter else []


def _principal() -> Principal | None:
    principal: Principal | None = g.get("principal")
    return principal


def _group() -> str:
    return group_of(current_app.view_functions.get(request.endpoint or ""), request.method)


def _person() -> str:
    principal = _principal()
    return principal.user_id if principal else network_of(client_address())


def _organization() -> str:
    principal = _principal()
    return principal.org_id if principal else ""


def _scope_of_person(_endpoint: str) -> str:
    return f"{_group()}-{PERSON if _principal() else ADDRESS}"


def _scope_of_organization(_endpoint: str) -> str:
    return f"{_group()}-{ORGANIZATION}"


def _moment(limit: RequestLimit) -> datetime:
    return datetime.fromtimestamp(limit.window.reset_time, UTC)


def _policy(limit: RequestLimit) -> Policy:
    window = limit.limit.get_expiry()
    seconds = min(window, max(0, math.ceil(limit.window.reset_time - time.time())))
    # Names of policies are their own: two windows of one group are told apart.
    name = limit.request_args[1] + ("-burst" if window < MINUTE else "")
    return Policy(name, limit.limit.amount, window, left=limit.remaining, seconds=seconds)
