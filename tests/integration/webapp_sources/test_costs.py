"""What requests and passes cost: the same however many files, sources and documents there are."""

import io
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipelines.assembly.stores import open_index
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Scope, Status, document_id_for
from tests.counting import CountedIndex, counted_requests
from tests.integration.webapp_sources.desk import Desk, manual
from tests.integration.webapp_sources.test_mending import Installation
from tests.servers.prefect import AUTH, prefect_client
from webapp.app import create_app
from webapp.prefect import http as prefect_http
from webapp.settings import WebSettings
from webapp.sources.endings import Endings
from webapp.sources.models import Source

FUTURE = "2999-01-01T00:00:00+00:00"


class Counted(Installation):
    """A web app whose calls to index and Prefect are counted, with a chatbot."""

    def __init__(self, data: Path, prefect_api: str, *, asked: list[str], prefect: httpx.Client) -> None:
        settings = WebSettings(data_dir=data, PREFECT_API_URL=prefect_api, PREFECT_API_AUTH_STRING=AUTH)
        self.index, self.asked, self.prefect = CountedIndex(open_index(settings)), asked, prefect
        super().__init__(create_app(settings, background=False, index=self.index))
        self.log_in(f"{secrets.token_hex(6)}@example.org")
        self.chatbot = self.call("POST", "/api/v1/chatbots/", 201, json={"name": "desk"})["id"]

    def source(self) -> str:
        body = {"name": "a", "kind": "upload"}
        return str(self.call("POST", f"/api/v1/chatbots/{self.chatbot}/sources/", 201, json=body)["id"])

    def send(self, source: str, files: dict[str, bytes]) -> Any:
        parts = [(io.BytesIO(content), name) for name, content in files.items()]
        return self.call("POST", f"/api/v1/sources/{source}/files/", 202, data={"files": parts})["sync"]

    def run(self, source: str, state: str, *, parameters: dict[str, Any] | None = None) -> str:
        """A run that nobody requested here, as a schedule makes them, and how it ended."""
        deployment = self.prefect.get(f"/deployments/name/sync-source/source-{source}").json()["id"]
        planned = {"type": "SCHEDULED", "state_details": {"scheduled_time": FUTURE}}
        body = {"state": planned, "parameters": parameters or {}}
        made = str(self.prefect.post(f"/deployments/{deployment}/create_flow_run", json=body).json()["id"])
        self.end(made, state)
        return made

    def end(self, run: str, state: str) -> None:
        """Bring a run to its end, whoever has it."""
        body = {"state": {"type": state}, "force": True}
        assert self.prefect.post(f"/flow_runs/{run}/set_state", json=body).is_success

    def open(self, source: str, run: str) -> None:
        """The run was requested here, and nobody has seen its end."""
        with self.services.db.writing() as session:
            session.get_one(Source, source).open_sync_id = run

    def calls_of(self, work: Any) -> int:
        """How often that asks Prefect."""
        before = len(self.asked)
        work()
        return len(self.asked) - before


@pytest.fixture
def desk(whole: Desk, prefect_api_url: str, tmp_path: Path) -> Iterator[Counted]:
    """An installation of its own beside the one whose worker Prefect knows."""
    with (
        counted_requests(prefect_api_url.removesuffix("/api")) as (url, asked),
        prefect_client(prefect_api_url) as prefect,
    ):
        made = Counted(tmp_path, f"{url}/api", asked=asked, prefect=prefect)
        yield made
        made.services.close()


def endings_of(desk: Counted) -> Endings:
    """A process's memory of what it has seen, made anew."""
    return Endings(desk.services.db, desk.services.ingestion)


def test_many_files_are_one_get_and_one_put(desk: Counted) -> None:
    """Sixty files of a request: their rows are read and written at once; what is there is read again once the bytes are
    kept, and not written.
    """
    source = desk.source()
    desk.index.reset()
    files = {f"{number}.md": manual(f"part {number}") for number in range(60)}
    desk.send(source, files)
    assert (desk.index.calls["get"], desk.index.calls["put"], desk.index.rows["put"]) == (1, 1, 60)
    desk.index.reset()
    desk.send(source, files | {"60.md": manual("one more")})
    assert (desk.index.calls["get"], desk.index.calls["put"], desk.index.rows["put"]) == (2, 1, 1)
    with desk.services.db.reading() as session:
        org = session.get_one(Source, source).org_id
    assert desk.index.index.counts(Scope(org, frozenset({source})))[source] == {Status.PENDING: 61}


