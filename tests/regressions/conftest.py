"""The web app within the test's process, and a desk that answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.answering.conftest import MakeAnswerer, desk, modelled, standin, standin_server
from tests.integration.webapp_conversations.serving import PASSWORD, Paced
from tests.servers.database import put_migrated
from tests.servers.prefect import free_port
from webapp.app import create_app
from webapp.settings import WebSettings

__all__ = ["MakeAnswerer", "desk", "modelled", "standin", "standin_server"]

PERSON = {
    "email": "ada@example.org",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
    "first_name": "Ada",
    "last_name": "L",
}


class House:
    """A web app; ``token`` is a person's who has registered."""

    def __init__(self, data: Path, **settings: Any) -> None:
        made = WebSettings(data_dir=data, prefect_port=free_port(), allowed_hosts="localhost", **settings)
        put_migrated(data)
        self.app = create_app(made, background=False, answering=Paced())
        self.client = self.app.test_client()
        self.registered = self.client.post("/auth/register/", json=PERSON)
        self.token = (self.registered.get_json() or {}).get("access_token", "")

    def call(self, method: str, path: str, **body: Any) -> Any:
        """A request of that person's."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.open(path, method=method, headers=headers, **({"json": body} if body else {}))

    def close(self) -> None:
        self.app.extensions["refdesk.services"].close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.close()
