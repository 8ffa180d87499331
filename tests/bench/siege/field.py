"""The besieged stack, the tenant beside it, and the windows of time in which both are looked at."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.bench.siege.figures import Result, Sample
from tests.servers.stack import Stack

# A look at quiet times lasts as long as one at an attack, and counts for all that are begun within this time after it;
# the last ones count together.
QUIET_SECONDS, QUIET_LOOKS = 60.0, 3
# What has begun in a window is waited for, so that nobody who still waits is left out.
END_SECONDS = 75.0
SETTLED_SECONDS = 2.0


class Told:
    """What attackers were told: how often which status and code. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def hear(self, status: int, code: str = "") -> None:
        """One answer; status 0: the connection ended without one."""
        with self._lock:
            self._counts[f"{status} {code}".rstrip() if status else f"no answer {code}".rstrip()] += 1

    def counts(self) -> dict[str, int]:
        """All of them."""
        with self._lock:
            return dict(self._counts)


@dataclass
class Field:
    """What an attack gets: stack and tenant, when to end, where to tell what it heard, what else is worth a note."""

    stack: Stack
    watch: "Watch"
    seconds: float
    stop: threading.Event = field(default_factory=threading.Event)
    told: Told = field(default_factory=Told)
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The web app."""
        return self.stack.url

    @property
    def port(self) -> int:
        """Its port."""
        return self.stack.port

    def many(self, act: Callable[[int], None], threads: int) -> None:
        """Act in so many threads, each again and again, until the attack ends. ``act`` gets the thread's number."""

        def again(number: int) -> None:
            while not self.stop.is_set():
                act(number)

        crowd = [threading.Thread(target=again, args=(number,), daemon=True) for number in range(threads)]
        for one in crowd:
            one.start()
        self.stop.wait()
        for one in crowd:
            one.join(0.5)


Assault = Callable[[], None]
# Prepares what it needs in quiet times; what it answers is run until ``stop`` is set.
Attack = Callable[[Field], Assault]


class Watch:
    """The tenant's program and what it has told so far."""

    def __init__(self, url: str) -> None:
        command = [sys.executable, "-m", "tests.bench.siege.tenant", url]
        self._samples: list[Sample] = []
        self.quiet: deque[list[Sample]] = deque(maxlen=QUIET_LOOKS)
        self.looked = -QUIET_SECONDS
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self._line() != "\n":
            raise RuntimeError("The tenant did not come in.")
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def close(self) -> None:
        """End the program."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def look(self, seconds: float) -> None:
        """See how it is while nobody attacks."""
        began = time.monotonic()
        time.sleep(seconds)
        self.quiet.append(self.between(began, time.monotonic()))
        self.looked = time.monotonic()

    def between(self, since: float, until: float) -> list[Sample]:
        """All that was done within that time, at least in part; waits for the end of what still goes on."""
        deadline = time.monotonic() + END_SECONDS
        while time.monotonic() < deadline and not self._all_after(until):
            time.sleep(0.1)
        return [one for one in list(self._samples) if one.at > since and one.began < until]

    def _all_after(self, until: float) -> bool:
        # Each kind goes on one by one: whichever has ended one that began later has none open from before.
        done = {one.kind for one in list(self._samples) if one.began >= until}
        return done >= {one.kind for one in list(self._samples)}

    def _listen(self) -> None:
        while line := self._line():
            self._samples.append(Sample(**json.loads(line)))

    def _line(self) -> str:
        return self._process.stdout.readline() if self._process.stdout else ""


@contextmanager
def watched(stack: Stack) -> Iterator[Watch]:
    """A tenant in a ready stack."""
    watch = Watch(stack.url)
    try:
        yield watch
    finally:
        watch.close()


def besiege(name: str, attack: Attack, ground: Field) -> Result:
    """Prepare, look at quiet times where that was not done a moment ago, then at as long an attack."""
    watch = ground.watch
    try:
        assault = attack(ground)
    except Exception as error:  # noqa: BLE001 - the bench's edge: others are still to come
        return Result(name, [], [], ground.told.counts(), {"failed": f"not prepared: {error}"[:300]})
    time.sleep(SETTLED_SECONDS)
    if time.monotonic() - watch.looked >= QUIET_SECONDS:
        watch.look(ground.seconds)
    quiet = [one for look in watch.quiet for one in look]
    since = time.monotonic()
    attacker = threading.Thread(target=_noted, args=(assault, ground), daemon=True)
    attacker.start()
    attacker.join(ground.seconds)
    until = time.monotonic()
    under = watch.between(since, max(until, since + ground.seconds))
    ground.stop.set()
    attacker.join(10)
    return Result(name, quiet, under, ground.told.counts(), ground.notes)


def _noted(assault: Assault, ground: Field) -> None:
    try:
        assault()
    except Exception as error:  # noqa: BLE001 - the bench's edge: an attack that broke is no attack that was withstood
        ground.notes["failed"] = f"{type(error).__name__}: {error}"[:300]
