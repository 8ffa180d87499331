"""Asks a web app what is ready. Never raises for what does not answer: that is an answer too."""

from dataclasses import dataclass
from typing import Any

import httpx

from deployments.client.addresses import trusts_environment

SECONDS = 5.0
FINE = frozenset({"ok", "missing"})


@dataclass(frozen=True, slots=True)
class Check:
    """One line of ``/readyz``: what is looked at, how it is, what follows from it, what to do."""

    name: str
    state: str
    consequence: str = ""
    remedy: str = ""

    @property
    def bad(self) -> bool:
        """Whether something must be done before the service is whole."""
        return self.state not in FINE


@dataclass(frozen=True, slots=True)
class Readiness:
    """What ``/readyz`` answered. ``reachable`` False: nothing (or something else) answers there."""

    reachable: bool
    ready: bool = False
    checks: tuple[Check, ...] = ()


def ask_readiness(url: str, *, key: str | None = None, seconds: float = SECONDS) -> Readiness:
    """``GET <url>/readyz``. With the ``key`` of its watchers it also tells what to do."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        answer = httpx.get(f"{url}/readyz", headers=headers, timeout=seconds, trust_env=trusts_environment(url))
        body = answer.json()
        checks = tuple(_check(one) for one in body["checks"])
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return Readiness(reachable=False)
    return Readiness(reachable=True, ready=answer.status_code == httpx.codes.OK, checks=checks)


def _check(raw: dict[str, Any]) -> Check:
    text = {field: str(raw.get(field) or "") for field in ("name", "state", "consequence", "remedy")}
    return Check(**text)
