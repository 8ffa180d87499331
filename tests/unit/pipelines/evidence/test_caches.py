"""What is kept in memory is bounded, shared by threads and never crosses a scope."""

from pathlib import Path

import pytest

from pipelines.evidence.terms import SECONDS, TermWeights
from pipelines.storage.blobs import Storage
from pipelines.storage.texts import BLOCK, StoredTexts
from pipelines.types import Block, Scope, Text
from tests.unit.pipelines.answering_desk import ORG, SOURCE, Desk

SCOPE = Scope(ORG, frozenset({SOURCE}))


def test_term_weights_are_kept_for_a_minute_and_per_scope(tmp_path: Path) -> None:
    """Rare words weigh more, unknown ones most; what another source holds counts only in its own scope."""
    desk, now = Desk(tmp_path), [0.0]
    desk.publish({"a.md": "Common words.", "b.md": "Common words and rarities."})
    terms = TermWeights(desk.index, clock=lambda: now[0])
    first = terms.idf(SCOPE, ["common", "rarities", "absent"])
    assert first["common"] < first["rarities"] < first["absent"]
    desk.publish({"c.md": "More rarities."}, source="other")
    desk.publish({"d.md": "More rarities."})
    assert terms.idf(SCOPE, ["rarities"])["rarities"] == first["rarities"]
    assert terms.idf(Scope(ORG, frozenset({"other"})), ["common"])["common"] > 0
    now[0] += SECONDS
    assert terms.idf(SCOPE, ["rarities"])["rarities"] < first["rarities"]
    desk.index.close()


def test_texts_are_kept_within_a_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is read once while it fits; the least used goes first; a missing one is None."""
    storage = Storage(str(tmp_path))
    for name in "abc":
        storage.put_text(Text(name * 40), org_id=ORG, document_id=name, version="1")
    texts, read = StoredTexts(storage, characters=2 * BLOCK + 100), []
    get_text = storage.get_text
    monkeypatch.setattr(storage, "get_text", lambda **key: read.append(key["document_id"]) or get_text(**key))
    for name in "abac":
        assert texts.get(org_id=ORG, document_id=name, version="1") == Text(
            name * 40, blocks=(Block("paragraph", 0, 40),)
        )
    assert read == ["a", "b", "c"]
    texts.get(org_id=ORG, document_id="b", version="1")
    assert read == ["a", "b", "c", "b"]
    assert texts.get(org_id="other", document_id="a", version="1") is None


def test_a_text_longer_than_the_budget_is_read_once_for_a_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of 100,000 rows is looked at a dozen times; only the latest of its size is kept."""
    storage = Storage(str(tmp_path))
    for name in "ab":
        storage.put_text(Text(name * 400), org_id=ORG, document_id=name, version="1")
    texts, read = StoredTexts(storage, characters=BLOCK), []
    get_text = storage.get_text
    monkeypatch.setattr(storage, "get_text", lambda **key: read.append(key["document_id"]) or get_text(**key))
    for name in "aabba":
        kept = texts.get(org_id=ORG, document_id=name, version="1")
        assert kept is not None
        assert kept.text == name * 400
    assert read == ["a", "b", "a"]
