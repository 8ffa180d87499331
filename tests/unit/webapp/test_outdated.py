"""What is left to be read again is told beside the checks, and never holds them up."""

import time
from pathlib import Path

from pipelines.index.sqlite import SQLiteIndex
from pipelines.types import Status
from tests.contracts.index.making import ORG, SPEC, document, publication
from webapp.operation.outdated import outdated_probe


def test_documents_of_an_older_release(tmp_path: Path) -> None:
    """They are counted; a check is always well."""
    index = SQLiteIndex(tmp_path / "index.sqlite")
    index.ensure(SPEC)
    row = document("a.md", mime="text/markdown")
    index.put([row])
    held = index.get(ORG, [row.document_id])[row.document_id]
    assert not index.publish([publication(held, ["text"], version="0" * 32 + "-" + "1" * 16)])
    assert index.get(ORG, [row.document_id])[row.document_id].status is Status.INDEXED
    probe = outdated_probe(index)
    assert probe().ok
    until = time.monotonic() + 10
    while not probe().note and time.monotonic() < until:
        time.sleep(0.01)
    assert probe().note.startswith("1 document of an older release")
    index.close()
