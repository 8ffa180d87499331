"""The key of the own Prefect server, and its tickets."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.runs.prefect_key import TICKET_LIFE, is_own, opens, own_key, ticket
from pipelines.runs.secret_files import WrongKeyFile

NOW = datetime(2026, 6, 1, 12, 3, tzinfo=UTC)


def test_the_key_is_random_kept_and_private(tmp_path: Path) -> None:
    """Made once per installation, readable by its owner only; an emptied file does not open the server."""
    key = own_key(tmp_path / "a")
    assert key == own_key(tmp_path / "a") != own_key(tmp_path / "b")
    assert key.startswith("refdesk:")
    path = tmp_path / "a" / "prefect-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("\n")
    with pytest.raises(WrongKeyFile, match="prefect-key"):
        own_key(tmp_path / "a")


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("http://127.0.0.1:4200/api", True),
        ("http://localhost:4200/api", True),
        ("http://[::1]:4200/api", True),
        ("http://127.0.0.1:4201/api", False),
        ("http://127.0.0.1.example:4200/api", False),
        ("http://127.0.0.1:4200@prefect.example/api", False),
        ("http://prefect.example:4200/api", False),
        ("http://127.0.0.1:x/api", False),
        ("http://[bad", False),
        ("", False),
    ],
)
def test_no_other_server_gets_the_key(url: str, *, own: bool) -> None:
    """Only the one on this machine, at its port."""
    assert is_own(url, port=4200) is own


def test_a_ticket_opens_for_some_minutes() -> None:
    """At least ten, at most twenty; a page that is looked at for a while shows the same link."""
    one = ticket("user:key", at=NOW)
    assert one == ticket("user:key", at=NOW + timedelta(minutes=2))
    assert opens("user:key", one, at=NOW)
    assert opens("user:key", one, at=NOW + TICKET_LIFE)
    assert not opens("user:key", one, at=NOW + 2 * TICKET_LIFE)


@pytest.mark.parametrize(
    "presented", ["", ".", "9999999999.", "9999999999.00", "x", "1.é", "²." + "0" * 64, "9" * 5000]
)
def test_nothing_else_opens(presented: str) -> None:
    """Neither an invented ticket, nor one of another key, nor one whose time was changed."""
    assert not opens("user:key", presented, at=NOW)
    assert not opens("user:key", ticket("user:other", at=NOW), at=NOW)
    _, _, mac = ticket("user:key", at=NOW).partition(".")
    assert not opens("user:key", f"9999999999.{mac}", at=NOW)
