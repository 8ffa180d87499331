"""One small request of OpenAI's protocol, and what was seen of its answer. Free of Flask.

What a provider says is another's text: of it only numbers, yes and no, and names of models leave this module.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from pydantic import SecretStr

from pipelines.errors import OutboundError, RerankerUnavailable
from pipelines.outbound.guard import Limits, Outbound
from pipelines.providers.reranking import scores_of

SECONDS, SIZE = 20.0, 5_000_000
GARBAGE = (ValueError, RecursionError, KeyError, TypeError, IndexError, AttributeError)
DONE = "[DONE]"

Json = dict[str, Any]


@dataclass(slots=True)
class Seen:
    """What was seen of an answer. ``failed``: the code of what kept it from being one; times in ms from the start."""

    status: int | None = None
    failed: str | None = None
    streamed: bool = False
    text: str = ""
    counted: bool = False
    reached_ms: int | None = None
    first_ms: int | None = None
    ended_ms: int | None = None
    found: list[str] = field(default_factory=list)
    scores: Sequence[float | None] = ()


Reading = Callable[[httpx.Response, Seen], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where to ask, with which key, until when (on the monotonic clock)."""

    outbound: Outbound
    base_url: str
    key: SecretStr | None
    until: float

    def asked(self, path: str, read: Reading, *, body: Json | None = None) -> Seen:
        """What came back; with a body it is posted. ``read`` takes in a success. No provider makes it raise."""
        seen, began = Seen(), time.monotonic()
        headers = {} if self.key is None else {"Authorization": f"Bearer {self.key.get_secret_value()}"}
        limits = Limits(seconds=max(0.1, self.until - began), size=SIZE)
        try:
            with (
                self.outbound.client(limits) as client,
                client.stream(
                    "GET" if body is None else "POST", f"{self.base_url}{path}", json=body, headers=headers
                ) as answer,
            ):
                seen.status, seen.reached_ms = answer.status_code, since(began)
                seen.failed = _status(answer.status_code)
                if seen.failed is None:
                    read(answer, seen)
        except OutboundError as refused:
            seen.failed = refused.code
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            seen.failed = _failure(error)
        except GARBAGE:
            seen.failed = "provider_answer"
        seen.ended_ms = since(began)
        return seen


def chat(began: float) -> Reading:
    """Takes in a completion, streamed or whole; first words are timed from ``began``."""

    def read(answer: httpx.Response, seen: Seen) -> None:
        seen.streamed = answer.headers.get("content-type", "").lower().startswith("text/event-stream")
        chunks = _events(answer) if seen.streamed else iter([json.loads(answer.read())])
        for chunk in chunks:
            usage = chunk.get("usage") or {}
            seen.counted = seen.counted or (_counts(usage, "prompt_tokens") and _counts(usage, "completion_tokens"))
            for choice in chunk.get("choices") or ():
                said = (choice.get("delta") or choice.get("message") or {}).get("content")
                if isinstance(said, str) and said:
                    seen.first_ms = seen.first_ms or since(began)
                    seen.text += said
        if not seen.text.strip():
            seen.failed = "provider_answer"

    return read


def ranking(expected: int) -> Reading:
    """Takes in the scores of so many texts."""

    def read(answer: httpx.Response, seen: Seen) -> None:
        try:
            seen.scores = scores_of(json.loads(answer.read()), expected)
        except RerankerUnavailable:
            seen.failed = "provider_answer"

    return read


def models(most: int) -> Reading:
    """Takes in a list of models: names that can be shown, in order, so many at most."""

    def read(answer: httpx.Response, seen: Seen) -> None:
        told = json.loads(answer.read())
        rows = told["data"] if isinstance(told, dict) else told
        names = {row["id"] for row in rows if isinstance(row["id"], str)}
        seen.found = sorted(name for name in names if 0 < len(name) <= 200 and name.isprintable())[:most]

    return read


def since(began: float) -> int:
    """Milliseconds."""
    return round((time.monotonic() - began) * 1000)


def _events(answer: httpx.Response) -> Iterator[Mapping[str, Any]]:
    for line in answer.iter_lines():
        if line.startswith("data:"):
            data = line.removeprefix("data:").strip()
            if data == DONE:
                return
            yield json.loads(data)


def _counts(usage: Mapping[str, Any], name: str) -> bool:
    return isinstance(usage.get(name), int) and usage[name] >= 0


def _status(status: int) -> str | None:
    if status in (401, 403):
        return "provider_key_refused"
    if status == 404:
        return "model_unknown"
    if status == 429:
        return "provider_busy"
    if 300 <= status < 400:
        return "provider_redirects"
    if status >= 500:
        return "provider_broken"
    return "provider_refuses" if status >= 400 else None


def _failure(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "provider_late"
    return "provider_certificate" if "CERTIFICATE" in str(error) else "provider_unreachable"
