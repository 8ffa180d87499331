"""What a question's `derive` says, worked out from the document's own table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.bench.answers.texts import Row, Table, normalise, tables

Spec = dict[str, Any]


class NoSuchTable(Exception):
    """No table of the document has the columns that a question asks for."""


def number(cell: str) -> float | None:
    """The cell's leading number (`28,00`, `1,060`, `9.50 euros`) or day (`2025-09-15`), or None."""
    text = cell.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return float(text.replace("-", ""))
    match = re.match(r"\d[\d.,]*", text)
    if match is None:
        return None
    found = match.group().rstrip(".,")
    if re.search(r",\d{2}$", found):
        return float(found.replace(".", "").replace(",", "."))
    return float(found.replace(",", ""))


def derive(path: Path, spec: Spec) -> dict[str, Any]:
    """`value` and `rows` (the first or the asked column of each row that counts) of a derived answer."""
    table = _table(path, spec)
    chosen = [row for row in table if all(_fits(row, condition) for condition in spec.get("where", []))]
    column = spec.get("column") or next(iter(table[0]))
    if spec["op"] in ("max", "min"):
        return _extreme(chosen, column, spec)
    rows = [row[column] for row in chosen]
    return {"rows": rows, "value": str(len(rows))} if spec["op"] == "count" else {"rows": rows}


def _table(path: Path, spec: Spec) -> Table:
    wanted = {condition[0] for condition in spec.get("where", [])} | {
        spec[key] for key in ("column", "by") if key in spec
    }
    for table in tables(path):
        if table and wanted <= set(table[0]):
            return table
    raise NoSuchTable(f"{path.name}: no table with {sorted(wanted)}")


def _fits(row: Row, condition: list[str]) -> bool:
    column, comparison, wanted = condition
    cell = row.get(column, "")
    if comparison == "=":
        return normalise(cell) == normalise(wanted)
    if comparison == "has":
        return normalise(wanted) in normalise(cell)
    left, right = number(cell), number(wanted)
    if left is None or right is None:
        return False
    return {">": left > right, ">=": left >= right, "<": left < right}[comparison]


def _extreme(chosen: Table, column: str, spec: Spec) -> dict[str, Any]:
    """The one row with the largest or smallest number; a tie is an error of the question."""
    pairs = [(found, row) for row in chosen if (found := number(row[spec["by"]])) is not None]
    best = (max if spec["op"] == "max" else min)(found for found, _ in pairs)
    winners = [row for found, row in pairs if found == best]
    if len(winners) != 1:
        raise ValueError(f"{spec['by']}: {len(winners)} rows share the {spec['op']}")
    return {"must": [winners[0][column]], "value": winners[0][spec["by"]]}
