"""A web app with its real answerer over a small library: what conversations say of real answers, over HTTP."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from pipelines.types import document_id_for
from tests.integration.webapp_conversations.serving import Person, apps
from tests.unit.pipelines.answering_desk import LIBRARY, Desk


@dataclass
class Reader:
    """A person of an organisation of their own, with a chatbot and a source of the library."""

    http: httpx.Client
    desk: Desk
    org: str
    chatbot: str
    source: str

    def conversation(self) -> str:
        """A new one."""
        return str(self.ok(self.http.post(f"/api/v1/chatbots/{self.chatbot}/conversations/", json={}), 201)["id"])

    def ask(self, talk: str, content: str, **more: Any) -> dict[str, Any]:
        """The whole answer."""
        body = {"content": content, **more}
        answer = self.http.post(f"/api/v1/conversations/{talk}/messages/", json=body)
        message: dict[str, Any] = self.ok(answer, 201)["message"]
        return message

    def messages(self, talk: str, **params: Any) -> list[dict[str, Any]]:
        """What a list shows."""
        params = {"limit": 100, **params}
        listed = self.ok(self.http.get(f"/api/v1/conversations/{talk}/messages/", params=params))
        items: list[dict[str, Any]] = listed["items"]
        return items

    def document(self, name: str) -> str:
        """The id of a document of the source."""
        return document_id_for(self.source, name)

    def another_source(self, texts: Mapping[str, str], *, visibility: str = "citable") -> str:
        """A further source of the chatbot, with these documents."""
        body = {"name": "more", "kind": "upload", "visibility": visibility}
        made = self.ok(self.http.post(f"/api/v1/chatbots/{self.chatbot}/sources/", json=body), 201)
        self.desk.publish(texts, source=made["id"], org=self.org)
        return str(made["id"])

    @staticmethod
    def ok(answer: httpx.Response, status: int = 200) -> Any:
        """The body of an answer that must have this status."""
        assert answer.status_code == status, (str(answer.request.url), answer.text)
        return answer.json() if answer.content else None


@dataclass
class Library:
    """The app's address and its index."""

    url: str
    desk: Desk
    people: Any

    def reader(self, texts: Mapping[str, str] = LIBRARY) -> Reader:
        """Somebody with these documents."""
        person: Person = self.people()
        http = person.at(self.url)
        org = http.get("/auth/me/").json()["organization"]["id"]
        chatbot = http.post("/api/v1/chatbots/", json={"name": "desk"}).json()["id"]
        made = http.post(f"/api/v1/chatbots/{chatbot}/sources/", json={"name": "s", "kind": "upload"}).json()
        self.desk.publish(texts, source=made["id"], org=org)
        return Reader(http, self.desk, org, chatbot, made["id"])


@contextmanager
def library(data: Path) -> Iterator[Library]:
    """Served until the end of the block."""
    desk = Desk(data)
    with apps(data, None) as running:
        yield Library(running.one, desk, running.person)
    desk.index.close()
