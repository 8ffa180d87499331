"""A web app in this process whose plans the test sets."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.integration.webapp_conversations.serving import Paced
from tests.servers.database import put_migrated
from webapp.app import create_app
from webapp.settings import WebSettings

PASSWORD = "a long enough passphrase"


@dataclass
class Person:
    """Somebody with an organisation of their own."""

    client: FlaskClient
    user: dict[str, Any]
    token: str

    def call(self, method: str, path: str, **more: Any) -> TestResponse:
        return self.client.open(path, method=method, headers={"Authorization": f"Bearer {self.token}"}, **more)

    def talk(self) -> str:
        """A new conversation with a new chatbot."""
        chatbot = self.call("POST", "/api/v1/chatbots/", json={"name": "desk"}).json["id"]
        return str(self.call("POST", f"/api/v1/chatbots/{chatbot}/conversations/", json={}).json["id"])

    def ask(self, talk: str, **more: Any) -> TestResponse:
        return self.call("POST", f"/api/v1/conversations/{talk}/messages/", json={"content": "what?"}, **more)


@dataclass
class Desk:
    """The app."""

    app: Any
    answering: Paced

    @property
    def services(self) -> Any:
        return self.app.extensions["refdesk.services"]

    def person(self, **more: Any) -> Person:
        client = self.app.test_client()
        body = {
            "email": f"{secrets.token_hex(6)}@example.org",
            "password": PASSWORD,
            "password_confirm": PASSWORD,
            "first_name": "Ada",
            "last_name": "L",
        }
        made = client.post("/auth/register/", json=body, **more)
        assert made.status_code == 201, made.text
        return Person(client, made.json["user"], made.json["access_token"])


Opened = Callable[..., Desk]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens the app with settings; with plans, all organisations are on the one called ``tried``."""
    desks: list[Desk] = []

    def open_desk(plan: dict[str, Any] | None = None, answering: Any = None, **settings: Any) -> Desk:
        if plan is not None:
            settings |= {"plans": {"tried": plan}, "default_plan": "tried"}
        paced = answering or Paced()
        put_migrated(tmp_path)
        app = create_app(WebSettings(data_dir=tmp_path, **settings), background=False, answering=paced)
        desks.append(Desk(app, paced))
        return desks[-1]

    yield open_desk
    for desk in desks:
        desk.services.close()
