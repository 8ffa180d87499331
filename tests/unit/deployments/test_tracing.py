"""``refdesk logs --request``: all lines of one request, over all logs, and none of another's."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from deployments.cli import build
from deployments.commands.tracing import lines_of, log_files

MINE, OTHER = "request-of-mine", "request-of-other"
RUN, ELSE = "0199-run", "0199-else"


def line(at: int, event: str, **ids: Any) -> str:
    """A line as the programs write them."""
    return json.dumps({"event": event, "timestamp": f"2026-03-02T09:00:{at:02}Z", **ids})


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """What a stack left: an upload that began a run, another one that joined it, and a question beside it."""
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "web.log.1").write_text(
        "\n".join(
            [
                line(1, "request", request_id=MINE),
                line(2, "run_requested", request_id=MINE, run_id=RUN),
                line(3, "run_joined", request_id=OTHER, run_id=RUN),
                line(4, "run_requested", request_id="a-third-one", run_id=ELSE),
            ]
        )
        + "\n"
    )
    (folder / "web.log").write_text(line(9, "answer_made", request_id="a-third-one", asked=MINE) + "\n")
    (folder / "worker.log").write_text(
        "\n".join(
            [
                line(5, "sync_begins", request_id=MINE, flow_run_id=RUN),
                line(6, "provider_called", request_id=MINE, flow_run_id=RUN),
                line(7, "sync_begins", flow_run_id=ELSE),
                "{ no JSON of " + ELSE,
            ]
        )
        + "\n"
    )
    (folder / "prefect.log").write_text(
        f"09:00:04.500 | 2026-03-02 09:00:04.500 | INFO | Flow run {RUN} is Pending\n"
        f"2026-03-02 09:00:08.000 | INFO | Flow run {ELSE} is Pending\n"
    )
    (folder / "notes.txt").write_text(MINE)
    return folder


def events(logs: Path, request: str) -> list[tuple[str, str]]:
    """Program and what it said, in the order shown."""
    found = lines_of(request, log_files(logs))
    return [(one.program, json.loads(one.text)["event"] if one.text.startswith("{") else "state") for one in found]


def test_an_upload_is_followed_from_web_to_provider(logs: Path) -> None:
    """Rotated files too, in the order of time; Prefect's lines by the run; nobody else's."""
    assert events(logs, MINE) == [
        ("web", "request"),
        ("web", "run_requested"),
        ("prefect", "state"),
        ("worker", "sync_begins"),
        ("worker", "provider_called"),
    ]


def test_an_upload_that_joined_a_run_is_followed_into_it(logs: Path) -> None:
    """Its own line, and what the run did, which another request began."""
    assert events(logs, OTHER) == [
        ("web", "run_joined"),
        ("prefect", "state"),
        ("worker", "sync_begins"),
        ("worker", "provider_called"),
    ]


def told(logs: Path, *arguments: str) -> Any:
    """What the command says."""
    env = {"REFDESK_DATA_DIR": str(logs.parent), "COLUMNS": "200"}
    return CliRunner().invoke(build(), ["logs", *arguments], env=env)


def test_the_command_shows_them_or_says_that_there_are_none(logs: Path) -> None:
    """Exit 0 with the lines; exit 1 with a code and where it looked; exit 2 for what is no id."""
    found = told(logs, "--request", MINE)
    assert (found.exit_code, found.stdout.count("\n"), found.stdout.count("worker | ")) == (0, 5, 2)
    assert told(logs, "worker", "--request", MINE).stdout.count("\n") == 2
    none = told(logs, "--request", "nobody-asked-this")
    assert none.exit_code == 1
    assert "[no_such_request]" in none.stderr
    assert str(logs) in none.stderr
    for wrong in (["--request", "short"], ["--request", "a b c d e f"], ["--request", MINE, "--follow"]):
        assert told(logs, *wrong).exit_code == 2


def test_hostile_lines_cost_what_they_are_long(tmp_path: Path) -> None:
    """A line of 8 MB, deep JSON, bytes that are no text: no failure, and time in proportion."""
    log = tmp_path / "web.log"
    log.write_bytes(
        b"x" * 8_000_000 + b"\n" + b'{"a":' * 200_000 + b"\n\xff\xfe\n[1]\n" + line(1, "e", request_id=MINE).encode()
    )
    began = time.perf_counter()
    assert [one.text for one in lines_of(MINE, log_files(tmp_path))] == [line(1, "e", request_id=MINE)]
    assert time.perf_counter() - began < 5
