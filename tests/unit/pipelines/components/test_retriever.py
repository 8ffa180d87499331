"""Retrieval needs a scope, and finds by words what it cannot find by vector."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines.answer.privacy_filter import PrivacyFilter, citable
from pipelines.answer.retriever import Retriever
from pipelines.embedding.live import LiveEmbedder
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.scoring import WordScores
from pipelines.evidence.terms import TermWeights
from pipelines.evidence.units import PassageUnits
from pipelines.questions import Passages
from pipelines.settings import PipelineSettings
from pipelines.types import Scope, Visibility
from tests.unit.pipelines.answering_desk import LIBRARY, ORG, PRIVATE, SOURCE, Desk, question

ASKED = question("How long are books lent?")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.publish(LIBRARY)
    yield made
    made.index.close()


@pytest.fixture
def retriever(desk: Desk) -> Retriever:
    return retriever_of(desk)


def retriever_of(desk: Desk) -> Retriever:
    live, scores = LiveEmbedder(desk.index, PipelineSettings()), WordScores(desk.index, TermWeights(desk.index))
    return Retriever(desk.index, PassageUnits(WordLlamaEmbedder()), embedder=live, scores=scores)


def test_a_vector_that_does_not_fit_is_left_out(retriever: Retriever) -> None:
    """A question embedded for the index before a swap still finds by its words, labelled."""
    found = retriever.run(question=ASKED, text=ASKED.text, vector=np.ones(8, dtype=np.float32))["passages"]
    assert found.degraded == ("embedder",)
    assert found.items[0].uri == "loans.md"


def test_a_vector_for_another_index_is_made_again(retriever: Retriever) -> None:
    """Where the index was swapped between embedding and search; also where the old vector would fit by chance."""
    for stale in (np.ones(8, dtype=np.float32), np.ones(256, dtype=np.float32)):
        found = retriever.run(question=ASKED, text=ASKED.text, vector=stale, space="before")["passages"]
        assert found.degraded == ()
        assert found.items[0].uri == "loans.md"
        assert (found.items[0].cosine or 0) > 0.3


def test_passages_say_where_they_stand(desk: Desk, retriever: Retriever) -> None:
    """``stored_text[start:end]`` is the passage; what was missing before is handed on."""
    found = retriever.run(question=ASKED, text=ASKED.text, degraded=("embedder",))["passages"]
    assert found.degraded == ("embedder",)
    for item in found.items:
        stored = desk.storage.get_text(org_id=ORG, document_id=item.document_id, version=item.version)
        assert stored.text[item.start : item.end] == item.text


def test_unknown_visibility_counts_as_private(desk: Desk, retriever: Retriever) -> None:
    """Only sources that are known to be citable stay in a scope, and only their passages pass the filter."""
    scope = Scope(ORG, frozenset({SOURCE, PRIVATE, "unknown"}))
    visibility = {SOURCE: Visibility.CITABLE, PRIVATE: Visibility.PRIVATE, "elsewhere": Visibility.CITABLE}
    assert citable(scope, visibility) == Scope(ORG, frozenset({SOURCE}))
    found = retriever.run(question=ASKED, text=ASKED.text)["passages"]
    privacy = PrivacyFilter()
    assert privacy.run(passages=found, question=ASKED)["passages"] == found
    hidden = question(ASKED.text, visibility={SOURCE: Visibility.PRIVATE})
    assert privacy.run(passages=found, question=hidden)["passages"] == Passages((), found.degraded)
    assert retriever.run(question=hidden, text=ASKED.text)["passages"] == Passages()


def test_a_question_that_the_embedder_does_not_know_is_answered_by_words(tmp_path: Path) -> None:
    """Beside English ones: their noise stays behind what the words found; an English question keeps its vector."""
    desk = Desk(tmp_path)
    loans = "Bücher werden für vier Wochen verliehen. Eine Verlängerung ist zweimal möglich, wenn niemand wartet."
    desk.publish({**LIBRARY, "leihe.md": f"Ausleihe\n\n{loans}", "garten.md": "Garten\n\nGegessen wird nur im Garten."})
    retriever = retriever_of(desk)

    def found(text: str) -> dict[str, float]:
        vector = WordLlamaEmbedder().embed_question(text.lower())
        items = retriever.run(question=question(text), text=text, vector=vector)["passages"].items
        return {one.uri: one.score for one in items}

    german, english = found("Wie lange werden Bücher verliehen?"), found("How long are books lent?")
    assert german["leihe.md"] == pytest.approx(1.0)
    assert not any(score for uri, score in german.items() if uri != "leihe.md")
    assert next(iter(english)) == "loans.md"
    assert sum(score > 0 for score in english.values()) > 1
    desk.index.close()
