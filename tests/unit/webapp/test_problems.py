"""Errors as HTTP: one table, nothing leaks."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from apiflask import APIFlask
from flask import Response, abort
from flask.testing import FlaskClient

from pipelines.errors import IndexTimeout, IndexUnavailable, StorageError, TextPurged
from webapp import errors
from webapp.app import create_app
from webapp.http.doors import Whose, doors
from webapp.prefect.ingestion import IngestionUnavailable
from webapp.settings import WebSettings

RAISED: dict[str, tuple[Exception, int, str]] = {
    "index": (IndexUnavailable("No index."), 503, "index_unavailable"),
    "slow": (IndexTimeout("Slow."), 503, "index_timeout"),
    "disk": (StorageError("No file."), 503, "storage_error"),
    "purged": (TextPurged("Gone."), 410, "text_purged"),
    "prefect": (IngestionUnavailable("No Prefect."), 503, "ingestion_unavailable"),
    "forbidden": (errors.Forbidden("No."), 403, "forbidden"),
    "conflict": (errors.Conflicting("Paused.", code="chatbot_paused"), 409, "chatbot_paused"),
    "bug": (RuntimeError("password=hunter2"), 500, "internal_error"),
    "deep": (RecursionError("password=hunter2"), 500, "internal_error"),
    "key": (KeyError("password=hunter2"), 500, "internal_error"),
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[APIFlask]:
    """The app with a route that raises."""
    app = create_app(WebSettings(data_dir=tmp_path_factory.mktemp("web")), background=False)
    doors(app).update({"get /raise/{name}": Whose.ANYBODY, "get /abort/{status}": Whose.ANYBODY})

    @app.get("/raise/<name>")
    def fail(name: str) -> Response:
        raise RAISED[name][0]

    @app.get("/abort/<int:status>")
    def stop(status: int) -> Response:
        abort(status)

    yield app
    app.extensions["refdesk.services"].close()


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("name", list(RAISED))
def test_errors_have_their_status_and_code(client: FlaskClient, name: str) -> None:
    """Those that are raised on purpose, those of the pipelines and of Prefect, and bugs, of which nothing is told."""
    _, status, code = RAISED[name]
    with structlog.testing.capture_logs() as logged:
        answer = client.get(f"/raise/{name}", headers={"X-Request-ID": "one-request"})
    body = json.loads(answer.data)
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert answer.content_type == "application/problem+json"
    assert body["request_id"] == answer.headers["X-Request-ID"] == "one-request"
    assert body["type"] == f"urn:refdesk:problem:{code}"
    assert b"hunter2" not in answer.data
    assert b"RuntimeError" not in answer.data
    if code == "internal_error":
        assert [entry["exc_info"] for entry in logged if entry["event"] == "request_failed"] == [RAISED[name][0]]


@pytest.mark.parametrize("status", [400, 403, 404, 408, 409, 410, 418, 429, 503])
def test_what_the_framework_raises_is_a_problem_too(client: FlaskClient, status: int) -> None:
    """Any HTTP error."""
    answer = client.get(f"/abort/{status}")
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert answer.json["code"]


def test_the_app_is_made_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``webapp.app:from_environment()`` reads the settings and starts its passes."""
    from webapp.app import from_environment

    monkeypatch.setenv("REFDESK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    app = from_environment()
    assert app.test_client().get("/healthz").status_code == 200
    assert (tmp_path / "secret-key").exists()
    app.extensions["refdesk.services"].close()
