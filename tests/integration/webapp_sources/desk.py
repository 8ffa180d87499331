"""The web app and a worker as processes, around a real Prefect server or a closed port."""

import secrets
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.servers.http import LOCAL
from tests.servers.prefect import free_port, start, stop
from tests.servers.waiting import wait_for

PASSWORD = "a long enough passphrase"
ENDED = frozenset({"succeeded", "failed", "cancelled"})


@dataclass
class Desk:
    """A running web app and its data folder."""

    url: str
    data: Path
    clients: ExitStack = field(default_factory=ExitStack)

    def client(self, token: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.clients.enter_context(httpx.Client(base_url=self.url, headers=headers, timeout=60, **LOCAL))

    def person(self) -> "Owner":
        body = {
            "email": f"{secrets.token_hex(6)}@example.org",
            "password": PASSWORD,
            "password_confirm": PASSWORD,
            "first_name": "Ada",
            "last_name": "L",
        }
        answer = self.client().post("/auth/register/", json=body)
        assert answer.status_code == 201, answer.text
        return Owner(self.client(answer.json()["access_token"]))


@dataclass
class Owner:
    """A user of an organisation of their own, with a chatbot."""

    http: httpx.Client
    chatbot: str = ""

    def __post_init__(self) -> None:
        self.chatbot = self.ok(self.http.post("/api/v1/chatbots/", json={"name": "desk"}), 201)["id"]

    @staticmethod
    def ok(answer: httpx.Response, status: int = 200) -> Any:
        """The body of an answer that must have this status."""
        assert answer.status_code == status, (answer.request.method, str(answer.request.url), answer.text)
        return answer.json() if answer.content else None

    def source(self, **fields: Any) -> str:
        body = {"name": "Manuals", "kind": "upload", **fields}
        made = self.ok(self.http.post(f"/api/v1/chatbots/{self.chatbot}/sources/", json=body), 201)
        return str(made["id"])

    def shown(self, source: str) -> dict[str, Any]:
        view: dict[str, Any] = self.ok(self.http.get(f"/api/v1/sources/{source}/"))
        return view

    def send(self, source: str, files: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> httpx.Response:
        named = files.items() if isinstance(files, Mapping) else files
        parts = [("files", (name, content)) for name, content in named]
        return self.http.post(f"/api/v1/sources/{source}/files/", files=parts)

    def upload(self, source: str, files: Mapping[str, bytes]) -> dict[str, Any]:
        """Upload, and wait until the sync has ended well."""
        return self.ended(self.ok(self.send(source, files), 202)["sync"]["id"])

    def ended(self, sync_id: str, status: str = "succeeded") -> dict[str, Any]:
        """The sync, once it has ended."""

        def look() -> dict[str, Any] | None:
            sync: dict[str, Any] = self.ok(self.http.get(f"/api/v1/syncs/{sync_id}/"))["sync"]
            return sync if sync["status"] in ENDED else None

        sync: dict[str, Any] = wait_for(look, seconds=150)
        assert sync["status"] == status, sync
        return sync

    def documents(self, source: str, **query: str) -> dict[str, dict[str, Any]]:
        """Documents by uri."""
        answer = self.http.get(f"/api/v1/sources/{source}/documents/", params={"limit": "100", **query})
        return {item["uri"]: item for item in self.ok(answer)["items"]}

    def found(self, query: str) -> list[dict[str, Any]]:
        """What a search finds."""
        answer = self.http.post(f"/api/v1/chatbots/{self.chatbot}/search/", json={"query": query})
        items: list[dict[str, Any]] = self.ok(answer)["items"]
        return items


@contextmanager
def desk(data: Path, prefect_api: str, *, worker: bool, **env: str) -> Iterator[Desk]:
    """The web app, and where wanted its worker, until the end of the block."""
    with ExitStack() as running:
        if worker:
            own = {"REFDESK_DATA_DIR": str(data), "PREFECT_API_URL": prefect_api, "REFDESK_TEND_SECONDS": "1"}
            running.callback(stop, start(["-m", "flows.worker"], env=own, log=data / "worker.log"))
        url, _ = running.enter_context(web_process(data, PREFECT_API_URL=prefect_api, **env))
        made = Desk(url, data)
        running.enter_context(made.clients)
        if worker:
            wait_for(lambda: _status(f"{made.url}/readyz") == 200, seconds=180)
        yield made


@contextmanager
def web_process(data: Path, **env: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The web app alone, once it answers; its address and its process."""
    port = free_port()
    own = {"REFDESK_DATA_DIR": str(data), "REFDESK_PORT": str(port), **env}
    web = start(["-m", "webapp"], env=own, log=data / f"web-{port}.log")
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: web.poll() is not None or _status(f"{url}/healthz") == 200, seconds=180)
        assert web.poll() is None, (data / f"web-{port}.log").read_text()[-3000:]
        yield url, web
    finally:
        stop(web)


def _status(url: str) -> int:
    try:
        return httpx.get(url, **LOCAL, timeout=5).status_code
    except httpx.TransportError:
        return 0


def manual(words: str) -> bytes:
    """A Markdown file that says certain words."""
    lines = [f"Paragraph {number} explains {words} at length, and what to do about it." for number in range(3)]
    return ("# A manual\n\n" + "\n\n".join(lines) + "\n").encode()
