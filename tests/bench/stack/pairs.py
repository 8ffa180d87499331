"""What the walls cost: the web app and itself without them, two processes on one data folder, asked in turn.

Of each pair of blocks the order is turned. Wall time is that of a request, CPU that of the process that answered.
"""

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from statistics import median

import httpx
import psutil

from tests.bench.index.measures import seconds
from tests.bench.stack.library import ENDED_DOCUMENT, TEXT, Library
from tests.servers.http import LOCAL
from tests.servers.prefect import free_port
from tests.servers.stack import Stack

GOAL = 1.02
BLOCK = 10
START_SECONDS, SETTLE_SECONDS = 120.0, 120.0
QUESTION = "How is the valve {number} of the pump house opened on day {number}?"

Request = Callable[[Library, int], object]


@dataclass(frozen=True)
class Web:
    """One of the two: its process, and the bench's library through it."""

    process: psutil.Process
    library: Library

    def cpu(self) -> float:
        """Seconds that it and its children have used."""
        alive = [self.process, *self.process.children(recursive=True)]
        return sum(one.cpu_times().user + one.cpu_times().system for one in alive)


@contextmanager
def both(stack: Stack, into: Library) -> Iterator[tuple[Web, Web]]:
    """(with walls, without) beside a running stack."""
    with ExitStack() as until:
        yield (
            until.enter_context(_web(stack, into, "webapp")),
            until.enter_context(_web(stack, into, "tests.bench.stack.bare_web")),
        )


@contextmanager
def _web(stack: Stack, into: Library, module: str) -> Iterator[Web]:
    port = free_port()
    log = (stack.data_dir.parent / f"{module}.log").open("wb")
    env = stack.environment | {"REFDESK_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", module], env=env, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=url, headers=into.http.headers, timeout=60, **LOCAL) as http:
            _wait_for(http)
            yield Web(psutil.Process(process.pid), replace(into, http=http))
    finally:
        process.terminate()
        process.wait()
        log.close()


def _wait_for(http: httpx.Client) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        with suppress(httpx.TransportError):
            if http.get("/readyz").is_success:
                return
        if time.monotonic() > until:
            raise TimeoutError(f"{http.base_url} is not ready")
        time.sleep(0.1)


def measure(
    figure: str,
    webs: tuple[Web, Web],
    request: Request,
    *,
    blocks: int,
    settle: Callable[[Library], object] = lambda _into: None,
) -> None:
    """Print what a request takes and uses with the walls, and as a part of what it does without.

    ``settle`` waits after a block for what it set going.
    """
    numbers = itertools.count()
    walls: tuple[list[float], list[float]] = ([], [])
    cpu = [0.0, 0.0]
    for web in webs:
        for _ in range(BLOCK):
            request(web.library, next(numbers))
        settle(web.library)
    for turn in range(blocks):
        for side in (0, 1) if turn % 2 else (1, 0):
            before = webs[side].cpu()
            walls[side].extend(_block(webs[side].library, request, numbers))
            cpu[side] += webs[side].cpu() - before
            settle(webs[side].library)
    pairs = [with_walls / without for with_walls, without in zip(*map(_blocks, walls), strict=True)]
    _print(f"{figure}_wall", 1000 * median(walls[0]), ratio=median(pairs))
    _print(f"{figure}_cpu", 1000 * cpu[0] / (blocks * BLOCK), ratio=cpu[0] / cpu[1] if cpu[1] else 1.0)


def _block(into: Library, request: Request, numbers: Iterator[int]) -> list[float]:
    return [seconds(lambda: request(into, next(numbers))) for _ in range(BLOCK)]


def _blocks(values: list[float]) -> list[float]:
    return [median(values[at : at + BLOCK]) for at in range(0, len(values), BLOCK)]


def _print(figure: str, value: float, *, ratio: float) -> None:
    line = {"figure": figure, "store": "sqlite", "value": round(value, 3), "unit": "ms", "ratio": round(ratio, 4)}
    print(json.dumps(line | {"goal": GOAL}), flush=True)


def question(into: Library, number: int) -> None:
    """One answer without a model, to a question that was never asked, in a conversation of its own."""
    talk = into.http.post(f"/api/v1/chatbots/{into.chatbot_id}/conversations/", json={}).json()["id"]
    asked = {"content": QUESTION.format(number=number)}
    into.http.post(f"/api/v1/conversations/{talk}/messages/", json=asked).raise_for_status()


def search(into: Library, number: int) -> None:
    """One search, for what was never asked either."""
    asked = {"query": f"Where is the basin {number} of the pump house?", "top_k": 10}
    into.http.post(f"/api/v1/chatbots/{into.chatbot_id}/search/", json=asked).raise_for_status()


def look(into: Library, _number: int) -> None:
    """The cheapest request of a person."""
    into.http.get("/auth/me/").raise_for_status()


def upload(into: Library, number: int) -> None:
    """One small file; what becomes of it is the worker's."""
    into.upload({f"pair{number}.md": TEXT.format(word=f"pair{number}")})


def indexed(into: Library) -> None:
    """Wait until nothing of the source is on its way."""
    until = time.monotonic() + SETTLE_SECONDS
    while any(row["status"] not in ENDED_DOCUMENT for row in into.documents().values()):
        if time.monotonic() > until:
            raise TimeoutError("documents are still on their way")
        time.sleep(0.2)
