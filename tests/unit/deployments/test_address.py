"""Commands find the stack of the data folder, and nobody else's server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deployments.client.tokens import Login, TokenStore
from deployments.stack.address import ADDRESS, announce, running, withdraw
from deployments.stack.lock import take
from deployments.stack.service import NoStack, find_service
from tests.unit.deployments.web_stand_in import Reply, Request, stand_in

WEB, PREFECT = "http://127.0.0.1:8123", "http://127.0.0.1:4321"


def changed(folder: Path, **values: object) -> None:
    """Write other values into what the folder's stack said."""
    path = folder / ADDRESS
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_what_a_running_stack_said_is_found_until_it_takes_it_back(tmp_path: Path) -> None:
    """The file is the owner's only."""
    lock = take(tmp_path)
    announce(tmp_path, web_url=WEB, prefect_url=PREFECT)
    found = running(tmp_path)
    assert found is not None
    assert (found.pid, found.web_url, found.prefect_url) == (os.getpid(), WEB, PREFECT)
    assert (tmp_path / ADDRESS).stat().st_mode & 0o077 == 0
    withdraw(tmp_path)
    withdraw(tmp_path)
    assert running(tmp_path) is None
    lock.release()


def test_what_a_killed_stack_left_is_not_believed(tmp_path: Path) -> None:
    """Nobody holds the folder, another process holds it, or its process id came again."""
    lock = take(tmp_path)
    announce(tmp_path, web_url=WEB, prefect_url=PREFECT)
    started = json.loads((tmp_path / ADDRESS).read_text())["started"]
    for left in ({"started": started - 1}, {"pid": os.getppid()}, {"started": "?"}):
        changed(tmp_path, **left)
        assert running(tmp_path) is None
        announce(tmp_path, web_url=WEB, prefect_url=PREFECT)
    assert running(tmp_path) is not None
    lock.release()
    assert running(tmp_path) is None


def test_an_option_wins_over_the_variable_and_that_over_the_folder(tmp_path: Path) -> None:
    """Without any of them there is an error with its remedy, never a default address."""
    with pytest.raises(NoStack, match=r"No stack runs in .*; start it with `make up` or name one with REFDESK_URL\."):
        find_service(tmp_path / "absent")
    lock = take(tmp_path)
    with pytest.raises(NoStack, match=f"Process {os.getpid()} starts or ends"):
        find_service(tmp_path)
    announce(tmp_path, web_url=WEB, prefect_url=PREFECT)
    assert find_service(tmp_path).url == WEB
    named = find_service(tmp_path, variable="http://b.example/")
    assert (named.url, named.named_by) == ("http://b.example", "REFDESK_URL")
    named = find_service(tmp_path, option="http://a.example", variable="http://b.example/")
    assert (named.url, named.named_by) == ("http://a.example", "--url")
    lock.release()


@pytest.mark.parametrize("command", [["ask", "x"], ["search", "x"], ["check"], ["login", "-e", "a@example.com"]])
def test_a_stranger_on_the_usual_port_is_not_asked(tmp_path: Path, command: list[str]) -> None:
    """Where nothing runs in the data folder no request is made, and no kept token leaves it."""

    def answer(_: Request) -> Reply:
        return Reply(body={"items": [], "next_cursor": None, "checks": []})

    with stand_in(answer) as (url, seen):
        TokenStore(tmp_path).put(url, Login(email="a@example.com", access_token="secret", refresh_token="secret"))
        ran = refdesk(tmp_path, *command, REFDESK_PORT=url.rpartition(":")[2])
    assert ran.returncode == 4
    assert "make up" in ran.stdout + ran.stderr
    assert seen == []


def test_a_kept_token_goes_to_its_own_address_only(tmp_path: Path) -> None:
    """Another address of the same machine is asked without it, and asks for a login."""

    def answer(_: Request) -> Reply:
        return Reply(body={"items": [], "next_cursor": None})

    with stand_in(answer) as (mine, seen_by_mine), stand_in(answer) as (other, seen_by_other):
        TokenStore(tmp_path).put(mine, Login(email="a@example.com", access_token="secret", refresh_token="secret"))
        refused = refdesk(tmp_path, "search", "x", "--url", other)
        refdesk(tmp_path, "search", "x", REFDESK_URL=mine)
    assert refused.returncode == 1
    assert "refdesk login" in refused.stderr
    assert "secret" not in str([one.headers for one in seen_by_other])
    assert [one.headers["Authorization"] for one in seen_by_mine] == ["Bearer secret"]


def refdesk(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command line on a data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REFDESK_", "PREFECT_"))}
    return subprocess.run(
        [sys.executable, str(Path(sys.executable).with_name("refdesk")), *arguments],
        cwd=folder,
        env={**kept, "REFDESK_DATA_DIR": str(folder), "COLUMNS": "200", **env},
        input="password\n",
        capture_output=True,
        text=True,
        check=False,
    )
