"""Prefect beside a running stack: a page in the same browser can do nothing to it, the operator's link opens it."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bench.stack.library import Library, library
from tests.servers.browser import chromium
from tests.servers.prefect import prefect_client
from tests.servers.stack import Stack, account

REBOUND = "rebound.test"
# What a page did: read a report, write one, delete a deployment, make a flow, listen. ``key`` null: as a stranger.
TRIES = """
async ({ api, key, deployment, run }) => {
  const headers = { "Content-Type": "application/json", ...(key ? { Authorization: `Basic ${btoa(key)}` } : {}) };
  const tell = (done) => done.then((answer) => `${answer.type} ${answer.status}`).catch(() => "failed");
  const blob = (body) => new Blob([JSON.stringify(body)]);
  const simple = (path, body) => tell(fetch(api + path, { method: "POST", mode: "no-cors", body: blob(body) }));
  const report = { key: `sync-${run}`, type: "json", data: "{}", flow_run_id: run };
  return {
    read: await tell(fetch(`${api}/artifacts/sync-${run}/latest`, { headers })),
    write: await tell(fetch(`${api}/flows/`, { method: "POST", headers, body: '{"name": "by-fetch"}' })),
    blob: await simple("/flows/", { name: "by-blob" }),
    report: await simple("/artifacts/", report),
    remove: await tell(fetch(`${api}/deployments/${deployment}`, { method: "DELETE", headers })),
    listen: await new Promise((resolve) => {
      const socket = new WebSocket(`${api.replace("http", "ws")}/events/out`, ["prefect"]);
      socket.onopen = () => resolve("open");
      socket.onerror = () => resolve("failed");
    }),
  };
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser in which a foreign name leads to this machine, as a rebinding name server makes it."""
    with chromium(f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1") as started:
        yield started


@pytest.fixture(scope="module")
def key(stack: Stack) -> str:
    """The installation's key, as its owner reads it."""
    return (stack.data_dir / "prefect-key").read_text()


@pytest.fixture(scope="module")
def shelf(stack: Stack) -> Iterator[Library]:
    """Somebody's source with a sync."""
    with library(stack) as made:
        made.wait_for_sync(made.upload({"salaries.md": "# Salaries\n\nThe salaries of the house."}))
        yield made


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[str]:
    """The address of somebody else's page on this machine."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Games</title>")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the standard library
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def page_at(browser: Browser, url: str) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(url)
        yield page


def aims(api: httpx.Client, shelf: Library) -> dict[str, str]:
    """What of the source's a page goes for."""
    sync = shelf.http.get(f"/api/v1/sources/{shelf.source_id}/syncs/").json()["items"][0]["id"]
    deployment = api.get(f"/deployments/name/sync-source/source-{shelf.source_id}").raise_for_status().json()
    return {"run": sync, "deployment": deployment["id"]}


def flows(api: httpx.Client) -> set[str]:
    return {flow["name"] for flow in api.post("/flows/filter", json={}).raise_for_status().json()}


def test_a_page_of_another_origin_does_nothing_to_prefect(
    browser: Browser, stack: Stack, key: str, *, shelf: Library, foreign: str
) -> None:
    """It reads no report, forges none, deletes nothing and hears nothing: not even if it had the key."""
    with prefect_client(stack.prefect_api, auth=key) as api:
        aim = aims(api, shelf)
        report = api.get(f"/artifacts/sync-{aim['run']}/latest").json()
        assert "salaries.md" in report["data"]
        for stolen in (None, key):
            with page_at(browser, foreign) as page:
                told = page.evaluate(TRIES, {"api": stack.prefect_api, "key": stolen, **aim})
            assert told == {
                "read": "failed",
                "write": "failed",
                "blob": "opaque 0",  # sent, and refused: what came of it is asked below
                "report": "opaque 0",
                "remove": "failed",
                "listen": "failed",
            }
            assert flows(api) == {"sync-source"}
            assert api.get(f"/artifacts/sync-{aim['run']}/latest").json() == report
            assert aims(api, shelf) == aim


def test_the_same_tries_succeed_where_they_may(browser: Browser, stack: Stack, key: str, *, shelf: Library) -> None:
    """The test above can fail: from the server's own page, with the key, each of them does what it says."""
    with prefect_client(stack.prefect_api, auth=key) as api:
        aim = aims(api, shelf)
        with page_at(browser, f"{stack.prefect_api.removesuffix('/api')}/v2/") as page:
            told = page.evaluate(TRIES, {"api": stack.prefect_api, "key": key, **aim})
            stranger = page.evaluate(TRIES, {"api": stack.prefect_api, "key": None, **aim})
        assert (told["read"], told["write"], told["remove"], told["listen"]) == (
            "basic 200",
            "basic 201",
            "basic 204",
            "open",
        )
        assert (stranger["read"], stranger["write"], stranger["remove"]) == ("basic 401",) * 3
        made = next(flow for flow in api.post("/flows/filter", json={}).json() if flow["name"] == "by-fetch")
        api.delete(f"/flows/{made['id']}").raise_for_status()
    # The deployment that is gone now is made anew by the next request for a sync, or within a minute.
    assert shelf.wait_for_sync(shelf.upload({"more.md": "# More\n\nMore of it."}))["status"] == "succeeded"


def test_a_name_that_was_bound_to_this_machine_is_refused(browser: Browser, stack: Stack) -> None:
    """Its page would be of the server's own origin: it is not served one, whatever it asks for."""
    with browser.new_context() as context:
        page = context.new_page()
        for path in ("/", "/api/health", "/v2/", "/refdesk-enter"):
            answer = page.goto(f"http://{REBOUND}:{stack.prefect_port}{path}")
            assert answer is not None
            assert (answer.status, answer.text()) == (400, "Invalid host header")


def test_the_operators_link_opens_the_run(browser: Browser, stack: Stack, key: str) -> None:
    """No key is typed and none stands in an address; others are not given the link."""
    with account(stack, operator=True) as operator:
        chatbot = operator.http.post("/api/v1/chatbots/", json={"name": "Desk"}).json()["id"]
        made = operator.http.post(f"/api/v1/chatbots/{chatbot}/sources/", json={"name": "a", "kind": "upload"}).json()
        sync = operator.http.post(f"/api/v1/sources/{made['id']}/sync/", json={"dry_run": True}).json()["sync"]
    link = sync["prefect_url"]
    assert key.partition(":")[2] not in link
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(link)
        expect(page).to_have_url(re.compile(f"/v2/runs/flow-run/{sync['id']}"), timeout=30_000)
        expect(page.get_by_text("sync-source").first).to_be_visible(timeout=60_000)
        page.goto(f"{stack.prefect_api.removesuffix('/api')}/refdesk-enter#ticket=1.0&to=/v2/")
        expect(page.get_by_text("This link is too old")).to_be_visible()


def test_the_key_is_in_its_file_only(stack: Stack, key: str) -> None:
    """Readable by its owner; in no command line, no environment that another program was started with, no log."""
    assert (stack.data_dir / "prefect-key").stat().st_mode & 0o777 == 0o600
    secret = key.partition(":")[2]
    assert len(secret) == 64
    for process in stack.processes():
        try:
            assert secret not in json.dumps([process.cmdline(), process.environ()])
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    for log in stack.logs():
        assert secret.encode() not in log.read_bytes(), log
