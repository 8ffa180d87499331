"""Whoever sends a hundred requests at once waits for itself, and then is told to come again."""

import threading
from contextlib import ExitStack
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask import Blueprint, Flask, g

from webapp.http import shares
from webapp.http.shares import Shares, TooManyAtOnce


def test_one_waits_for_its_own_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at once and one that waits: another is refused at once, and so is who waited too long; others go on."""
    monkeypatch.setattr(shares, "SECONDS", 0.2)
    places = Shares(at_once=2, waiting=1)
    with ExitStack() as one, ExitStack() as two, ExitStack() as others:
        places.take("crowd", one)
        places.take("crowd", two)
        refused = threading.Event()

        def third() -> None:
            with ExitStack() as waiting, pytest.raises(TooManyAtOnce):
                places.take("crowd", waiting)
            refused.set()

        waiting = threading.Thread(target=third)
        waiting.start()
        while places._held["crowd"] < 3:
            pass
        with ExitStack() as fourth, pytest.raises(TooManyAtOnce) as told:
            places.take("crowd", fourth)
        assert told.value.headers == {"Retry-After": "1"}
        places.take("other", others)
        waiting.join(5)
        assert refused.is_set()
    assert (places._turns, +places._held) == ({}, {})


def test_looks_at_pages_and_all_else_count_apart() -> None:
    """Slow pages of an organisation do not keep it from reading its lists; what waits anyway counts nowhere."""
    app, seen = Flask(__name__), list[tuple[str, ...]]()
    views = Blueprint("views", __name__)

    @app.before_request
    def known() -> None:
        g.principal = SimpleNamespace(org_id="one")

    places = shares.share(app)

    def look() -> str:
        seen.append(tuple(places._held))
        return ""

    views.add_url_rule("/page", view_func=look)
    app.register_blueprint(views)
    app.add_url_rule("/list", "list", look)
    app.add_url_rule("/ask", "ask", look, methods=["POST"])
    client = app.test_client()
    client.get("/page")
    client.get("/list")
    client.post("/ask")
    client.post("/list", data={"file": (BytesIO(b"x"), "x.md")})
    assert seen == [("views one",), ("one",), ()]
    assert not +places._held


def test_places_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """As often as they were taken."""
    places = Shares(at_once=1, waiting=0)
    for _ in range(3):
        with ExitStack() as until:
            places.take("one", until)
