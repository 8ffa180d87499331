"""Nothing is written outside the data folder, whatever goes wrong inside it."""

import time
from pathlib import Path

from tests.servers.prefect import put_database
from tests.servers.stack import Stack, account, new_stack

ROOT = Path(__file__).parents[2]
NOTE = "The lamp of the lighthouse is lit at sunset and burns until sunrise.\n"
SECONDS = 90.0


def wait_for_failed_batch(stack: Stack) -> None:
    """Until the worker has said that a text could not be stored."""
    log = stack.data_dir / "logs" / "worker.log"
    deadline = time.monotonic() + SECONDS
    while "In the component 'converter'" not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()[-3000:]
        time.sleep(0.2)


def test_home_temporary_and_current_folder_stay_as_they_are(prefect_database: Path, tmp_path: Path) -> None:
    """Start, a batch that fails and is taken up again, an unreadable document, a question, the end."""
    home, temporary, library = tmp_path / "home", tmp_path / "temporary", tmp_path / "library"
    for folder in (home, temporary, library):
        folder.mkdir()
    (library / "note.txt").write_text(NOTE)
    (library / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of a document")
    project = set(ROOT.iterdir())
    stack = new_stack(tmp_path / "stack", HOME=str(home), TMPDIR=str(temporary))
    put_database(prefect_database, stack.data_dir)
    stack.start()
    try:
        stack.wait_ready()
        with account(stack) as person:
            env = {"REFDESK_TOKEN": person.access_token}
            texts = stack.data_dir / "blobs" / "texts"
            texts.parent.mkdir(exist_ok=True)
            texts.write_text("No folder can be made here.")
            sent = ("ingest", str(library / "note.txt"), "--chatbot", "Keeper", "--create", "--no-wait")
            assert stack.refdesk(*sent, env=env).code == 0
            wait_for_failed_batch(stack)
            texts.unlink()
            assert stack.refdesk("ingest", str(library / "broken.pdf"), env=env).code == 1
            assert stack.refdesk("ingest", str(library / "note.txt"), env=env).code == 0
            answered = stack.refdesk("ask", "When is the lamp of the lighthouse lit?", env=env)
            assert (answered.code, "sunset" in answered.out) == (0, True), answered.err
    finally:
        stack.stop()
    said = "".join(log.read_text() for log in (stack.data_dir / "logs").glob("*.log*"))
    assert "Failed to serialize" not in said
    assert [*home.rglob("*"), *temporary.rglob("*")] == []
    assert {one.name for one in stack.data_dir.parent.iterdir()} == {"data", "up.log"}
    assert set(ROOT.iterdir()) == project
