"""Time to the first token of a new question while so many answers run: the product's and a direct client's, in turn."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from tests.bench.stack.figures import percentile, tell
from tests.servers.http import LOCAL

EVERY = 0.2
PATIENCE = 60.0
WARM_UP = 10
EVENTS = {"Accept": "text/event-stream"}
MODEL = "fault:paced"
# As long as the product's own prompt with its passages.
PROMPT = "The valve of the pump house is opened by hand on the first day of the month. " * 80


@dataclass(frozen=True)
class Door:
    """Where both are asked: the product with a person's token and a chatbot, the provider itself."""

    url: str
    headers: dict[str, str]
    chatbot_id: str
    provider: str


async def first_tokens(door: Door, *, streams: int, questions: int) -> tuple[list[float], list[float]]:
    """(the product's, the direct client's) milliseconds to the first token, ``questions`` each, one every 200 ms."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=PATIENCE, limits=limits, **LOCAL) as http, _running(http, door, streams):
        ours: list[float] = []
        direct: list[float] = []
        for _ in range(WARM_UP):
            await _asked(http, door)
        for _ in range(questions):
            ours.append(await _paced(_asked(http, door)))
            direct.append(await _paced(_direct(http, door)))
    return ours, direct


async def _paced(measure: Awaitable[float]) -> float:
    began = time.perf_counter()
    took = await measure
    await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))
    return took * 1000


async def _asked(http: httpx.AsyncClient, door: Door) -> float:
    talk = await _conversation(http, door)
    body = {"content": "How is the valve of the pump house opened?"}
    path, began = f"{door.url}/api/v1/conversations/{talk}/messages/", time.perf_counter()
    async with http.stream("POST", path, json=body, headers=door.headers | EVENTS) as answer:
        if answer.is_error:
            raise RuntimeError((await answer.aread()).decode())
        message_id = ""
        async for line in answer.aiter_lines():
            if line.startswith("event: token"):
                took = time.perf_counter() - began
                # The answer would go on without its reader, as one more stream.
                await http.post(f"{door.url}/api/v1/messages/{message_id}/stop/", headers=door.headers)
                return took
            if not message_id and line.startswith("data: "):
                message_id = json.loads(line.removeprefix("data: "))["message_id"]
    raise RuntimeError("An answer without a token.")


async def _direct(http: httpx.AsyncClient, door: Door) -> float:
    messages = [{"role": "user", "content": PROMPT}]
    body, began = {"model": MODEL, "stream": True, "messages": messages}, time.perf_counter()
    async with http.stream("POST", f"{door.provider}/chat/completions", json=body) as answer:
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                return time.perf_counter() - began
    raise RuntimeError("The provider said nothing.")


async def _conversation(http: httpx.AsyncClient, door: Door) -> str:
    path = f"{door.url}/api/v1/chatbots/{door.chatbot_id}/conversations/"
    answer = await http.post(path, json={}, headers=door.headers)
    answer.raise_for_status()
    return str(answer.json()["id"])


@asynccontextmanager
async def _running(http: httpx.AsyncClient, door: Door, streams: int) -> AsyncIterator[None]:
    begun = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(_listening(http, door, begun)) for _ in range(streams)]
    for _ in range(streams):
        await begun.acquire()
    tell(f"{streams} streams are running")
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _listening(http: httpx.AsyncClient, door: Door, begun: asyncio.Semaphore) -> None:
    """Reads one answer after another, so that the number of running ones stays."""
    while True:
        talk = await _conversation(http, door)
        path = f"{door.url}/api/v1/conversations/{talk}/messages/"
        body = {"content": "When is the basin of the pump house full?"}
        async with http.stream("POST", path, json=body, headers=door.headers | EVENTS) as answer:
            answer.raise_for_status()
            begun.release()
            async for _ in answer.aiter_raw():
                pass


def added(ours: list[float], direct: list[float], share: float) -> float:
    """How much later the product's first token comes, at this percentile."""
    return percentile(ours, share) - percentile(direct, share)
