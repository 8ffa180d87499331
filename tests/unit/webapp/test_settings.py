"""Settings and the installation's secret."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from webapp.secrets import secret_key
from webapp.settings import WebSettings

GOOD = "9f2c4e7ab1d05836c1e7f08a5b3d92647e1c0fa8"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test sets."""
    for name in ("REFDESK_SECRET_KEY", "REFDESK_DATABASE_URL", "PREFECT_API_URL", "REFDESK_PREFECT_PORT"):
        monkeypatch.delenv(name, raising=False)


def test_everything_has_a_working_default(tmp_path: Path) -> None:
    """Loopback, SQLite in the data folder, the local Prefect server."""
    settings = WebSettings(data_dir=tmp_path)
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.sql_url == f"sqlite:///{tmp_path / 'refdesk.sqlite'}"
    assert settings.prefect_api == "http://127.0.0.1:4200/api"
    assert (settings.upload_limit, settings.json_limit) == (50_000_000, 1_000_000)


def test_the_prefect_server_is_found_by_port_or_url(monkeypatch: pytest.MonkeyPatch) -> None:
    """``REFDESK_PREFECT_PORT`` moves the default, ``PREFECT_API_URL`` wins, an empty one is absent."""
    monkeypatch.setenv("REFDESK_PREFECT_PORT", "4999")
    monkeypatch.setenv("PREFECT_API_URL", "")
    assert WebSettings().prefect_api == "http://127.0.0.1:4999/api"
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect:4200/api/")
    assert WebSettings().prefect_api == "http://prefect:4200/api"


@pytest.mark.parametrize("weak", ["short", "a" * 64, "change-me-" + GOOD, "my-SECRET-KEY-" + GOOD, "abcabcabc" * 10])
def test_known_or_short_secrets_are_refused(monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    """With the remedy, and without repeating the secret."""
    monkeypatch.setenv("REFDESK_SECRET_KEY", weak)
    with pytest.raises(ValidationError, match="REFDESK_SECRET_KEY") as refused:
        WebSettings()
    assert weak not in str(refused.value) or weak == "short"


def test_a_configured_secret_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And nothing is written."""
    monkeypatch.setenv("REFDESK_SECRET_KEY", GOOD)
    assert secret_key(WebSettings(data_dir=tmp_path)) == GOOD
    assert list(tmp_path.iterdir()) == []


def test_the_secret_is_random_kept_and_private(tmp_path: Path) -> None:
    """Made once per installation, readable by its owner only."""
    first, second = WebSettings(data_dir=tmp_path / "a"), WebSettings(data_dir=tmp_path / "b")
    assert secret_key(first) == secret_key(first) != secret_key(second)
    assert stat.S_IMODE(first.secret_path.stat().st_mode) == 0o600
    assert [path.name for path in first.data_dir.iterdir()] == ["secret-key"]


def test_a_secret_file_that_was_emptied_is_refused(tmp_path: Path) -> None:
    """A broken file is an error, not a weak key."""
    settings = WebSettings(data_dir=tmp_path)
    settings.secret_path.write_text("")
    with pytest.raises(ValueError, match="shorter"):
        secret_key(settings)


@pytest.mark.slow
def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    """Six at once on an empty folder."""
    program = (
        "import sys; from pathlib import Path; from webapp.secrets import secret_key; "
        "from webapp.settings import WebSettings; print(secret_key(WebSettings(data_dir=Path(sys.argv[1]))))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert len({process.communicate(timeout=60)[0] for process in running}) == 1
