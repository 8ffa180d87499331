"""An exact answer in words: what was computed, then the rows that it rests on, each with its mark."""

from pipelines.answer.writer import AnswerWriter, inert
from pipelines.evidence.proof import Prover
from pipelines.evidence.values import Draft, Found
from pipelines.questions import TableAnswer, TableRow

QUOTED_ROWS = 8
# A cell may hold a whole report: the citation has all of it.
LONGEST_CELL, LONGEST_SAID = 300, 2_000


def told(found: Found, writer: AnswerWriter, prover: Prover) -> Draft | None:
    """Say it. None, and nothing is said, where not every row that is shown can be proven."""
    rows = found.answer.rows[:QUOTED_ROWS]
    proven = [prover.stretch(found.passage, row.start, row.end) for row in rows]
    citations = [citation for citation in proven if citation is not None]
    if not citations or len(citations) < len(rows):
        return None
    writer.begin()
    writer.note(inert(_brief(found.said, LONGEST_SAID)))
    writer.listed([(_described(found.answer, row), one) for row, one in zip(rows, citations, strict=True)])
    if found.answer.total > len(rows):
        writer.note(f"({len(rows)} of {found.answer.total} rows)")
    return Draft("table", table=found.answer, stopped=writer.stopped)


def _described(answer: TableAnswer, row: TableRow) -> str:
    """A row with its header, without empty cells."""
    pairs = zip(answer.columns, row.cells, strict=False)
    told_cells = ((name, _brief(cell, LONGEST_CELL)) for name, cell in pairs if cell)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in told_cells)


def _brief(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()} …"
