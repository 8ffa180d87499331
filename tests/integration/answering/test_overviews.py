"""A document in short: quoted, its questions tried; in a model's words as far as the document backs them."""

import pytest

from pipelines.answer.answerer import Answerer
from pipelines.errors import TextPurged
from pipelines.overviews import REVISION, Kept, packed, unpacked
from pipelines.types import Document, document_id_for
from tests.integration.answering.conftest import MakeAnswerer
from tests.servers.openai_standin import Reply, Standin, error
from tests.unit.pipelines.answering_desk import ORG, PRIVATE, SOURCE, Desk, question

ASKING = question("")


def row(desk: Desk, uri: str, source: str = SOURCE) -> Document:
    one = document_id_for(source, uri)
    return desk.index.get(ORG, [one])[one]


def test_a_document_is_quoted_and_its_questions_are_answered(desk: Desk, modelled: MakeAnswerer) -> None:
    """No model is called, though one is set: what is offered is what quoting answers, from this document."""
    answerer = modelled()
    overview = answerer.overviews.overview(row(desk, "hours.md"), ASKING)
    stored = desk.storage.get_text(
        org_id=ORG, document_id=row(desk, "hours.md").document_id, version=row(desk, "hours.md").live_version or ""
    ).text
    assert overview.summary
    assert all(stored[one.start : one.end] == one.text for one in overview.summary)
    assert [entry.title for entry in overview.outline] == ["Opening hours"]
    assert overview.questions
    plain = desk.answerer()
    for asked in overview.questions:
        answer = plain.answer(question(asked))
        assert answer.answered
        assert answer.citations[0].document_id == row(desk, "hours.md").document_id


def test_a_model_sums_up_as_far_as_the_document_backs_it(desk: Desk, modelled: MakeAnswerer, standin: Standin) -> None:
    """What it invents is left out; every statement knows where it stands."""
    standin.script(
        Reply(text="The reading room opens at 9 in the morning [1]. The library has twelve hundred parrots [1].")
    )
    written = modelled().overviews.written(row(desk, "hours.md"), ASKING)
    assert written is not None
    assert [one.text for one in written.summary] == ["The reading room opens at 9 in the morning."]
    assert written.model == "first"
    assert written.summary[0].end > written.summary[0].start


INVENTED, REFUSED = Reply(text="The library has twelve hundred parrots [1]."), Reply(text="NO_ANSWER")


@pytest.mark.parametrize("said", [INVENTED, REFUSED, error(500), error(401)])
def test_a_model_that_fails_or_invents_writes_nothing(
    desk: Desk, modelled: MakeAnswerer, standin: Standin, *, said: Reply
) -> None:
    """Then the document's own sentences stand."""
    standin.script(said, said)
    assert modelled().overviews.written(row(desk, "hours.md"), ASKING) is None


def test_nothing_is_told_of_a_text_that_is_gone(desk: Desk) -> None:
    """Nor kept of another revision, or of damaged bytes."""
    answerer: Answerer = desk.answerer()
    gone = Document("d" * 36, ORG, PRIVATE, "gone.md", "gone.md", live_version="v")
    with pytest.raises(TextPurged):
        answerer.overviews.overview(gone, ASKING)
    kept = Kept(answerer.overviews.overview(row(desk, "loans.md"), ASKING))
    assert unpacked(packed(kept)) == kept
    assert unpacked(packed(kept).replace(b'"revision":%d' % REVISION, b'"revision":0')) is None
    assert unpacked(b"{") is None
