"""JSON and JSON Lines as words: a list of flat objects is a table, anything else lines of ``path: value``."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pipelines.convert.decode import clean, decode
from pipelines.convert.failures import fail, skip
from pipelines.convert.source import Source
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

BETWEEN = "; "
COLUMNS_AT_MOST = 200
LINES = (".jsonl", ".ndjson")
SAID = re.compile(r"\S")
# Strings, in which brackets mean nothing, and brackets.
SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
# Python's parser calls itself: less than half as often as it can.
DEEPEST = 400
Path = tuple[str, ...]
# Numbers as they are written: 1.10 is a price, and Python refuses integers of 5,000 digits.
_loads = partial(json.loads, parse_int=str, parse_float=str, parse_constant=str)


def convert(source: Source) -> Text:
    """Every value with the path that leads to it. Raises ``broken`` (with the line) or ``empty``."""
    text = decode(source)
    try:
        value = _read(source, text)
    except RecursionError:
        value = _read(source, _shallow(text))
    writer = TextWriter(source)
    _Writer(writer).write(value)
    if writer.empty:
        skip("empty", source.name)
    title = value.get("title") if isinstance(value, dict) else None
    return writer.text(" ".join(clean(title).split())[:500] if isinstance(title, str) else None)


def _read(source: Source, text: str) -> Any:
    """The value, or values, of a text. Raises ``broken``, and ``RecursionError`` where it is nested too deeply."""
    try:
        return _lines(text) if source.name.lower().endswith(LINES) else _loads(text)
    except ValueError as wrong:
        return _one_after_another(text) or fail("broken", source.name, _where(wrong))


def _shallow(text: str) -> str:
    """The text with a sign for everything that lies deeper than the parser bears."""
    kept, at, depth = [], 0, 0
    for found in SIGNS.finditer(text):
        if found[0] in "[{":
            if depth == DEEPEST:
                kept += [text[at : found.start()], '"…"']
            depth += 1
        elif found[0] in "]}":
            depth -= 1
            at = found.end() if depth == DEEPEST else at
    return "".join([*kept, text[at:] if depth <= DEEPEST else ""])


def _lines(text: str) -> list[Any]:
    """A value for each line that is not empty."""
    values = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                values.append(_loads(line))
            except json.JSONDecodeError as wrong:
                raise ValueError(f"line {number}: {wrong.msg}") from wrong
    return values


def _one_after_another(text: str) -> list[Any] | None:
    """Values that follow each other, on lines of their own or not, under the name of one or of lines."""
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    values, at = [], 0
    while begins := SAID.search(text, at):
        try:
            value, at = decoder.raw_decode(text, begins.start())
        except ValueError:
            return None
        values.append(value)
    return values


def _where(wrong: ValueError) -> str:
    return f"line {wrong.lineno}: {wrong.msg}" if isinstance(wrong, json.JSONDecodeError) else str(wrong)


class _Writer:
    """Writes values; scalars beside each other are lines of one paragraph."""

    def __init__(self, writer: TextWriter) -> None:
        self._writer = writer
        self._lines: list[str] = []

    def write(self, value: Any) -> None:
        """The whole of it, without recursion: the parser of JSON allows what Python's stack would not."""
        waiting: list[tuple[Path, Any]] = [((), value)]
        while waiting:
            path, one = waiting.pop()
            if isinstance(one, Sequence) and not isinstance(one, str):
                waiting.extend(reversed(self._listed(path, one)))
            elif isinstance(one, Mapping):
                waiting.extend(reversed([((*path, str(key)), inner) for key, inner in _flat_first(one)]))
            elif (words := _said(one)) or path:
                self._line(f"{_shown(path)}: {words}" if path else words)
        self._flush()

    def _listed(self, path: Path, values: Sequence[Any]) -> list[tuple[Path, Any]]:
        """What is left to write of a list: nothing where it was written as a table or as one line."""
        columns = _columns(values)
        if columns:
            self._table(path, values, columns)
            return []
        if values and all(_is_scalar(one) for one in values):
            words = ", ".join(filter(None, map(_said, values)))
            self._line(f"{_shown(path)}: {words}" if path else words)
            return []
        if all(isinstance(one, Mapping) for one in values):
            # Each object is a paragraph of its own.
            self._flush()
        return [((*path[:-1], f"{path[-1] if path else ''}[{number}]"), one) for number, one in enumerate(values, 1)]

    def _table(self, path: Path, values: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
        self._flush()
        if path:
            self._writer.heading(_shown(path), level=1)
        self._writer.table()
        self._writer.row([clean(name) for name in columns], between=BETWEEN, header=True)
        labels = [f"{clean(name)}: " for name in columns]
        for one in values:
            cells = [" ".join(_cell(one.get(name)).split()) for name in columns]
            self._writer.row(cells, between=BETWEEN, labels=labels)

    def _line(self, words: str) -> None:
        line = clean(words).strip()
        top = line.split(".", 1)[0].split(":", 1)[0]
        if self._lines and top != self._lines[-1].split(".", 1)[0].split(":", 1)[0] and "." in line.split(":", 1)[0]:
            self._flush()
        self._lines.append(line)

    def _flush(self) -> None:
        if self._lines:
            self._writer.paragraph("\n".join(self._lines))
            self._lines = []


def _columns(values: Sequence[Any]) -> list[str]:
    """The columns of a list of flat objects, in the order in which they come; none where it is something else."""
    names: dict[str, None] = {}
    if len(values) < 2:
        return []
    for one in values:
        if not isinstance(one, Mapping) or not all(_is_flat(inner) for inner in one.values()):
            return []
        names.update(dict.fromkeys(map(str, one)))
        if len(names) > COLUMNS_AT_MOST:
            return []
    return list(names)


def _is_flat(value: Any) -> bool:
    return _is_scalar(value) or (isinstance(value, Sequence) and all(_is_scalar(one) for one in value))


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _flat_first(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What an object says of itself, then what it holds."""
    yield from ((key, one) for key, one in value.items() if _is_scalar(one))
    yield from ((key, one) for key, one in value.items() if not _is_scalar(one))


def _cell(value: Any) -> str:
    return ", ".join(map(_said, value)) if isinstance(value, list) else _said(value)


def _said(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(path: Path) -> str:
    return ".".join(path)
