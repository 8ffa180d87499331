"""What the web app refuses to start with, and how it says so."""

import os
import subprocess
import sys
from pathlib import Path

from tests.servers.prefect import free_port


def test_a_query_pipeline_that_cannot_answer_ends_the_start(tmp_path: Path) -> None:
    """Its reason stands on standard error in one line, with the code and what to do."""
    path = tmp_path / "query.yaml"
    path.write_text("components: {}\nconnections: []\n")
    environment = os.environ | {
        "REFDESK_DATA_DIR": str(tmp_path),
        "REFDESK_PORT": str(free_port()),
        "REFDESK_QUERY_PIPELINE": str(path),
    }
    program = [sys.executable, "-m", "webapp"]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 4
    said = [line for line in done.stderr.splitlines() if "[pipeline_invalid]" in line]
    assert len(said) == 1
    assert str(path) in said[0]
    assert "refdesk pipeline show query" in said[0]
