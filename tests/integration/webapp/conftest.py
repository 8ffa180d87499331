"""The real web app in a process of its own: gunicorn, SQLite, no Prefect."""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.servers.http import LOCAL
from tests.servers.prefect import free_port, start, stop
from tests.servers.redis import RedisServer

PASSWORD = "a long enough passphrase"


@dataclass
class Person:
    """A registered user with a client that sends their access token."""

    email: str
    session: dict[str, Any]
    client: httpx.Client


@dataclass
class Web:
    """A running web app."""

    url: str
    data: Path
    opened: list[httpx.Client] = field(default_factory=list)

    def client(self, token: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        client = httpx.Client(base_url=self.url, headers=headers, timeout=30, **LOCAL)
        self.opened.append(client)
        return client

    def person(self, **extra: str) -> Person:
        email = f"{secrets.token_hex(6)}@example.org"
        body = {
            "email": email,
            "password": PASSWORD,
            "password_confirm": PASSWORD,
            "first_name": "Ada",
            "last_name": "L",
        }
        answer = self.client().post("/auth/register/", json=body | extra)
        assert answer.status_code == 201, answer.text
        session = answer.json()
        return Person(email, session, self.client(session["access_token"]))


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """One web app for all tests of this folder; each makes its own people."""
    data = tmp_path_factory.mktemp("web")
    port = free_port()
    env = {
        "REFDESK_DATA_DIR": str(data),
        "REFDESK_PORT": str(port),
        "REFDESK_ALLOWED_HOSTS": "127.0.0.1,localhost,[::1],x,evil.example",
        "REFDESK_PREFECT_PORT": str(free_port()),
        # The API alone: what is built on this machine is no part of these tests.
        "REFDESK_UI_DIR": str(data / "no-interface"),
    }
    process = start(["-m", "webapp"], env=env, log=data / "web.log")
    running = Web(f"http://127.0.0.1:{port}", data)
    try:
        until = time.monotonic() + 60
        while not _answers(running.url):
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail((data / "web.log").read_text()[-3000:])
            time.sleep(0.1)
        yield running
    finally:
        for client in running.opened:
            client.close()
        stop(process)


@pytest.fixture
def anna(web: Web) -> Person:
    """A user of an organisation of their own."""
    return web.person()


@pytest.fixture
def bert(web: Web) -> Person:
    """A user of another organisation."""
    return web.person()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", **LOCAL).is_success
    except httpx.TransportError:
        return False


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of the test's own."""
    server = RedisServer(free_port(), tmp_path)
    server.start()
    yield server
    server.kill()
