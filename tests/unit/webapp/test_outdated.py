"""What is left to be read again, and what words alone find, is told beside the checks, and never holds them up."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipelines.index.sqlite import SQLiteIndex
from pipelines.types import Health, Status
from tests.contracts.index.making import ORG, SPEC, document, publication
from webapp.operation.foreign import foreign_probe
from webapp.operation.outdated import outdated_probe


def told(probe: Callable[[], Health]) -> str:
    """The note, once it was looked up."""
    assert probe().ok
    until = time.monotonic() + 10
    while not probe().note and time.monotonic() < until:
        time.sleep(0.01)
    return probe().note


def test_documents_of_an_older_release(tmp_path: Path) -> None:
    """They are counted; a check is always well."""
    index = SQLiteIndex(tmp_path / "index.sqlite")
    index.ensure(SPEC)
    row = document("a.md", mime="text/markdown")
    index.put([row])
    held = index.get(ORG, [row.document_id])[row.document_id]
    assert not index.publish([publication(held, ["text"], version="0" * 32 + "-" + "1" * 16)])
    assert index.get(ORG, [row.document_id])[row.document_id].status is Status.INDEXED
    assert told(outdated_probe(index)).startswith("1 document of an older release")
    index.close()


def test_documents_that_words_alone_find(tmp_path: Path) -> None:
    """Of all organisations, by language; what helps is named. Of one whose name says nothing, whoever chose it says."""
    index = SQLiteIndex(tmp_path / "index.sqlite")
    index.ensure(replace(SPEC, embedder={"kind": "openai", "model": "x"}))
    for n, code in enumerate(("de", "de", "en", "", "zh")):
        index.put([document(f"{n}.md", language=code, status=Status.INDEXED)])
    note = told(foreign_probe(index, frozenset({"en"})))
    assert "(de: 2, zh: 1)" in note
    assert "bge-small-zh" in note
    assert "bge" not in told(foreign_probe(index, frozenset({"en", "zh"})))
    for known in (None, frozenset({"en", "zh", "de"})):
        probe = foreign_probe(index, known)
        probe()
        time.sleep(0.2)
        assert probe() == Health(ok=True, detail="")
    index.close()
