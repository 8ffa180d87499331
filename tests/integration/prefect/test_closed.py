"""The launcher's server is closed: without its key, under another name, from another page; and open to its operator."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from pipelines.runs.prefect_key import ENTRANCE, WRONG_KEY, ticket
from pipelines.runs.sync import ReportKey
from tests.servers.prefect import AUTH, prefect_client
from webapp.operation.health import prefect_probe
from webapp.prefect.client import PrefectIngestion
from webapp.prefect.ingestion import IngestionUnavailable

EVENTS = ("/events/in", "/events/out", "/logs/out")


def place(url: str) -> str:
    """The server's own name and port."""
    return httpx.URL(url).netloc.decode()


def test_nothing_is_told_or_done_without_the_key(prefect_api_url: str) -> None:
    """401 for reading and for writing, also for paths that end like the open probe; the probe itself is open."""
    with httpx.Client(base_url=prefect_api_url, timeout=30) as stranger:
        assert stranger.get("/health").status_code == 200
        for path in ("/admin/version", "/artifacts/sync-x/latest", "/variables/name/health", "/variables/name/ready"):
            assert stranger.get(path).status_code == 401, path
        for path in ("/artifacts/filter", "/artifacts/", "/deployments/filter", "/flow_runs/filter", "/flows/"):
            assert stranger.post(path, json={}).status_code == 401, path
        assert stranger.delete(f"/deployments/{'0' * 8}-0000-4000-8000-{'0' * 12}").status_code == 401
    with prefect_client(prefect_api_url, auth="tests:wrong") as wrong:
        assert wrong.get("/admin/version").status_code == 401


@pytest.mark.parametrize("host", ["rebound.example", "rebound.example:80", "127.0.0.1.example", "[::1]", ""])
def test_another_name_is_refused_even_with_the_key(prefect_api_url: str, host: str) -> None:
    """A name that was bound to this machine makes no page of that name our own."""
    with prefect_client(prefect_api_url) as api:
        assert api.get("/admin/version", headers={"Host": host}).status_code == 400
        assert api.get("/admin/version", headers={"Host": f"localhost:{httpx.URL(prefect_api_url).port}"}).is_success


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "https://evil.example", "null", "http://[", "file://"])
def test_another_page_is_refused_even_with_the_key(prefect_api_url: str, origin: str) -> None:
    """403, and no header that would let it read; the server's own pages are served."""
    with prefect_client(prefect_api_url) as api:
        for method in ("GET", "POST", "OPTIONS"):
            answer = api.request(method, "/admin/version", headers={"Origin": origin})
            assert answer.status_code == 403
            assert "access-control-allow-origin" not in answer.headers
        own = {"Origin": f"http://{place(prefect_api_url)}"}
        assert api.get("/admin/version", headers=own).status_code == 200


@pytest.mark.parametrize("path", EVENTS)
def test_websockets_are_closed_to_others(prefect_api_url: str, path: str) -> None:
    """Refused before they are accepted for another page or name, closed without the key, open with it."""
    url = f"ws://{place(prefect_api_url)}/api{path}"
    for how in ({"origin": "https://evil.example"}, {"additional_headers": {"Host": "rebound.example"}}):
        with pytest.raises(InvalidStatus) as refused, connect(url, subprotocols=["prefect"], **how):
            pass
        assert refused.value.response.status_code in (400, 403)
    with connect(url, subprotocols=["prefect"]) as stranger:
        stranger.send(json.dumps({"type": "auth", "token": "tests:wrong"}))
        with pytest.raises(ConnectionClosed):
            stranger.recv(10)
    with connect(url, subprotocols=["prefect"], origin=f"http://{place(prefect_api_url)}") as own:
        own.send(json.dumps({"type": "auth", "token": AUTH}))
        assert json.loads(own.recv(10))["type"] == "auth_success"


def test_a_ticket_is_exchanged_for_the_key(prefect_api_url: str) -> None:
    """A valid one only; no page of another origin can ask, and nothing of it is stored on the way."""
    now = datetime.now(UTC)
    url = f"{prefect_api_url.removesuffix('/api')}{ENTRANCE}"
    page = httpx.get(url)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert AUTH not in page.text
    answer = httpx.post(url, content=ticket(AUTH, at=now))
    assert (answer.text, answer.headers["cache-control"]) == (AUTH, "no-store")
    old, other = ticket(AUTH, at=now - timedelta(minutes=30)), ticket("tests:wrong", at=now)
    for presented in (old, other, "", "x" * 10_000, "\u00e9"):
        refused = httpx.post(url, content=presented.encode())
        assert refused.status_code == 403
        assert AUTH not in refused.text
    foreign = httpx.post(url, content=ticket(AUTH, at=now), headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403


def test_pages_of_others_cannot_frame_the_interface(prefect_api_url: str) -> None:
    """A click into it cannot be stolen."""
    page = httpx.get(prefect_api_url.removesuffix("/api") + "/v2/", follow_redirects=True)
    assert page.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_a_wrong_key_is_told_with_its_remedy(prefect_api_url: str) -> None:
    """By the readiness check, which the open probe would deceive, and by whoever asks for a run."""
    wrong = prefect_probe(prefect_api_url, "tests:wrong")()
    assert not wrong.ok
    assert WRONG_KEY in wrong.remedy
    assert prefect_probe(prefect_api_url, AUTH)().ok
    ingestion = PrefectIngestion(prefect_api_url, auth="tests:wrong", report_key=ReportKey(b"k" * 32))
    assert not ingestion.health().ok
    with pytest.raises(IngestionUnavailable, match="PREFECT_API_AUTH_STRING"):
        ingestion.start("source")
    ingestion.close()
