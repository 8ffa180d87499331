"""A disk without room, and a database that another process holds: what is told, and what goes on."""

import errno
import json
import sqlite3
from pathlib import Path

import pytest
from apiflask import APIBlueprint, APIFlask
from flask.testing import FlaskClient
from sqlalchemy import exc, text

from webapp.http import floor, problems
from webapp.settings import WebSettings
from webapp.sql import database
from webapp.sql.database import Database
from webapp.sql.troubles import told


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    """Routes as the app has them, behind the floor, with one that finds the disk full while it works."""
    app = APIFlask("floor")
    floor.keep(app, WebSettings(data_dir=tmp_path))
    problems.install(app, {})
    for name, route in (("auth", "login"), ("auth", "register"), ("conversations", "ask"), ("documents", "upload")):
        blueprint = APIBlueprint(name, name) if name not in app.blueprints else APIBlueprint(f"{name}2", name)
        blueprint.add_url_rule(f"/{route}", route, lambda: {}, methods=["GET", "POST", "DELETE"])
        app.register_blueprint(blueprint)

    @app.get("/full")
    def full() -> None:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        except OSError as error:
            raise ValueError("could not be kept") from error

    return app.test_client()


def test_without_room_only_what_is_new_is_refused(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """507 that says what to do; asking, logging in, reading and deleting go on."""
    monkeypatch.setattr(floor, "FLOOR_BYTES", 1 << 62)
    for path in ("/upload", "/register"):
        refused = client.post(path)
        assert refused.status_code == 507
        assert refused.headers["Retry-After"] == "30"
        assert json.loads(refused.data)["code"] == "storage_full"
        assert client.get(path).status_code == client.delete(path).status_code == 200
    assert client.post("/ask").status_code == client.post("/login").status_code == 200
    monkeypatch.undo()
    assert client.post("/upload").status_code == 200


def test_a_body_that_would_not_fit_is_refused_before_it_is_read(client: FlaskClient, tmp_path: Path) -> None:
    """By its length."""
    length = floor.free(tmp_path)
    refused = client.post("/upload", environ_overrides={"CONTENT_LENGTH": str(length)})
    assert refused.status_code == 507
    assert "MB" in json.loads(refused.data)["detail"]


def test_a_disk_that_fills_up_meanwhile_is_told_as_that(client: FlaskClient) -> None:
    """Whatever was made of the system's error."""
    assert client.get("/full").status_code == 507


def test_a_database_that_another_process_holds_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not broken: it says when to come again."""
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    path = tmp_path / "refdesk.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
        other.commit()
        other.execute("BEGIN IMMEDIATE")
        db = Database(f"sqlite:///{path}")
        with pytest.raises(exc.OperationalError) as caught, db.writing() as session:
            session.execute(text("INSERT INTO t VALUES (1)"))
        db.close()
    answer = told(caught.value)
    assert (answer.status, answer.code) == (503, "database_busy")
    assert answer.headers["Retry-After"]


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [("database or disk is full", 507, "storage_full"), ("server closed the connection", 503, "database_unavailable")],
)
def test_what_else_a_database_says(said: str, status: int, code: str) -> None:
    """By its own words."""
    answer = told(exc.OperationalError("INSERT", {}, Exception(said)))
    assert (answer.status, answer.code) == (status, code)
