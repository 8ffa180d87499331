"""The one-time code opens the demo account: once, in time, on this machine."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from deployments.settings import LocalSettings
from deployments.stack.demo_link import demo_link
from tests.integration.webapp.conftest import Person, Web

KEPT = "demo-code.json"


def code_for(web: Web, email: str) -> str:
    """A code as the launcher gives it out."""
    link = demo_link(LocalSettings(data_dir=web.data, port=urlsplit(web.url).port), email)
    assert link is not None
    assert link.startswith(f"{web.url}/welcome?code=")
    return parse_qs(urlsplit(link).query)["code"][0]


def enter(web: Web, code: Any, **headers: str) -> httpx.Response:
    return web.client().post("/auth/demo/", json={"code": code}, headers=headers)


def refused(answer: httpx.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_a_code_opens_the_account_once(web: Web, anna: Person) -> None:
    """A session like that of a login; the second use finds nothing."""
    code = code_for(web, anna.email)
    answer = enter(web, code)
    assert answer.status_code == 200
    session = answer.json()
    assert session["user"]["email"] == anna.email
    assert web.client(session["access_token"]).get("/auth/me/").json()["email"] == anna.email
    assert web.client().post("/auth/refresh/", json={"refresh_token": session["refresh_token"]}).status_code == 200
    refused(enter(web, code), 401, "demo_code")


def test_the_page_gets_a_cookie(web: Web, anna: Person) -> None:
    """As in a login: HttpOnly, SameSite=Strict, only for a page of this host."""
    code = code_for(web, anna.email)
    refused(enter(web, code, **{"X-Refdesk-Session": "cookie", "Origin": "http://evil.example"}), 403, "bad_origin")
    answer = enter(web, code, **{"X-Refdesk-Session": "cookie", "Origin": web.url})
    assert answer.status_code == 200
    assert "refresh_token" not in answer.json()
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_many_at_once(web: Web, anna: Person) -> None:
    """One of them is the first."""
    code = code_for(web, anna.email)
    with ThreadPoolExecutor(8) as pool:
        statuses = [answer.status_code for answer in pool.map(lambda _: enter(web, code), range(16))]
    assert sorted(statuses) == [200] + [401] * 15


def test_other_hosts_do_not_open_it(web: Web, anna: Person) -> None:
    """A name that was pointed at this machine is refused, and the code stays."""
    code = code_for(web, anna.email)
    refused(enter(web, code, Host="evil.example"), 403, "demo_host")
    for host in ("127.0.0.1.evil.example:8000", "localhost.evil.example", "[::2]:8000", "127.0.0.2"):
        refused(enter(web, code, Host=host), 421, "unknown_host")
    for host in ("LOCALHOST:1", "[::1]:8000"):
        assert enter(web, code, Host=host).status_code == 200
        code = code_for(web, anna.email)


@pytest.mark.parametrize("wrong", ["", "x", "x" * 201, 5, None])
def test_wrong_codes(web: Web, anna: Person, wrong: Any) -> None:
    """401 or, where it cannot be a code at all, 422; the right one still works."""
    code = code_for(web, anna.email)
    assert enter(web, wrong).status_code == (401 if wrong == "x" else 422)
    refused(enter(web, code[:-1]), 401, "demo_code")
    assert enter(web, code).status_code == 200


def test_an_old_code(web: Web, anna: Person) -> None:
    """Ten minutes, then it is void."""
    code = code_for(web, anna.email)
    path = web.data / KEPT
    kept = json.loads(path.read_text())
    left = datetime.fromisoformat(kept["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)
    path.write_text(json.dumps({**kept, "expires_at": (datetime.now(UTC) - timedelta(seconds=1)).isoformat()}))
    refused(enter(web, code), 401, "demo_code")


def test_a_new_code_voids_the_one_before(web: Web, anna: Person) -> None:
    """There is one file, of mode 600, which does not hold the code."""
    old, new = code_for(web, anna.email), code_for(web, anna.email)
    path = web.data / KEPT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert new not in path.read_text()
    refused(enter(web, old), 401, "demo_code")
    assert enter(web, new).status_code == 200


def test_no_file_a_broken_file_or_an_account_that_is_gone(web: Web) -> None:
    """All the same: no way in."""
    (web.data / KEPT).unlink(missing_ok=True)
    refused(enter(web, "code"), 401, "demo_code")
    (web.data / KEPT).write_text("{")
    refused(enter(web, "code"), 401, "demo_code")
    refused(enter(web, code_for(web, "nobody@example.org")), 401, "demo_code")


def test_no_link_where_it_would_not_work(tmp_path: Path) -> None:
    """A stack on another address than loopback gets none."""
    assert demo_link(LocalSettings(data_dir=tmp_path, host="192.0.2.7"), "a@example.org") is None
    assert not (tmp_path / KEPT).exists()
    link = demo_link(LocalSettings(data_dir=tmp_path, host="0.0.0.0", port=8123), "a@example.org")
    assert link is not None
    assert link.startswith("http://127.0.0.1:8123/welcome?code=")
