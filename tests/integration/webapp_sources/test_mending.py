"""Prefect comes to show what the rows say: at once where it is there, by the mending pass where it was not."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from pipelines.types import Document, Status
from tests.integration.webapp_sources.desk import PASSWORD, Desk
from tests.servers.prefect import AUTH, free_port, prefect_client
from tests.servers.waiting import wait_for
from webapp.app import create_app
from webapp.settings import WebSettings
from webapp.sources.deployments import definition
from webapp.sources.models import Source
from webapp.wiring import Services

SCHEDULE = {"cron": "0 3 * * *", "timezone": "Europe/Berlin"}


class Installation:
    """A web app in this process, without passes of its own."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.services: Services = app.extensions["refdesk.services"]
        self.client: FlaskClient = app.test_client()
        self.headers: dict[str, str] = {}

    def call(self, method: str, path: str, status: int, **how: Any) -> Any:
        answer = self.client.open(path, method=method, headers=self.headers, **how)
        assert answer.status_code == status, answer.text
        return answer.json if answer.data else None

    def log_in(self, email: str) -> None:
        body = {"email": email, "password": PASSWORD}
        new = {"password_confirm": PASSWORD, "first_name": "A", "last_name": "B"}
        self.client.post("/auth/register/", json=body | new)
        self.headers = {"Authorization": f"Bearer {self.call('POST', '/auth/login/', 200, json=body)['access_token']}"}

    def mend(self) -> None:
        """One round of the mending pass."""
        (mending,) = [each for feature in self.services.features for each in feature.passes if each.name == "mending"]
        assert mending.alone  # of several web apps one does it
        mending.run()

    def row(self, source_id: str) -> Source:
        with self.services.db.reading() as session:
            return session.scalars(select(Source).where(Source.id == source_id)).one()


@contextmanager
def installed(data: Path, prefect_api: str) -> Iterator[Installation]:
    app = create_app(
        WebSettings(data_dir=data, PREFECT_API_URL=prefect_api, PREFECT_API_AUTH_STRING=AUTH), background=False
    )
    made = Installation(app)
    try:
        yield made
    finally:
        made.services.close()


@pytest.fixture
def api(whole: Desk, prefect_api_url: str) -> Iterator[httpx.Client]:
    """Prefect's API, with a worker registered."""
    with prefect_client(prefect_api_url) as client:
        yield client


def deployed(api: httpx.Client, source_id: str) -> dict[str, Any] | None:
    """The source's deployment as Prefect has it."""
    answer = api.get(f"/deployments/name/sync-source/source-{source_id}")
    return answer.json() if answer.status_code == 200 else None


def crons(deployment: dict[str, Any] | None) -> list[tuple[str, bool]]:
    assert deployment is not None
    return [(each["schedule"]["cron"], each["active"]) for each in deployment["schedules"]]


def test_what_was_wanted_while_prefect_was_away_comes_to_be(
    tmp_path: Path, api: httpx.Client, prefect_api_url: str
) -> None:
    """Sources made, changed and deleted without Prefect: deployments made, changed and none, once it is back."""
    email = f"{secrets.token_hex(6)}@example.org"
    with installed(tmp_path, f"http://127.0.0.1:{free_port()}/api") as away:
        away.log_in(email)
        chatbot = away.call("POST", "/api/v1/chatbots/", 201, json={"name": "desk"})["id"]
        path, body = f"/api/v1/chatbots/{chatbot}/sources/", {"name": "a", "kind": "upload"}
        kept = away.call("POST", path, 201, json=body)["id"]
        gone = away.call("POST", path, 201, json=body)["id"]
        away.call("PATCH", f"/api/v1/sources/{kept}/", 200, json={"schedule": SCHEDULE})
        away.call("DELETE", f"/api/v1/sources/{gone}/", 204)
        away.mend()
        assert away.row(kept).deployed_revision == 0
        assert deployed(api, kept) is None
    with installed(tmp_path, prefect_api_url) as back:
        back.mend()
        assert crons(deployed(api, kept)) == [("0 3 * * *", True)]
        assert deployed(api, gone) is None
        row = back.row(kept)
        assert row.deployed_revision == row.revision
        assert back.row(gone).retired_at is not None
        back.log_in(email)
        back.call("DELETE", f"/api/v1/sources/{kept}/", 204)
        wait_for(lambda: deployed(api, kept) is None and back.row(kept).retired_at)


