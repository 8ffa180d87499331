"""The table evaluator as a tool for a chat model: it says what it wants of a table, the program computes it."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from haystack.dataclasses import ChatMessage, ToolCall
from haystack.tools.tool import Tool

from pipelines.answer.prompt_builder import data
from pipelines.answer.tables import found_in, shows
from pipelines.evidence.tables.kept import Tables
from pipelines.evidence.tables.querying import COMPARISONS, OPERATIONS, NotAsked, queried
from pipelines.evidence.tables.table import Table
from pipelines.evidence.values import Above, Context, Found
from pipelines.questions import Passage

NAME = "query_table"
# Of one answer so many calls are computed, and so many of their rows are shown.
MOST_CALLS, SHOWN = 3, 12
# Characters of what is told of a result, and of each of its rows: a cell may hold a whole book.
LONGEST_SAID, LONGEST_ROW = 2_000, 2_000
# Nothing that stands in a document is said here: a description is an instruction.
_DESCRIPTION = (
    "Compute exactly over all rows of a table that a passage shows rows of: filter, count, maximum, minimum, sum, "
    "average. The passage may show only a part of its table. Use it where counting, comparing or adding rows is needed."
)
_PARAMETERS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "passage": {"type": "integer", "description": "Number of a passage that shows rows of the table"},
        "operation": {"type": "string", "enum": list(OPERATIONS)},
        "column": {"type": "string", "description": "Column of max, min, sum or average, as its header is written"},
        "where": {
            "type": "array",
            "description": "Conditions that all must hold",
            "items": {
                "type": "object",
                "properties": {
                    "column": {"type": "string"},
                    "op": {"type": "string", "enum": list(COMPARISONS)},
                    "value": {"type": "string"},
                },
                "required": ["column", "op", "value"],
            },
        },
    },
    "required": ["passage", "operation"],
}


@cache
def _blank() -> Tool:
    return Tool(NAME, _DESCRIPTION, _PARAMETERS, str)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What was computed for a model: the conversation that goes on with it, the context with the rows as passages of
    their own, and the first result, to be told where nothing that the model makes of it is backed.
    """

    messages: list[ChatMessage]
    context: Context
    found: Found | None


class TableTool:
    """The tool for one question: its tables are those that the context's passages show rows of."""

    def __init__(self, context: Context, tables: Tables) -> None:
        self._context = context
        self._tables = {
            number: shown
            for number, passage in enumerate(context.passages, start=1)
            if (shown := _shown(passage, tables.of(passage)))
        }
        self._results: list[tuple[Found, Table]] = []

    def __bool__(self) -> bool:
        """Whether there is a table to ask."""
        return bool(self._tables)

    @property
    def tool(self) -> Tool:
        """For the model."""
        # A copy: making one checks its schema against JSON Schema's own, which takes longer than all the rest.
        made = copy(_blank())
        made.function = self._called
        return made

    def looked_up(self, prompt: Sequence[ChatMessage], calls: Sequence[ToolCall]) -> LookedUp:
        """The conversation with the results of these calls. What cannot be computed is said in words."""
        messages = [*prompt, ChatMessage.from_assistant(tool_calls=list(calls))]
        passages, above = (
            list(self._context.passages),
            list(self._context.above or [Above()] * len(self._context.passages)),
        )
        for at, call in enumerate(calls):
            before = len(self._results)
            said = self._said(call) if at < MOST_CALLS else "No more than three tables are asked for one answer."
            for found, table in self._results[before:]:
                rows = _rows(found, table)
                said += _numbered(rows, len(passages) + 1)
                passages += rows
                above += [Above(" | ".join(found.answer.columns))] * len(rows)
            messages.append(ChatMessage.from_tool(said, origin=call))
        context = replace(self._context, passages=tuple(passages), above=tuple(above))
        return LookedUp(messages, context, self._results[0][0] if self._results else None)

    def _said(self, call: ToolCall) -> str:
        if call.tool_name != NAME:
            return f"There is no tool but {NAME}."
        # Models write a list or a number, too, where an object is asked for.
        arguments: Any = call.arguments
        given = arguments if isinstance(arguments, dict) else {}
        known = {name: value for name, value in given.items() if name in _PARAMETERS["properties"]}
        return str(self.tool.invoke(**known))

    def _called(self, *, passage: Any = None, operation: Any = "rows", column: Any = None, where: Any = None) -> str:
        shown = self._tables.get(passage) if isinstance(passage, int) else None
        if shown is None:
            return f"passage must be one of {', '.join(map(str, self._tables))}: these show rows of a table."
        wish, why = {"operation": operation, "column": column, "where": where}, ""
        for table in shown:
            try:
                outcome = queried(table, wish)
            except NotAsked as refused:
                why = why or str(refused)
                continue
            found = found_in(outcome, table, self._context.passages[passage - 1])
            self._results.append((found, table))
            return f"Computed over all {len(table)} rows: {data(found.said[:LONGEST_SAID])}"
        return data(why)


def _shown(passage: Passage, tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables of which a passage shows rows, in the order of the text."""
    return tuple(table for table in tables if shows([passage], table))


def _rows(found: Found, table: Table) -> list[Passage]:
    """The rows that a result rests on, as passages that can be cited."""
    ends = ((row.start, min(row.end, row.start + LONGEST_ROW)) for row in found.answer.rows[:SHOWN])
    return [replace(found.passage, start=start, end=end, text=table.text[start:end]) for start, end in ends]


def _numbered(rows: Sequence[Passage], first: int) -> str:
    shown = "".join(
        f'\n<passage number="{number}">\n{data(row.text)}\n</passage>' for number, row in enumerate(rows, start=first)
    )
    return f". The rows:\n<passages>{shown}\n</passages>" if rows else ""
