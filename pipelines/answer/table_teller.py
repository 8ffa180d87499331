"""An exact answer in words: what was computed, then the rows that it rests on, each with its mark."""

from pipelines.answer.writer import AnswerWriter, inert
from pipelines.evidence.proof import Prover
from pipelines.evidence.values import Draft, Found
from pipelines.questions import TableAnswer, TableRow
from pipelines.types import Citation

QUOTED_ROWS = 8


def told(found: Found, writer: AnswerWriter, prover: Prover) -> Draft | None:
    """Say it. None, and nothing is said, where not every row that is shown can be proven."""
    rows = found.answer.rows[:QUOTED_ROWS]
    proven = [prover.stretch(found.passage, row.start, row.end) for row in rows]
    citations = [citation for citation in proven if citation is not None]
    if not citations or len(citations) < len(rows):
        return None
    writer.begin(lambda number, _statement: _nth(citations, number))
    writer.write(f"{_plain(found.said)}\n")
    for number, row in enumerate(rows, start=1):
        writer.write(f"\n- {_plain(_described(found.answer, row))} [{number}]")
    if found.answer.total > len(rows):
        writer.write(f"\n\n({len(rows)} of {found.answer.total} rows)")
    writer.close()
    return Draft("table", table=found.answer, stopped=writer.stopped)


def _nth(citations: list[Citation], number: int) -> Citation | None:
    return citations[number - 1] if 1 <= number <= len(citations) else None


def _described(answer: TableAnswer, row: TableRow) -> str:
    """A row with its header, without empty cells."""
    pairs = zip(answer.columns, row.cells, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def _plain(text: str) -> str:
    return inert(text)
