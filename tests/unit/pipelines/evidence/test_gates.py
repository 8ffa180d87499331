"""A model's text passes gates before it is said, marks and all, however it is cut into pieces."""

import pytest

from pipelines.answer.gates import STANDS_FOR_MARK
from pipelines.answer.judging import Judged
from pipelines.answer.statements import End
from pipelines.answer.writer import AnswerWriter
from pipelines.questions import AnswerEvent, TokenEvent
from pipelines.types import Citation

TEXT = "The gate opens at six [1]. Ask for the hidden word at the desk [2]. It closes at nine [3]."


class Without:
    """Leaves out every word that is "hidden"; holds back the word that may still become it."""

    def __init__(self) -> None:
        self._held = ""
        self.withheld: dict[str, int] = {}

    def feed(self, text: str) -> str:
        self._held += text
        at = self._held.rfind(" ") + 1
        return self._released(at)

    def finish(self) -> str:
        return self._released(len(self._held))

    def _released(self, at: int) -> str:
        said, self._held = self._held[:at], self._held[at:]
        if found := said.count("hidden"):
            self.withheld = {"hidden": self.withheld.get("hidden", 0) + found}
        return said.replace("hidden", "…")


class Counting:
    """Sees what the gates before it released."""

    def __init__(self) -> None:
        self.seen = ""
        self.withheld: dict[str, int] = {}

    def feed(self, text: str) -> str:
        self.seen += text
        return text

    def finish(self) -> str:
        return ""


def judged(end: End) -> Judged:
    found = tuple(Citation(None, f"d{n}", "v", "s", "t", "u", None, 0, 1, "q") for n in end.numbers)
    return Judged("supported" if found else "unsupported", found)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
def test_a_text_passes_its_gates_in_order(size: int) -> None:
    """What one leaves out no later one sees; marks stay where they were; what goes out is what is kept."""
    said: list[AnswerEvent] = []
    later = Counting()
    writer = AnswerWriter(said.append, gates=[lambda: later])
    writer.begin(judged, claims="mark", gates=[Without()])
    for at in range(0, len(TEXT), size):
        writer.write(TEXT[at : at + size])
    writer.close()
    assert writer.content == TEXT.replace("hidden", "…")
    assert "".join(event.text for event in said if isinstance(event, TokenEvent)) == writer.content
    assert "hidden" not in later.seen
    assert len(STANDS_FOR_MARK.findall(later.seen)) == 3
    assert writer.withheld == {"hidden": 1}
    assert [claim.citations for claim in writer.claims] == [(1,), (2,), (3,)]


def test_signs_that_stand_for_marks_cannot_be_written() -> None:
    """A model's own make no mark."""
    writer = AnswerWriter()
    writer.begin(judged, gates=[Without()])
    writer.write("One\U000f0000 two [1] three\U000f0000 four.")
    writer.close()
    assert writer.content == "One two [1] three four."
