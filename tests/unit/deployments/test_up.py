"""What ``refdesk up`` says where it cannot start."""

import os

import pytest
from typer.testing import CliRunner

from deployments.cli import build

NOBODY = 65_534


@pytest.fixture
def nobody() -> object:
    """Whoever runs the tests, as somebody without rights."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield
    if root:
        os.seteuid(0)


@pytest.mark.usefixtures("nobody")
def test_a_data_folder_that_is_open_and_somebody_elses_is_refused_with_what_to_do() -> None:
    """At once and on one line, not by programs that end again and again."""
    done = CliRunner().invoke(build(), ["up"], env={"REFDESK_DATA_DIR": "/usr", "REFDESK_DEMO": "0"})
    assert done.exit_code
    said = " ".join((done.output + done.stderr).split())
    assert "data_folder_open" in said
    assert "/usr" in said
    assert "chmod 700" in said
    assert "REFDESK_DATA_DIR" in said
