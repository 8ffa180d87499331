"""The tenant that works on: asks, uploads a small file until it is indexed, logs in, and looks whether all is well.

A program of its own, so that neither attacker nor bench takes its time: ``python -m tests.bench.siege.tenant
<url>`` writes one sample per line as JSON, until its standard input ends.
"""

import dataclasses
import json
import secrets
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx

from tests.bench.siege.figures import Sample
from tests.servers.http import LOCAL

ADDRESS = "192.0.2.10"
PASSWORD = "a-tenant-" + secrets.token_hex(8)
PATIENCE = 60.0
# Within what a free plan allows.
PAUSES = {"ask": 1.1, "upload": 0.6, "login": 2.1, "health": 0.4}
LOOK_SECONDS = 0.08
NAMES = {"first_name": "Ada", "last_name": "Reader"}
QUESTION = "When is the valve of the pump house opened?"
NOTE = """# Note {number}

The valve {number} of the pump house is opened by hand on the first day of the month. It is closed again when the basin
is full, which takes about forty minutes in summer and an hour in winter.
"""


class Ended(Exception):
    """A sync that did not succeed, by its code."""


class Failed(Exception):
    """An answer that was none of the wanted ones."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


@dataclass
class Tenant:
    """One person with a chatbot and a source of uploads."""

    http: httpx.Client
    email: str
    chatbot: str = ""
    talk: str = ""
    source: str = ""
    number: int = 0

    def settle(self) -> None:
        """Make what is needed, and have one document indexed."""
        self.chatbot = self._made("/api/v1/chatbots/", name="Desk")
        self.talk = self._made(f"/api/v1/chatbots/{self.chatbot}/conversations/")
        self.source = self._made(f"/api/v1/chatbots/{self.chatbot}/sources/", name="Files", kind="upload")
        self.upload()

    def ask(self) -> None:
        """A question until the end of its answer, as it is streamed."""
        path = f"/api/v1/conversations/{self.talk}/messages/"
        headers = {"Accept": "text/event-stream"}
        with self.http.stream("POST", path, json={"content": QUESTION}, headers=headers) as answer:
            if answer.is_error:
                answer.read()
                raise Failed(answer)
            events = [line for line in answer.iter_lines() if line.startswith("event: ")]
        if not events or events[-1] != "event: done":
            raise httpx.RemoteProtocolError("An answer without an end.")

    def upload(self) -> None:
        """A small file until it is indexed. The same name again is a new version."""
        self.number += 1
        name, text = "note.md", NOTE.format(number=self.number).encode()
        began = self._sent("POST", f"/api/v1/sources/{self.source}/files/", files=[("files", (name, text))]).json()
        deadline = time.monotonic() + PATIENCE
        while (sync := self._sync(began["sync"]["id"]))["status"] not in ("succeeded", "failed", "cancelled"):
            if time.monotonic() > deadline:
                raise httpx.ReadTimeout(f"The sync is {sync['status']}.")
            time.sleep(LOOK_SECONDS)
        if sync["status"] != "succeeded":
            error = sync.get("error") or {}
            raise Ended(str(error.get("code") or sync["status"]))

    def login(self) -> None:
        """The right password."""
        self._sent("POST", "/auth/login/", json={"email": self.email, "password": PASSWORD})

    def health(self) -> None:
        """What a monitor asks."""
        self._sent("GET", "/healthz")

    def _made(self, path: str, **body: Any) -> str:
        return str(self._sent("POST", path, json=body).json()["id"])

    def _sync(self, sync_id: str) -> dict[str, Any]:
        sync: dict[str, Any] = self._sent("GET", f"/api/v1/syncs/{sync_id}/").json()["sync"]
        return sync

    def _sent(self, method: str, path: str, **more: Any) -> httpx.Response:
        answer = self.http.request(method, path, **more)
        if answer.is_error:
            raise Failed(answer)
        return answer


def sampled(kind: str, act: Callable[[], None]) -> Sample:
    """Do something once; what came of it."""
    began = time.monotonic()
    status, code, later = 200, "", False
    try:
        act()
    except Failed as failed:
        status, later = failed.answer.status_code, "Retry-After" in failed.answer.headers
        with suppress(ValueError, KeyError):
            code = failed.answer.json()["code"]
    except Ended as ended:
        status, code = 0, f"sync {ended}"
    except httpx.HTTPError as error:
        status, code = 0, type(error).__name__
    at = time.monotonic()
    return Sample(kind, at, at - began, status, code, later)


def tell(sample: Sample) -> None:
    """One line, at once."""
    sys.stdout.write(json.dumps(dataclasses.asdict(sample)) + "\n")
    sys.stdout.flush()


def again_and_again(kind: str, act: Callable[[], None], ended: threading.Event) -> None:
    """Act and pause until the end."""
    while not ended.wait(PAUSES[kind]):
        tell(sampled(kind, act))


def main() -> None:
    """Register, settle, say so with an empty line, then work until the input ends."""
    email, ended = f"tenant-{secrets.token_hex(6)}@example.com", threading.Event()
    limits = httpx.Limits(max_keepalive_connections=0)
    headers = {"X-Forwarded-For": ADDRESS}
    with httpx.Client(base_url=sys.argv[1], timeout=PATIENCE, limits=limits, headers=headers, **LOCAL) as http:
        body = {"email": email, "password": PASSWORD, "password_confirm": PASSWORD, **NAMES}
        answer = http.post("/auth/register/", json=body)
        answer.raise_for_status()
        http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        tenant = Tenant(http, email)
        tenant.settle()
        sys.stdout.write("\n")
        sys.stdout.flush()
        acts = {"ask": tenant.ask, "upload": tenant.upload, "login": tenant.login, "health": tenant.health}
        threads = [threading.Thread(target=again_and_again, args=(*one, ended), daemon=True) for one in acts.items()]
        for thread in threads:
            thread.start()
        sys.stdin.read()
        ended.set()


if __name__ == "__main__":
    main()
