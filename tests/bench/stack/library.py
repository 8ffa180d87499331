"""A person with a chatbot and an upload source in a running stack, and what the benches ask of them."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.servers.stack import Stack, account

TEXT = """# Note {word}

The valve {word} of the pump house is opened by hand on the first day of the month. It is closed again when the basin
is full, which takes about forty minutes in summer and an hour in winter.
"""

ENDED_SYNC = frozenset({"succeeded", "failed", "cancelled", "needs_confirmation"})
ENDED_DOCUMENT = frozenset({"indexed", "skipped", "failed", "deleted"})


@dataclass(frozen=True)
class Library:
    """One source of one chatbot."""

    http: httpx.Client
    chatbot_id: str
    source_id: str

    def upload(self, files: Mapping[str, str]) -> str:
        """Send texts by name; answers the sync's id."""
        parts = [("files", (name, text.encode())) for name, text in files.items()]
        answer = self.http.post(f"/api/v1/sources/{self.source_id}/files/", files=parts)
        answer.raise_for_status()
        return str(answer.json()["sync"]["id"])

    def sync(self, sync_id: str) -> dict[str, Any]:
        """A sync as it is now."""
        answer = self.http.get(f"/api/v1/syncs/{sync_id}/")
        answer.raise_for_status()
        sync: dict[str, Any] = answer.json()["sync"]
        return sync

    def wait_for_sync(self, sync_id: str, seconds: float = 120) -> dict[str, Any]:
        """A sync when it has ended."""
        deadline = time.monotonic() + seconds
        while (sync := self.sync(sync_id))["status"] not in ENDED_SYNC:
            if time.monotonic() > deadline:
                raise TimeoutError(f"sync {sync_id} is {sync['status']} after {seconds} s")
            time.sleep(0.05)
        return sync

    def documents(self) -> dict[str, dict[str, Any]]:
        """Every document by its name."""
        found: dict[str, dict[str, Any]] = {}
        cursor: str | None = None
        while True:
            params = {"limit": 100, **({"cursor": cursor} if cursor else {})}
            answer = self.http.get(f"/api/v1/sources/{self.source_id}/documents/", params=params)
            answer.raise_for_status()
            page = answer.json()
            found |= {one["uri"]: one for one in page["items"]}
            cursor = page["next_cursor"]
            if not cursor:
                return found

    def hits(self, word: str) -> list[dict[str, Any]]:
        """The hits whose text holds the word."""
        answer = self.http.post(f"/api/v1/chatbots/{self.chatbot_id}/search/", json={"query": word, "top_k": 10})
        answer.raise_for_status()
        return [one for one in answer.json()["items"] if word in one["text"]]


@contextmanager
def library(stack: Stack) -> Iterator[Library]:
    """A new person's library in a ready stack."""
    with account(stack) as person:
        chatbot = person.http.post("/api/v1/chatbots/", json={"name": "Bench"}).json()
        path = f"/api/v1/chatbots/{chatbot['id']}/sources/"
        source = person.http.post(path, json={"name": "Files", "kind": "upload"}).json()
        yield Library(person.http, chatbot["id"], source["id"])


@contextmanager
def ended(stack: Stack) -> Iterator[Stack]:
    """Start a stack, and end it whatever happens."""
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()
