"""Whose every route is, and that the guard keeps to the table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask import Response
from flask.testing import FlaskClient

from tests.servers.database import put_migrated
from webapp.app import create_app
from webapp.http.doors import DOORS, MEANING, Whose, route_of
from webapp.settings import WebSettings

KEY = "0123456789abcdef" * 4
PERSON = {
    **dict.fromkeys(("password", "password_confirm"), "a long enough passphrase"),
    **{"email": "ada@example.org", "first_name": "Ada", "last_name": "L"},
}


def made(data: Path, **settings: str) -> APIFlask:
    """The app, with a route that nobody wrote into the table."""
    put_migrated(data)
    app = create_app(WebSettings(data_dir=data, **settings), background=False)
    app.add_url_rule("/forgotten", view_func=lambda: Response("secret"))
    return app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[APIFlask]:
    app = made(tmp_path, operators="root@example.org", watch_key=KEY)
    yield app
    app.extensions["refdesk.services"].close()


def person(client: FlaskClient, email: str) -> dict[str, str]:
    """The header of somebody who has just registered."""
    answer = client.post("/auth/register/", json=PERSON | {"email": email})
    return {"Authorization": f"Bearer {answer.get_json()['access_token']}"}


def test_the_table_names_every_route_once(app: APIFlask) -> None:
    """None of the app is missing, none is there that the app does not have, and every kind is explained."""
    routes = {
        route_of(method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes - {"get /forgotten"} == {*DOORS}
    assert {*DOORS.values()} == {*Whose} == {*MEANING}


def test_a_forgotten_route_is_closed(app: APIFlask) -> None:
    """To everybody but operators, who would notice."""
    client = app.test_client()
    assert client.get("/forgotten").status_code == 401
    assert client.get("/forgotten", headers=person(client, "ada@example.org")).status_code == 403
    assert client.get("/forgotten", headers={"Authorization": f"Bearer {KEY}"}).status_code == 401
    assert client.get("/forgotten", headers=person(client, "root@example.org")).data == b"secret"


def test_every_other_door_is_shut_to_who_has_no_token(app: APIFlask) -> None:
    """Also to who asks for the head alone."""
    for route in [route for route, whose in DOORS.items() if whose is not Whose.ANYBODY]:
        method, path = route.split(" ")
        for way in {method, "head" if method == "get" else method}:
            answer = app.test_client().open(path.replace("{n}", "1"), method=way.upper())
            assert (route, answer.status_code) == (route, 401)


def test_an_operators_door_is_shut_to_members(app: APIFlask) -> None:
    """403 with its code."""
    client = app.test_client()
    member = person(client, "ada@example.org")
    for route in [route for route, whose in DOORS.items() if whose is Whose.OPERATOR]:
        method, path = route.split(" ")
        answer = client.open(path, method=method.upper(), headers=member)
        assert (route, answer.status_code, answer.get_json()["code"]) == (route, 403, "operators_only")


def test_numbers_are_the_watchers(app: APIFlask) -> None:
    """Their key, or an operator's token; no member's."""
    client = app.test_client()
    assert client.get("/metrics", headers={"Authorization": f"Bearer {KEY}"}).status_code == 200
    assert client.get("/metrics", headers=person(client, "root@example.org")).status_code == 200
    assert client.get("/metrics", headers=person(client, "ada@example.org")).status_code == 403


def test_on_this_machine_alone_no_key_is_needed(tmp_path: Path) -> None:
    """Until a setting says that others ask."""
    for settings, status in (({}, 200), ({"allowed_hosts": "x.org"}, 401), ({"trusted_proxies": "10.0.0.1"}, 401)):
        app = made(tmp_path, **settings)
        assert app.test_client().get("/metrics").status_code == status
        app.extensions["refdesk.services"].close()
    assert (tmp_path / "watch-key").stat().st_mode & 0o777 == 0o600
