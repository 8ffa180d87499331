"""A database that another process holds: reading goes on, a write is told when to come again, then all goes on."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.regressions.conftest import House
from webapp.sql import database


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 100)
    return House(tmp_path)


def test_held_for_writing(house: House, tmp_path: Path) -> None:
    """Reading and logins' tokens work; a write gets 503 ``database_busy`` with Retry-After."""
    with closing(sqlite3.connect(tmp_path / "refdesk.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert house.call("GET", "/api/v1/chatbots/").status_code == 200
        began = time.monotonic()
        refused = house.call("POST", "/api/v1/chatbots/", name="Later")
        assert time.monotonic() - began < 5
        assert (refused.status_code, refused.get_json()["code"]) == (503, "database_busy")
        assert int(refused.headers["Retry-After"]) > 0
        other.execute("ROLLBACK")
    assert "Later" not in house.call("GET", "/api/v1/chatbots/").get_data(as_text=True)
    assert house.call("POST", "/api/v1/chatbots/", name="Now").status_code == 201
    house.close()


def test_held_altogether(house: House, tmp_path: Path) -> None:
    """Where not even reading is possible, readers are told the same."""
    house.app.extensions["refdesk.services"].db.close()
    with closing(sqlite3.connect(tmp_path / "refdesk.sqlite", isolation_level=None, timeout=5)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        for method, path in (("GET", "/api/v1/chatbots/"), ("POST", "/api/v1/chatbots/")):
            refused = house.call(method, path, **({"name": "Later"} if method == "POST" else {}))
            assert (refused.status_code, refused.get_json()["code"]) == (503, "database_busy")
            assert int(refused.headers["Retry-After"]) > 0
        other.execute("ROLLBACK")
    assert house.call("GET", "/api/v1/chatbots/").status_code == 200
    house.close()
