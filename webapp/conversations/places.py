"""Who may have an answer made, or follow one, at the same time. Free of Flask.

A tenth of the places is for organisations that have fewer than ``FEW``. Of the others one may have ``SHARE`` times as
many as are free: alone nearly all of them, several each as many (the dynamic threshold of Choudhury and Hahne, 1998).
"""

import threading
from collections import Counter

from pipelines.metrics import COLLECTOR
from webapp.errors import Unavailable

FEW, KEPT, SHARE = 2, 10, 50
RETRY_AFTER = "5"


class TooManyStreams(Unavailable):
    """Every place is taken, or as many as one organisation may have."""

    code, title = "too_many_streams", "Too many answers at once"


class Places:
    """``most`` of them, shared by organisations. Thread-safe."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._having: Counter[str] = Counter()
        self._lock = threading.Lock()
        COLLECTOR.watch("queue_depth", lambda: float(self._having.total()), queue="answers")

    def take(self, org_id: str) -> None:
        """Raises ``TooManyStreams``, which tells whose are too many."""
        with self._lock:
            free = self._most - self._having.total()
            if free < 1:
                raise too_many("As many answers are being made as this server can")
            if self._having[org_id] - FEW >= max(0, SHARE * (free - self._most // KEPT)):
                raise too_many("As many answers are being made for your organisation as may be beside those of others")
            self._having[org_id] += 1

    def give_back(self, org_id: str) -> None:
        """One that was taken."""
        with self._lock:
            self._having -= Counter([org_id])


def too_many(why: str = "Many questions are being taken up") -> TooManyStreams:
    """The refusal, with when to come again."""
    return TooManyStreams(f"{why}; try again in a few seconds.", headers={"Retry-After": RETRY_AFTER})