def test_a_file_that_is_deleted_while_it_comes_again_is_there(desk: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looked as if nothing had to be written; the bytes were kept, and somebody deleted the document meanwhile."""
    source, place_upload = desk.source(), Storage.place_upload
    desk.send(source, {"one.md": manual("one")})
    with desk.services.db.reading() as session:
        org = session.get_one(Source, source).org_id
    document = document_id_for(source, "one.md")

    def deleted_meanwhile(storage: Storage, aside: Any, **name: str) -> None:
        desk.index.index.retire(org, [document], tombstone=True)
        place_upload(storage, aside, **name)

    monkeypatch.setattr(Storage, "place_upload", deleted_meanwhile)
    desk.send(source, {"one.md": manual("one")})
    row = desk.index.index.get(org, [document])[document]
    assert (row.status, row.tombstone) == (Status.PENDING, False)


def test_one_file_costs_the_same_in_any_source(desk: Counted) -> None:
    """The request neither lists nor counts what the source holds, and asks Prefect as often."""
    org = desk.call("GET", "/auth/me/", 200)["organization"]["id"]
    costs = []
    desk.send(desk.source(), {"first.md": manual("first")})  # That the flow is registered is asked once in a while.
    for held in (0, 2_000):
        source = desk.source()
        rows = [Document(f"{source}-{place}", org, source, f"{place}.txt", "t") for place in range(held)]
        assert not desk.index.index.put(rows)
        desk.index.reset()
        asked = desk.calls_of(lambda source=source: desk.send(source, {"one.md": manual("one")}))
        costs.append((dict(desk.index.calls), dict(desk.index.rows), asked))
    assert costs[0] == costs[1]
    assert "list" not in costs[0][0]


def test_a_list_of_sources_asks_prefect_twice_at_most(desk: Counted) -> None:
    """However many of its sources have a run whose end nobody has seen; afterwards once."""
    sources = [desk.source() for _ in range(5)]
    for source in sources:
        desk.open(source, desk.run(source, "COMPLETED"))
    path = f"/api/v1/chatbots/{desk.chatbot}/sources/"
    listed: list[dict[str, Any]] = []
    assert desk.calls_of(lambda: listed.extend(desk.call("GET", path, 200)["items"])) == 2
    assert [one["id"] for one in listed] == sources
    assert all(one["last_synced_at"] and one["status"] == "idle" for one in listed)
    assert desk.calls_of(lambda: desk.call("GET", path, 200)) == 1


def test_what_ended_unseen_is_learnt_by_one_question(desk: Counted) -> None:
    """Runs that nobody looked at, of all sources: succeeded, failed, dry and cancelled ones; again, nothing is new."""
    good, bad, dry, stopped = (desk.source() for _ in range(4))
    desk.run(good, "COMPLETED")
    desk.run(bad, "FAILED")
    desk.run(dry, "FAILED", parameters={"dry_run": True})
    desk.open(stopped, desk.run(stopped, "CANCELLED"))
    endings = endings_of(desk)
    assert desk.calls_of(endings.learn) == 1
    assert desk.row(good).last_synced_at is not None
    assert [desk.row(source).sync_failed for source in (good, bad, dry, stopped)] == [False, True, False, False]
    assert desk.row(stopped).open_sync_id is None
    seen = {source: desk.row(source).last_synced_at for source in (good, bad, dry, stopped)}
    assert desk.calls_of(endings.learn) == 1
    assert desk.calls_of(endings_of(desk).learn) == 1
    assert {source: desk.row(source).last_synced_at for source in seen} == seen
    desk.run(bad, "COMPLETED")
    endings.learn()
    assert (desk.row(bad).sync_failed, desk.row(bad).last_synced_at is not None) == (False, True)


def test_more_ends_than_a_page_are_all_learnt(desk: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page, the newest end of each source last."""
    monkeypatch.setattr(prefect_http, "PAGE", 3)
    sources = [desk.source() for _ in range(4)]
    for source in sources:
        desk.run(source, "COMPLETED")
    for source in sources:
        desk.run(source, "FAILED")
    endings_of(desk).learn()
    assert all(desk.row(source).sync_failed and desk.row(source).last_synced_at for source in sources)
