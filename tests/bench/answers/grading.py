"""Whether what was shown is right: mechanical, by what stands in the question set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipelines.questions import Answer
from tests.bench.answers.texts import holds, holds_all, normalise

_ROWS = re.compile(r"\n.*", re.DOTALL)
_WORD = re.compile(r"\s*(yes|no|ja|nein|oui|non|sí|si)\b", re.IGNORECASE)
_YES = frozenset({"yes", "ja", "oui", "sí", "si"})


@dataclass(frozen=True, slots=True)
class Grade:
    """``first``: right first; ``all``: right anywhere; ``left``: rightly not answered; ``false``: shown and wrong.

    ``table``: an exact answer was shown, ``wrong``: and it was not right.
    """

    first: bool
    all: bool
    left: bool
    false: bool
    shown: bool
    table: bool

    @property
    def wrong(self) -> bool:
        """Whether an exact answer was not right."""
        return self.table and not self.first


def grade(item: dict[str, Any], answer: Answer) -> Grade:
    """The grade of an answer."""
    wanted, table = item["expect"], answer.mode == "table"
    if wanted["answer"] == "desk":
        right = answer.mode == "desk"
        false = answer.answered and not right
        return Grade(right, right, left=False, false=false, shown=right or false, table=table)
    # What the desk says of itself, or asks back, is no answer from documents.
    shown = answer.answered and bool(answer.citations)
    if wanted["answer"] == "none":
        return Grade(first=not shown, all=not shown, left=not shown, false=shown, shown=shown, table=table)
    first = shown and _first(wanted, answer)
    anywhere = first or (shown and any(_holds(wanted, citation.quote) for citation in answer.citations))
    anywhere = anywhere or (table and any(_holds(wanted, cells) for cells in _rows(answer)))
    return Grade(first, anywhere, left=False, false=shown and not anywhere, shown=shown, table=table)


def _first(wanted: dict[str, Any], answer: Answer) -> bool:
    value = said(answer)
    if "yesno" in wanted and (word := _WORD.match(value)):
        return (word.group(1).casefold() in _YES) == (wanted["yesno"] == "yes")
    if "value" in wanted and value and holds(value, wanted["value"]):
        return True
    if "rows" in wanted and "must" not in wanted:
        return _all_rows(wanted["rows"], answer)
    return _holds(wanted, answer.citations[0].quote)


def said(answer: Answer) -> str:
    """The first line: the computed value of an exact answer."""
    return _ROWS.sub("", answer.content).strip() if answer.mode == "table" else ""


def _rows(answer: Answer) -> list[str]:
    return [" ; ".join(row.cells) for row in answer.table.rows] if answer.table else []


def _all_rows(keys: list[str], answer: Answer) -> bool:
    """Every row that belongs, and no other. Of a register that is summed up any row will do."""
    shown = _rows(answer) or [citation.quote for citation in answer.citations]
    if len(keys) > 30:
        return any(holds(row, key) for row in shown[:1] for key in keys)
    total = answer.table.total if answer.table else len(shown)
    held = all(any(_names(row, key) for row in shown) for key in keys)
    return held and total == len(keys) and all(any(_names(row, key) for key in keys) for row in shown)


def _names(row: str, key: str) -> bool:
    return any(normalise(cell) == normalise(key) for cell in re.split(r" ; |; | \| |: ", row)) or holds(row, key)


def _holds(wanted: dict[str, Any], text: str) -> bool:
    ways = [wanted["must"]] if wanted.get("must") else [[row] for row in wanted.get("rows", [])]
    return any(holds_all(text, way) for way in [*ways, *wanted.get("also", [])])
