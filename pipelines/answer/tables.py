"""Exact answers from the tables of the documents that were found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.evidence.confidence import band
from pipelines.evidence.followup import Standalone, alone
from pipelines.evidence.tables.evaluate import Outcome, evaluate, substituted
from pipelines.evidence.tables.kept import Tables
from pipelines.evidence.tables.table import Table
from pipelines.evidence.values import Evidence, Found
from pipelines.questions import Passage, Passages, Question, TableAnswer, TableRow

DOCUMENTS = 5
SHOWN_ROWS = 50
# Of one question so many tables are asked, those first of which a passage shows rows.
MOST_TABLES = 400
# No question of a table is longer: it is laid over every cell of every table, for minutes where it is a page long.
MOST_ASKED = 300


@component
class TableReader(WithParts):
    """Asks the tables of the first five documents; what they answer exactly comes before any sentence.

    The whole table is read, not only the rows in the passages that were found. Of several answers the one counts whose
    table accounts for the most words of the question, then the one that was found first.
    """

    PARTS = ("tables",)
    computes = True

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    @component.output_types(evidence=Evidence)
    def run(
        self,
        *,
        evidence: Evidence,
        passages: Passages,
        question: Question,
        text: str,
        standalone: Standalone | None = None,
    ) -> dict[str, Any]:
        """``evidence`` with an exact answer where there is one."""
        turned = standalone or alone(text)
        found = self._found(passages, text, turned)
        if found is None and turned.mended and text != question.text:
            # A table has no grammar that tells its language: it may be written as the question is.
            found = self._found(passages, question.text, alone(question.text))
            evidence = evidence if found is None else replace(evidence, searched=None)
        if found is None:
            return {"evidence": evidence}
        held = band(found.confidence, question.min_confidence)
        return {"evidence": replace(evidence, table=found, confidence=found.confidence, band=held)}

    def _found(self, passages: Passages, text: str, turned: Standalone) -> Found | None:
        best: tuple[Outcome, Table, Passage] | None = None
        if max(len(text), len(turned.previous or "")) > MOST_ASKED:
            return None
        for passage, table in self._tables(passages):
            outcome = self._evaluated(text, turned, table=table, passage=passage)
            if outcome is not None and (best is None or _rank(outcome) > _rank(best[0])):
                best = outcome, table, passage
        return None if best is None else found_in(*best)

    def _evaluated(self, text: str, turned: Standalone, *, table: Table, passage: Passage) -> Outcome | None:
        if turned.fragment is not None and turned.previous is not None:
            instead = substituted(turned.previous, _bare(turned.fragment), table)
            outcome = None if instead is None else evaluate(instead, table, title=_called(passage))
            if outcome is not None:
                return outcome
        return evaluate(text, table, title=_called(passage), carried=turned.carried)

    def _tables(self, passages: Passages) -> Iterator[tuple[Passage, Table]]:
        of: dict[str, list[Passage]] = {}
        for passage in passages.items:
            of.setdefault(passage.document_id, []).append(passage)
        all_of_them = [(shown, self.tables.of(shown[0])) for shown in list(of.values())[:DOCUMENTS]]
        pairs = [(shown, table) for shown, tables in all_of_them for table in tables]
        if len(pairs) > MOST_TABLES:
            pairs.sort(key=lambda pair: not shows(pair[0], pair[1]))
        return ((shown[0], table) for shown, table in pairs[:MOST_TABLES])


def shows(passages: Sequence[Passage], table: Table) -> bool:
    """Whether passages of its document show rows of a table."""
    return any(table.spans[0][0] < one.end and one.start < table.spans[-1][1] for one in passages)


def _bare(fragment: str) -> str:
    """A fragment without its preposition: the question that it goes into has one."""
    return re.sub(r"^(?:for|in|at|on|of|to|from|with|by|about|the)\s+", "", fragment, flags=re.IGNORECASE)


def _rank(outcome: Outcome) -> tuple[float, int]:
    return outcome.confidence, outcome.strength


def _called(passage: Passage) -> str:
    return f"{passage.title} {passage.uri.rsplit('/', 1)[-1]}"


def found_in(outcome: Outcome, table: Table, passage: Passage) -> Found:
    """What was computed from a table of a passage's document, with the first of the rows that it rests on."""
    rows = [table.row(row) for row in outcome.rows[:SHOWN_ROWS]]
    answer = TableAnswer(
        document_id=passage.document_id,
        version=passage.version,
        title=passage.title,
        columns=table.header,
        conditions=outcome.conditions,
        rows=tuple(TableRow(row.cells, row.start, row.end) for row in rows),
        total=len(outcome.rows),
        op=outcome.op,
    )
    return Found(outcome.said, answer, passage, outcome.confidence)
