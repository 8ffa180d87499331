"""A share of the threads for every organisation: whoever sends a hundred requests at once waits for itself.

Requests that wait for something else (bodies on their way, answers) have limits of their own and count not; looks at
pages, which wait for a converter, count by themselves.
"""

from collections import Counter
from contextlib import ExitStack
from threading import Lock

from flask import Flask, g, request

from pipelines.turns import Turns
from webapp.errors import Unavailable

# Of one organisation so many are answered at once, and so many wait.
AT_ONCE, WAITING = 3, 45
SECONDS, RETRY_SECONDS = 10.0, 1
PAGES = "views"
WAITS = frozenset({"ask", "regenerate", "replay", "follow"})


class TooManyAtOnce(Unavailable):
    """As many requests of one organisation as may wait."""

    code, title = "too_many_at_once", "Too many requests at once"


class Shares:
    """Who has how many requests. Thread-safe."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once, self._most = at_once, at_once + waiting
        self._lock = Lock()
        self._held: Counter[str] = Counter()
        self._turns: dict[str, Turns] = {}

    def take(self, whose: str, until: ExitStack) -> None:
        """Wait for a place, which is given back when ``until`` ends. Raises ``TooManyAtOnce``."""
        with self._lock:
            if self._held[whose] >= self._most:
                raise _too_many()
            self._held[whose] += 1
            turns = self._turns.setdefault(whose, Turns(self._at_once))
        until.callback(self._give_back, whose)
        until.enter_context(turns.turn(seconds=SECONDS, lost=_too_many))

    def _give_back(self, whose: str) -> None:
        with self._lock:
            self._held -= Counter([whose])
            if not self._held[whose]:
                self._turns.pop(whose, None)


def share(app: Flask) -> Shares:
    """Have each organisation's requests take places, once it is known whose they are."""
    shares = Shares()

    def take() -> None:
        principal = g.get("principal")
        if principal is not None and not _waits():
            g.share = ExitStack()
            pages = request.blueprint == PAGES
            shares.take(f"{PAGES} {principal.org_id}" if pages else principal.org_id, g.share)

    def give_back(_error: BaseException | None) -> None:
        if (held := g.pop("share", None)) is not None:
            held.close()

    app.before_request(take)
    app.teardown_request(give_back)
    return shares


def _waits() -> bool:
    view = (request.endpoint or "").rpartition(".")[2]
    return request.mimetype == "multipart/form-data" or view in WAITS


def _too_many() -> TooManyAtOnce:
    return TooManyAtOnce(
        "Too many requests of your organisation are on their way; try again in a moment.",
        headers={"Retry-After": str(RETRY_SECONDS)},
    )
