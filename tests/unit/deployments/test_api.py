"""The client of the HTTP API."""

import stat
from pathlib import Path

import pytest

from deployments.client.api import Api
from deployments.client.failures import CommandFailed, LoginNeeded, Unreachable
from deployments.client.tokens import Login, TokenStore
from tests.unit.deployments.web_stand_in import Reply, Request, stand_in

PROBLEM = {"title": "Log in first", "detail": "The token has expired.", "code": "token_expired"}


def logged_in(folder: Path, url: str) -> TokenStore:
    """A store with a login whose access token is ``old``."""
    store = TokenStore(folder)
    store.put(url, Login(email="a@example.com", access_token="old", refresh_token="r1"))
    return store


def test_an_expired_token_is_refreshed_once_and_the_request_sent_again(tmp_path: Path) -> None:
    """The new tokens are kept, and nobody has to log in again."""

    def answer(request: Request) -> Reply:
        if request.path == "/auth/refresh/":
            return Reply(body={"access_token": "new", "refresh_token": "r2"})
        return Reply(body={"ok": True}) if request.headers["Authorization"] == "Bearer new" else Reply(401, PROBLEM)

    with stand_in(answer) as (url, seen), Api(url, store=logged_in(tmp_path, url)) as api:
        assert api.get("/auth/me/") == {"ok": True}
    assert [one.path for one in seen] == ["/auth/me/", "/auth/refresh/", "/auth/me/"]
    kept = TokenStore(tmp_path).get(url)
    assert kept is not None
    assert (kept.access_token, kept.refresh_token) == ("new", "r2")


def test_a_token_that_another_command_refreshed_is_used(tmp_path: Path) -> None:
    """Two commands never rotate one refresh token twice: the loser takes what the winner kept."""

    def answer(request: Request) -> Reply:
        if request.headers.get("Authorization") == "Bearer old":
            store.put(url, Login(email="a@example.com", access_token="new", refresh_token="r2"))
            return Reply(401, PROBLEM)
        return Reply(body={"ok": True})

    with stand_in(answer) as (url, seen):
        store = logged_in(tmp_path, url)
        with Api(url, store=store) as api:
            assert api.get("/auth/me/") == {"ok": True}
    assert "/auth/refresh/" not in [one.path for one in seen]


def test_a_dead_refresh_token_asks_for_a_login(tmp_path: Path) -> None:
    """It is forgotten, and the message names the command."""
    with stand_in(lambda _: Reply(401, PROBLEM)) as (url, _), Api(url, store=logged_in(tmp_path, url)) as api:
        with pytest.raises(LoginNeeded, match="refdesk login"):
            api.get("/auth/me/")
        assert TokenStore(tmp_path).get(url) is None


def test_a_given_token_is_never_refreshed(tmp_path: Path) -> None:
    """REFDESK_TOKEN stands above the store."""
    with (
        stand_in(lambda _: Reply(401, PROBLEM)) as (url, seen),
        Api(url, store=logged_in(tmp_path, url), token="given") as api,
        pytest.raises(LoginNeeded, match="TOKEN"),
    ):
        api.get("/auth/me/")
    assert [one.headers["Authorization"] for one in seen] == ["Bearer given"]


def test_a_problem_keeps_its_words_and_code(tmp_path: Path) -> None:
    """What the server said is what the person reads, field by field, and cannot steer the terminal."""
    body = {"detail": "No \x1b[2Jgood.", "code": "invalid", "errors": [{"field": "query", "message": "is too\nlong"}]}
    with (
        stand_in(lambda _: Reply(422, body)) as (url, _),
        Api(url, store=TokenStore(tmp_path), token="t") as api,
        pytest.raises(CommandFailed) as failed,
    ):
        api.get("/x")
    assert str(failed.value) == "No �[2Jgood.\nquery: is too long"
    assert (failed.value.code, failed.value.status, failed.value.exit_code) == ("invalid", 422, 1)


@pytest.mark.parametrize("body", ["<html>Bad gateway</html>", "[]", ""])
def test_an_answer_that_is_no_problem_is_told_by_its_status(tmp_path: Path, body: str) -> None:
    """A proxy's page is not shown as if it were ours."""
    with (
        stand_in(lambda _: Reply(502, body)) as (url, _),
        Api(url, store=TokenStore(tmp_path), token="t") as api,
        pytest.raises(CommandFailed, match="502"),
    ):
        api.get("/x")


def test_nothing_there_is_unreachable_even_without_a_login(tmp_path: Path) -> None:
    """Exit code 4 and what to do, not a request to log in."""
    with Api("http://127.0.0.1:1", store=TokenStore(tmp_path)) as api, pytest.raises(Unreachable, match="make up"):
        api.get("/auth/me/")
    assert Unreachable.exit_code == 4


def test_lists_are_read_to_their_end(tmp_path: Path) -> None:
    """Every page."""
    pages = {"": {"items": [1, 2], "next_cursor": "c"}, "c": {"items": [3], "next_cursor": None}}

    def answer(request: Request) -> Reply:
        return Reply(body=pages["c" if "cursor=c" in request.path else ""])

    with stand_in(answer) as (url, _), Api(url, store=TokenStore(tmp_path), token="t") as api:
        assert list(api.items("/things/")) == [1, 2, 3]


def test_tokens_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    """Mode 600, from the first byte on."""
    store = logged_in(tmp_path / "data", "http://here")
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert [path.name for path in store.path.parent.iterdir()] == ["tokens.json"]
