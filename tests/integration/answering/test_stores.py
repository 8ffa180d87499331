"""The same answers over OpenSearch as over the embedded index."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.pipelines.answering_desk import LIBRARY, PRIVATE, Desk, heard, question

QUESTIONS = ["How long are books lent?", "Who is the director?", "What does a page in colour cost?"]


@pytest.fixture(scope="module")
def on_opensearch(tmp_path_factory: pytest.TempPathFactory, opensearch_url: str) -> Iterator[Desk]:
    prefix = f"answers-{uuid.uuid4().hex[:8]}"
    made = Desk(Path(tmp_path_factory.mktemp("opensearch-desk")), opensearch_url=opensearch_url, index_prefix=prefix)
    made.publish(LIBRARY)
    made.publish({"salaries.md": "The director earns nine thousand euros."}, source=PRIVATE)
    made.index.settle()
    yield made
    made.index.close()


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_does_not_depend_on_the_store(desk: Desk, on_opensearch: Desk, text: str) -> None:
    """A quoted sentence and the confidence agree, streamed and whole are the same, and private stays private."""
    answers = []
    for each in (desk, on_opensearch):
        answerer = each.answerer(opensearch_url=each.settings.opensearch_url, index_prefix=each.settings.index_prefix)
        answer = answerer.answer(question(text))
        assert heard(answerer, question(text)) == answer
        answers.append(answer)
        answerer.close()
    embedded, other = answers
    assert other.answered
    assert other.degraded == ()
    assert any(citation.quote in other.content for citation in embedded.citations)
    assert "thousand" not in str(other)
    assert other.confidence == pytest.approx(embedded.confidence, abs=0.15)
