"""Texts shared out to requests of a provider, several at once under one budget; every text ends for itself.

What was answered is kept: a request that failed is cut, or repeated where the provider said that it did nothing.
"""

import contextvars
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from pipelines.embedding.protocol import Answers
from pipelines.errors import EmbedderUnavailable
from pipelines.providers.budget import RetryBudget
from pipelines.types import Vector

MOST_WAIT = 60.0
BYTES_OF_TOKEN = 3


class Then(StrEnum):
    """What may follow a failed request.

    ``AGAIN``: nothing was done, the same may come again. ``HALVES``: nobody knows what was done, half of it may come.
    ``APART``: one of the texts is at fault. ``SMALLER``: it was too much, now and ever. ``NOTHING``: it is hopeless.
    """

    AGAIN = "again"
    HALVES = "halves"
    APART = "apart"
    SMALLER = "smaller"
    NOTHING = "nothing"


class Failed(Exception):
    """A request that gave no vectors. ``after``: seconds that the provider wants to be left alone."""

    def __init__(self, message: str, then: Then, after: float | None = None) -> None:
        super().__init__(message)
        self.then, self.after = then, after


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one request: texts, and tokens estimated high as UTF-8 bytes / 3; requests at once; tries of each,
    and the seconds before the second of them, doubled for each further one.
    """

    items: int = 256
    tokens: int = 100_000
    at_once: int = 4
    tries: int = 6
    pause: float = 0.5


# One request: a vector of unit length per text, or None for one that the answer lacks. Raises ``Failed``.
Ask = Callable[[Sequence[str]], Sequence[Vector | None]]


class Requests:
    """Thread-safe. The limit that a provider turned out to have, and the time that it wants to itself, hold for all."""

    def __init__(self, ask: Ask, limits: Limits | None = None, budget: RetryBudget | None = None) -> None:
        self._ask = ask
        self._limits = limits or Limits()
        self._items = self._limits.items
        self._budget = budget or RetryBudget(reserve=20.0)
        self._quiet_until = 0.0
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Answers:
        """A vector, or the reason why there is none, for every text in order."""
        parts = list(self._parts(texts))
        if len(parts) <= 1:
            return self._answers(texts) if parts else []
        with ThreadPoolExecutor(min(self._limits.at_once, len(parts))) as pool:
            # Each thread in the context of whoever asks: its log lines carry the ids of the run.
            asked = [pool.submit(contextvars.copy_context().run, self._answers, part) for part in parts]
            return [answer for answers in asked for answer in answers.result()]

    def _parts(self, texts: Sequence[str]) -> Iterator[Sequence[str]]:
        part: list[str] = []
        size = 0
        for text in texts:
            tokens = len(text.encode("utf-8", "surrogatepass")) // BYTES_OF_TOKEN + 1
            if part and (len(part) >= self._items or size + tokens > self._limits.tokens):
                yield part
                part, size = [], 0
            part.append(text)
            size += tokens
        if part:
            yield part

    def _answers(self, texts: Sequence[str], tries: int = 0) -> Answers:
        """One request for these texts, and what follows it."""
        if len(texts) > self._items:
            return self._halves(texts, tries)
        self._wait()
        self._budget.request()
        try:
            found = self._ask(texts)
        except Failed as failed:
            return self._after(failed, texts, tries + 1)
        return self._completed(texts, found, tries + 1)

    def _after(self, failed: Failed, texts: Sequence[str], tries: int) -> Answers:
        several = len(texts) > 1
        if failed.then in (Then.SMALLER, Then.APART) and several:
            answers = self._halves(texts, tries)
            # Where all went through in halves there were too many; else perhaps one of them is too long by itself.
            if failed.then is Then.SMALLER and not any(isinstance(one, EmbedderUnavailable) for one in answers):
                self._items = min(self._items, len(texts) // 2)
            return answers
        hopeless = failed.then not in (Then.AGAIN, Then.HALVES)
        # Who says when to come back is no server that retries would bury: every request has its own tries.
        allowed = tries < self._limits.tries and (failed.after is not None or self._budget.retry())
        if hopeless or not allowed:
            return [EmbedderUnavailable(str(failed)) for _ in texts]
        pause = self._limits.pause * 2 ** (tries - 1)
        self._leave_alone(pause if failed.after is None else failed.after)
        return self._halves(texts, tries) if several and failed.then is Then.HALVES else self._answers(texts, tries)

    def _halves(self, texts: Sequence[str], tries: int) -> Answers:
        half = len(texts) // 2
        return [*self._answers(texts[:half], tries), *self._answers(texts[half:], tries)]

    def _completed(self, texts: Sequence[str], found: Sequence[Vector | None], tries: int) -> Answers:
        """The answer's vectors; only what it lacks is asked for once more, while there is something new in each."""
        answers: Answers = [vector if vector is not None else _lacking(len(texts)) for vector in found]
        lacking = [at for at, vector in enumerate(found) if vector is None]
        if lacking and len(lacking) < len(texts) and tries < self._limits.tries and self._budget.retry():
            rest = self._answers([texts[at] for at in lacking], tries)
            for at, answer in zip(lacking, rest, strict=True):
                answers[at] = answer
        return answers

    def _leave_alone(self, seconds: float) -> None:
        with self._lock:
            self._quiet_until = max(self._quiet_until, time.monotonic() + min(seconds, MOST_WAIT))

    def _wait(self) -> None:
        while (left := self._quiet_until - time.monotonic()) > 0:
            time.sleep(left)


def _lacking(count: int) -> EmbedderUnavailable:
    return EmbedderUnavailable(f"The provider's answer lacks the vector of a text, of {count} that it was asked for.")
