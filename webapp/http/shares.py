"""A share of the threads for every organisation: whoever sends a hundred requests at once waits for itself.

Requests that wait for something else (bodies on their way, answers) have limits of their own and count not; looks at
pages, which wait for a converter, count by themselves.
"""

import sys
from collections import Counter
from threading import Lock

from flask import Flask, g, request

from pipelines.turns import Turns, one_less
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
    """Who has how many requests; those that wait go on in the order in which they came. Thread-safe."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        # As many as like in all: the gate bounds those.
        self._turns, self._most = Turns(sys.maxsize, of_one=at_once), at_once + waiting
        self._lock = Lock()
        self._held: Counter[str] = Counter()

    def take(self, whose: str) -> None:
        """Wait for a place, which is to be given back. Raises ``TooManyAtOnce``."""
        with self._lock:
            if self._held[whose] >= self._most:
                raise _too_many()
            self._held[whose] += 1
        try:
            self._turns.take(whose, seconds=SECONDS, lost=_too_many)
        except TooManyAtOnce:
            self._leave(whose)
            raise

    def give_back(self, whose: str) -> None:
        """The place is the next one's."""
        self._turns.give_back(whose)
        self._leave(whose)

    def _leave(self, whose: str) -> None:
        with self._lock:
            one_less(self._held, whose)


def share(app: Flask) -> Shares:
    """Have each organisation's requests take places, once it is known whose they are."""
    shares = Shares()

    def take() -> None:
        principal = g.get("principal")
        if principal is not None and not _waits():
            whose = f"{PAGES} {principal.org_id}" if request.blueprint == PAGES else principal.org_id
            shares.take(whose)
            g.share = whose

    def give_back(_error: BaseException | None) -> None:
        if (whose := g.pop("share", None)) is not None:
            shares.give_back(whose)

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