def test_a_schedule_follows_its_source_at_once(tmp_path: Path, api: httpx.Client, prefect_api_url: str) -> None:
    """Made, changed, paused, taken away with the source's own requests; nobody waits for a pass."""
    with installed(tmp_path, prefect_api_url) as desk:
        desk.log_in(f"{secrets.token_hex(6)}@example.org")
        chatbot = desk.call("POST", "/api/v1/chatbots/", 201, json={"name": "desk"})["id"]
        body = {"name": "a", "kind": "upload", "schedule": SCHEDULE}
        source = desk.call("POST", f"/api/v1/chatbots/{chatbot}/sources/", 201, json=body)["id"]
        assert crons(deployed(api, source)) == [("0 3 * * *", True)]
        path = f"/api/v1/sources/{source}/"
        desk.call("PATCH", path, 200, json={"schedule": {"cron": "0 4 * * *"}})
        assert crons(deployed(api, source)) == [("0 4 * * *", True)]
        paused = desk.call("PATCH", path, 200, json={"schedule": {"cron": "0 4 * * *", "active": False}})
        assert paused["status"] == "paused"
        found = deployed(api, source)
        assert found is not None
        assert found["paused"] or crons(found) == [("0 4 * * *", False)]
        desk.call("PATCH", path, 200, json={"schedule": None})
        assert crons(deployed(api, source)) == []
        desk.call("DELETE", f"/api/v1/chatbots/{chatbot}/", 204)
        wait_for(lambda: deployed(api, source) is None)


def test_a_prefect_that_lost_a_source_is_told_again(tmp_path: Path, api: httpx.Client, prefect_api_url: str) -> None:
    """A sync can be requested although the deployment was removed behind our back."""
    with installed(tmp_path, prefect_api_url) as desk:
        desk.log_in(f"{secrets.token_hex(6)}@example.org")
        chatbot = desk.call("POST", "/api/v1/chatbots/", 201, json={"name": "desk"})["id"]
        body = {"name": "a", "kind": "upload"}
        source = desk.call("POST", f"/api/v1/chatbots/{chatbot}/sources/", 201, json=body)["id"]
        found = deployed(api, source)
        assert found is not None
        assert api.delete(f"/deployments/{found['id']}").status_code == 204
        sync = desk.call("POST", f"/api/v1/sources/{source}/sync/", 202, json={"dry_run": True})["sync"]
        assert desk.call("GET", f"/api/v1/syncs/{sync['id']}/", 200)["sync"]["dry_run"] is True
        assert deployed(api, source) is not None


def test_what_others_removed_or_altered_in_prefect_is_made_anew(
    tmp_path: Path, api: httpx.Client, prefect_api_url: str
) -> None:
    """By the next pass, with its schedule and its one run at a time; what agrees is left alone."""
    with installed(tmp_path, prefect_api_url) as desk:
        desk.log_in(f"{secrets.token_hex(6)}@example.org")
        chatbot = desk.call("POST", "/api/v1/chatbots/", 201, json={"name": "desk"})["id"]
        body, path = {"name": "a", "kind": "upload", "schedule": SCHEDULE}, f"/api/v1/chatbots/{chatbot}/sources/"
        removed, paused, left = [desk.call("POST", path, 201, json=body)["id"] for _ in range(3)]
        before = [deployed(api, source) for source in (removed, paused, left)]
        assert before[0]
        assert before[1]
        assert before[2]
        assert api.delete(f"/deployments/{before[0]['id']}").status_code == 204
        altered = {"paused": True, "concurrency_limit": 7, "tags": ["org:other", f"source:{paused}"]}
        assert api.patch(f"/deployments/{before[1]['id']}", json=altered).status_code == 204
        desk.mend()
        for source in (removed, paused, left):
            found = deployed(api, source)
            assert crons(found) == [("0 3 * * *", True)]
            assert found is not None
            assert not found["paused"]
            assert found["global_concurrency_limit"]["limit"] == 1
            assert sorted(found["tags"]) == sorted([f"org:{desk.row(source).org_id}", f"source:{source}"])
            assert desk.services.ingestion.astray([definition(desk.row(source))]) == frozenset()
        again = deployed(api, left)
        assert again is not None
        assert again["updated"] == before[2]["updated"]


def test_documents_of_a_deleted_source_are_retired_without_prefect(tmp_path: Path) -> None:
    """In batches, in the background, right away; the row waits for Prefect, the documents do not."""
    with installed(tmp_path, f"http://127.0.0.1:{free_port()}/api") as desk:
        desk.log_in(f"{secrets.token_hex(6)}@example.org")
        org = desk.call("GET", "/auth/me/", 200)["organization"]["id"]
        chatbot = desk.call("POST", "/api/v1/chatbots/", 201, json={"name": "desk"})["id"]
        body = {"name": "a", "kind": "upload"}
        source = desk.call("POST", f"/api/v1/chatbots/{chatbot}/sources/", 201, json=body)["id"]
        rows = [Document(secrets.token_hex(8), org, source, f"{place}.txt", f"{place}.txt") for place in range(450)]
        assert not desk.services.index.put(rows)
        desk.call("DELETE", f"/api/v1/sources/{source}/", 204)
        ids = [row.document_id for row in rows]
        wait_for(lambda: {row.status for row in desk.services.index.get(org, ids).values()} == {Status.DELETED})
        assert not any(row.tombstone for row in desk.services.index.get(org, ids).values())
        assert desk.row(source).retired_at is None
