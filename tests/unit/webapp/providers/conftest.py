"""The web app in this process, with people, and a provider as a real server that the operator has allowed by name."""

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from tests.servers.openai_standin import Standin, standin, standin_server
from tests.unit.webapp.limits.conftest import Desk, Opened, Person, opened
from webapp.auth.models import User

__all__ = ["opened", "standin", "standin_server"]

KEY = "sk-never-shown-4711"
PATH = "/api/v1/organization/providers/"


class Owner:
    """Somebody who sets providers up."""

    def __init__(self, desk: Desk, person: Person, *, standin: Standin) -> None:
        self.desk = desk
        self.person = person
        self.standin = standin
        self.url = standin.url

    def call(self, method: str, path: str = "", status: int = 200, **body: Any) -> Any:
        answer = self.person.call(method, path if path.startswith("/") else PATH + path, json=body or None)
        assert answer.status_code == status, (method, path, answer.status_code, answer.text)
        return answer.get_json() if answer.data else None

    def provider(self, **values: Any) -> dict[str, Any]:
        body = {"name": "Ours", "base_url": self.url, "default_model": "large", "api_key": KEY} | values
        made: dict[str, Any] = self.call("POST", status=201, **body)
        return made

    def names(self) -> list[str]:
        return [row["name"] for row in self.call("GET")["items"]]

    def chatbot(self, **settings: Any) -> str:
        chatbot = str(self.call("POST", "/api/v1/chatbots/", status=201, name="desk")["id"])
        if settings:
            self.call("PATCH", f"/api/v1/chatbots/{chatbot}/settings/", **settings)
        return chatbot

    def asked(self, chatbot: str) -> Any:
        """The question as it is handed to who answers."""
        assert (answer := self.asks(chatbot)).status_code == 201, answer.text
        return self.desk.answering.asked[-1]

    def asks(self, chatbot: str) -> Any:
        """The response to a question in a new conversation."""
        talk = self.call("POST", f"/api/v1/chatbots/{chatbot}/conversations/", status=201, title="t")["id"]
        return self.person.ask(talk)

    def becomes(self, role: str) -> None:
        """Another role in the organisation."""
        with self.desk.services.db.writing() as session:
            session.execute(update(User).where(User.id == self.person.user["id"]).values(role=role))


Owners = Callable[..., Owner]


@pytest.fixture
def owners(opened: Opened, standin: Standin) -> Owners:
    """Each an owner of an organisation of their own, at one app."""
    settings = {"outbound_allowed": urlsplit(standin.url).netloc}
    desks: list[Desk] = []

    def owner(**more: Any) -> Owner:
        if not desks or more:
            desks.append(opened(**(settings | more)))
        return Owner(desks[-1], desks[-1].person(), standin=standin)

    return owner


def other_secret() -> str:
    """Another secret of the installation."""
    return secrets.token_hex(32)
