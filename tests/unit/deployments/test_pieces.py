"""Crash counting, ports, terminal text, settings, and what a light command line may import."""

import os
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from deployments.client.layout import citations, hits
from deployments.client.terminal import clean, one_line
from deployments.settings import WrongSettings, child_environment, read_settings
from deployments.stack.crashes import MOST, WITHIN_SECONDS, CrashWatch
from deployments.stack.ports import PortTaken, ensure_free
from deployments.stack.programs import stack_programs
from deployments.stack.supervision import ProgramState

EVIL = "\x1b]0;owned\x07[bold red]x[/]\x9b2J\u202egnp.exe\x00"


class Clock:
    """A time that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def state(pid: int, name: str = "web", *, kind: str = "RUNNING") -> ProgramState:
    """How a program is."""
    return ProgramState(name, kind, pid, "")


def test_a_restart_is_seen_by_its_process_id() -> None:
    """Being down in between does not hide it."""
    watch = CrashWatch()
    assert watch.observe([state(1)]) == []
    assert watch.observe([state(0, kind="BACKOFF")]) == []
    assert watch.observe([state(2)]) == ["web"]
    assert watch.observe([state(2)]) == []
    assert watch.given_up([state(2)]) is None


def test_many_crashes_in_a_short_time_are_given_up_and_rare_ones_never() -> None:
    """Five within a minute end the stack; five over hours do not."""
    clock = Clock()
    watch = CrashWatch(clock)
    for number in range(MOST + 1):
        watch.observe([state(number + 1)])
    assert watch.given_up([]) == "web"
    clock.now += WITHIN_SECONDS + 1
    assert watch.given_up([]) is None


def test_what_supervisor_gives_up_is_given_up() -> None:
    """FATAL is final."""
    assert CrashWatch().given_up([state(1), state(0, "worker", kind="FATAL")]) == "worker"


def test_a_taken_port_names_itself_its_holder_and_the_variable() -> None:
    """The message tells what to change."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PortTaken) as taken:
            ensure_free({"REFDESK_PORT": ("127.0.0.1", port)})
    assert str(port) in str(taken.value)
    assert f"process {os.getpid()}" in str(taken.value)
    assert "REFDESK_PORT=" in str(taken.value)
    ensure_free({"REFDESK_PORT": ("127.0.0.1", port)})


def test_one_port_for_two_programs_is_refused() -> None:
    """Before either starts."""
    with pytest.raises(PortTaken, match="REFDESK_PREFECT_PORT and REFDESK_PORT"):
        ensure_free({"REFDESK_PORT": ("127.0.0.1", 18000), "REFDESK_PREFECT_PORT": ("127.0.0.1", 18000)})


def test_an_address_of_another_machine_is_refused() -> None:
    """Not a crash of the web app."""
    with pytest.raises(PortTaken, match="REFDESK_HOST"):
        ensure_free({"REFDESK_PORT": ("192.0.2.1", 18000)})


def test_text_from_elsewhere_cannot_steer_the_terminal() -> None:
    """No escape, control or bidirectional character is left; line ends are."""
    assert clean("a\r\nb\tc") == "a\nb\tc"
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\x00"} & set(clean(EVIL))
    assert "\n" not in one_line("a\nb")


def test_answers_and_hits_show_markup_as_text() -> None:
    """rich interprets nothing that a document says."""
    passage = {"n": 1, "document_id": "d", "title": EVIL, "page": 3, "quote": EVIL, "text": EVIL, "heading": [EVIL]}
    shown = StringIO()
    console = Console(file=shown, force_terminal=True, color_system=None, width=200)
    console.print(citations({"answered": True, "citations": [passage], "nearest": []}))
    console.print(hits([{**passage, "score": 1.0}]))
    assert shown.getvalue().count("[bold red]x[/]") == 5
    assert "page 3" in shown.getvalue()
    assert not {"\x07", "\x9b", "\u202e"} & set(shown.getvalue())


def test_wrong_settings_name_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a traceback."""
    monkeypatch.setenv("REFDESK_PORT", "http")
    with pytest.raises(WrongSettings, match="REFDESK_PORT: "):
        read_settings()


def test_dotenv_counts_below_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For the command line and for the programs it starts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("REFDESK_PORT=8123\nREFDESK_PREFECT_PORT=8124\nREFDESK_MODEL=some-model\n")
    monkeypatch.setenv("REFDESK_PREFECT_PORT", "8125")
    monkeypatch.setenv("REFDESK_URL", "")
    given = read_settings()
    assert (given.port, given.prefect_port, given.url) == (8123, 8125, None)
    assert child_environment(given)["REFDESK_MODEL"] == "some-model"
    assert child_environment(given)["REFDESK_DATA_DIR"] == str(tmp_path / "data")


def test_downloaded_models_are_kept_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless somebody keeps them elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FASTEMBED_CACHE_PATH", raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", "/somewhere/else")
    env = child_environment(read_settings())
    assert env["FASTEMBED_CACHE_PATH"] == str(tmp_path / "data" / "models")
    assert env["HF_HUB_CACHE"] == "/somewhere/else"


def test_prefect_listens_on_loopback_whatever_the_web_app_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is left out when another server is named."""
    monkeypatch.setenv("REFDESK_HOST", "0.0.0.0")
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    programs = {program.name: program for program in stack_programs(read_settings())}
    assert "127.0.0.1" in programs["prefect"].arguments
    assert child_environment(read_settings())["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example/api")
    assert [program.name for program in stack_programs(read_settings())] == ["worker", "web"]


def test_the_command_line_is_light() -> None:
    """No web framework, orchestrator or pipeline is imported, not even by something in between."""
    heavy = ["webapp", "flows", "pipelines", "flask", "prefect", "haystack", "numpy", "sqlalchemy"]
    code = f"import sys, deployments.cli; print([name for name in {heavy} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
