"""Attackers with accounts: each in an organisation and at an address of its own."""

import contextlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tests.bench.siege.field import Field
from tests.bench.siege.tenant import NAMES
from tests.servers.http import LOCAL

PASSWORD = "an-attacker-" + secrets.token_hex(8)
PATIENCE = 60.0
ENDED = frozenset({"indexed", "skipped", "failed"})


@dataclass(frozen=True)
class Attacker:
    """A person with a chatbot, a source and a conversation."""

    http: httpx.Client
    email: str
    address: str
    token: str
    refresh: str
    chatbot: str
    source: str
    talk: str

    @property
    def head(self) -> bytes:
        """The header lines of a raw request of this person."""
        return f"Host: 127.0.0.1\r\nX-Forwarded-For: {self.address}\r\nAuthorization: Bearer {self.token}\r\n".encode()

    def upload(self, files: Mapping[str, bytes]) -> httpx.Response:
        """Bring files in."""
        parts = [("files", one) for one in files.items()]
        return self.http.post(f"/api/v1/sources/{self.source}/files/", files=parts)

    def documents(self) -> list[dict[str, Any]]:
        """The first hundred of them."""
        answer = self.http.get(f"/api/v1/sources/{self.source}/documents/?limit=100")
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    def stored(self, name: str, content: bytes, seconds: float = 120) -> dict[str, Any]:
        """A document once its upload has ended."""
        self.upload({name: content}).raise_for_status()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for one in self.documents():
                if one["uri"] == name and one["status"] in ENDED:
                    return one
            time.sleep(0.3)
        raise TimeoutError(f"{name} is not read after {seconds} s.")


def client(ground: Field, address: str | None = None) -> httpx.Client:
    """Somebody without an account, at an address of their own."""
    headers = {"X-Forwarded-For": address or f"198.51.100.{1 + secrets.randbelow(250)}"}
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    return httpx.Client(base_url=ground.url, timeout=PATIENCE, headers=headers, limits=limits, **LOCAL)


def attacker(ground: Field) -> Attacker:
    """Register one."""
    http = client(ground)
    email = f"attacker-{secrets.token_hex(6)}@example.com"
    body = {"email": email, "password": PASSWORD, "password_confirm": PASSWORD, **NAMES}
    answer = http.post("/auth/register/", json=body).raise_for_status().json()
    http.headers["Authorization"] = f"Bearer {answer['access_token']}"
    chatbot = _made(http, "/api/v1/chatbots/", name="Siege")
    source = _made(http, f"/api/v1/chatbots/{chatbot}/sources/", name="Files", kind="upload")
    talk = _made(http, f"/api/v1/chatbots/{chatbot}/conversations/")
    address = http.headers["X-Forwarded-For"]
    return Attacker(http, email, address, answer["access_token"], answer["refresh_token"], chatbot, source, talk)


def told_of(person: Attacker) -> Attacker:
    """The same with a document of what they ask: without a passage a model is asked for other words only."""
    person.stored("valve.md", b"# Told\n\nTell it slowly, tell it in drops: the valve is opened by hand, in drops.")
    return person


def heard(ground: Field, answer: httpx.Response) -> httpx.Response:
    """Tell what an answer said."""
    code = ""
    if answer.is_error:
        with contextlib.suppress(ValueError, KeyError, httpx.HTTPError):
            answer.read()
            code = str(answer.json()["code"])
    ground.told.hear(answer.status_code, code)
    return answer


def sent(ground: Field, http: httpx.Client, request: str, **more: Any) -> httpx.Response | None:
    """Send a request (`POST /auth/login/`) and tell what came; None where nothing did."""
    method, _, path = request.partition(" ")
    try:
        return heard(ground, http.request(method, path, **more))
    except httpx.HTTPError as error:
        ground.told.hear(0, type(error).__name__)
        return None


def _made(http: httpx.Client, path: str, **body: Any) -> str:
    return str(http.post(path, json=body).raise_for_status().json()["id"])
