"""Whoever sends a hundred requests at once waits for itself, and then is told to come again."""

import threading
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
    places.take("crowd")
    places.take("crowd")
    refused = threading.Event()

    def third() -> None:
        with pytest.raises(TooManyAtOnce):
            places.take("crowd")
        refused.set()

    waiting = threading.Thread(target=third)
    waiting.start()
    while places._held["crowd"] < 3:
        pass
    with pytest.raises(TooManyAtOnce) as told:
        places.take("crowd")
    assert told.value.headers == {"Retry-After": "1"}
    places.take("other")
    waiting.join(5)
    assert refused.is_set()
    for whose in ("crowd", "crowd", "other"):
        places.give_back(whose)
    assert places._held == {}


def test_a_place_goes_to_who_waits_for_longest() -> None:
    """Whoever comes meanwhile does not get ahead of them."""
    places, order = Shares(at_once=1, waiting=9), list[int]()
    places.take("one")

    def come(number: int) -> None:
        places.take("one")
        order.append(number)
        places.give_back("one")

    threads = [threading.Thread(target=come, args=(number,)) for number in range(5)]
    for count, thread in enumerate(threads):
        thread.start()
        while len(places._turns._waiting) == count:
            pass
    places.give_back("one")
    for thread in threads:
        thread.join(5)
    assert (order, places._held) == ([0, 1, 2, 3, 4], {})


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
    assert not places._held
