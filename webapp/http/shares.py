"""A share of the threads for every organisation: whoever sends a hundred requests at once waits for itself.

Requests that wait for something else (bodies on their way, answers) have limits of their own and count not; looks at
pages, which wait for a converter, count by themselves.
"""

from collections import deque
from dataclasses import dataclass, field
from threading import Event, Lock

from flask import Flask, g, request

from webapp.errors import Unavailable

# Of one organisation so many are answered at once, and so many wait.
AT_ONCE, WAITING = 3, 45
SECONDS, RETRY_SECONDS = 10.0, 1
PAGES = "views"
WAITS = frozenset({"ask", "regenerate", "replay", "follow"})


class TooManyAtOnce(Unavailable):
    """As many requests of one organisation as may wait."""

    code, title = "too_many_at_once", "Too many requests at once"


@dataclass(slots=True)
class _Share:
    going: int = 0
    waiting: deque[Event] = field(default_factory=deque)


class Shares:
    """Who has how many requests; those that wait go on in the order in which they came. Thread-safe."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once, self._waiting = at_once, waiting
        self._lock = Lock()
        self._shares: dict[str, _Share] = {}

    def take(self, whose: str) -> None:
        """Wait for a place, which is to be given back. Raises ``TooManyAtOnce``."""
        with self._lock:
            share = self._shares.setdefault(whose, _Share())
            if share.going < self._at_once:
                share.going += 1
                return
            if len(share.waiting) >= self._waiting:
                raise _too_many()
            share.waiting.append(turn := Event())
        if not turn.wait(SECONDS):
            self._leave(share, turn)

    def give_back(self, whose: str) -> None:
        """The place is the next one's."""
        with self._lock:
            share = self._shares[whose]
            if share.waiting:
                share.waiting.popleft().set()
                return
            share.going -= 1
            if not share.going:
                del self._shares[whose]

    def _leave(self, share: _Share, turn: Event) -> None:
        with self._lock:
            if turn.is_set():  # just so
                return
            share.waiting.remove(turn)
        raise _too_many()


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
