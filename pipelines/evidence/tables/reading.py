"""The tables of a stored text: from its blocks where it has them, else from how converters write rows."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipelines.evidence.tables.above import Above
from pipelines.evidence.tables.cells import number, plain
from pipelines.evidence.tables.table import Span, Table
from pipelines.types import Block, Text

# Possessive throughout: a line of blanks takes no longer than it is long.
_RULE = re.compile(
    r"[ \t]*+\|?+(?:[ \t]*+:?+-++:?+[ \t]*+\|)++(?:[ \t]*+:?+-++:?+)?+[ \t]*+"
    r"|[ \t]*+\|?+[ \t]*+:?+-{3,}+:?+[ \t]*+\|?+[ \t]*+"
)
_BAR = re.compile(r"(?<!\\)\|")
_PIECE = re.compile(r"; ")
_NAME = re.compile(r"([^:;\n]{1,80}): ")
_LINE = re.compile(r"[^\n]+")
FEWEST_COLUMNS = 2
# Text before a colon that stands once is no column; while it is not known yet, so many are kept in mind.
MOST_NAMES = 2_000


def tables_of(text: Text) -> tuple[Table, ...]:
    """The tables of a text, in order."""
    above = Above(text.headings)
    if any(block.kind == "row" for block in text.blocks):
        return tuple(_of_blocks(text, above))
    return tuple(sorted([*_piped(text, above), *_lined(text, above)], key=lambda table: table.spans[0]))


def _of_blocks(text: Text, above: Above) -> Iterator[Table]:
    rows = [block for block in text.blocks if block.kind == "row" and block.cells]
    for _, group in groupby(rows, key=lambda block: block.table):
        found = list(group)
        heads = [block for block in found if block.header]
        body = [block for block in found if not block.header]
        header = _header(text, heads) if heads else _cells(text, body.pop(0)) if _names(_cells(text, body[0])) else ()
        if len(header) >= FEWEST_COLUMNS and body:
            yield _made(text, above, header=header, body=body)


def _header(text: Text, heads: Sequence[Block]) -> tuple[str, ...]:
    """The names of the columns: the lowest in each, where several rows name them and a cell reaches over some."""
    columns = zip(*(_cells(text, head) for head in reversed(heads)), strict=True)
    return tuple(next(filter(None, names), "") for names in columns)


def _cells(text: Text, block: Block) -> tuple[str, ...]:
    return tuple(plain(text.text[start:end]) for start, end in block.cells)


def _made(text: Text, above: Above, *, header: Sequence[str], body: Sequence[Block]) -> Table:
    spans, cells = [(one.start, one.end) for one in body], [one.cells for one in body]
    return Table(text.text, tuple(header), spans, cells.__getitem__, above.named(spans[0][0]))


def _piped(text: Text, above: Above) -> Iterator[Table]:
    """Markdown's: a header, a rule beneath it, rows until a line without a bar."""
    lines = [match.span() for match in _LINE.finditer(text.text)]
    at = 1
    while at < len(lines):
        start, end = lines[at]
        head = lines[at - 1]
        adjacent = text.text[head[1] : start] == "\n"
        if (
            adjacent
            and "-" in text.text[start:end]
            and _RULE.fullmatch(text.text, start, end)
            and "|" in text.text[slice(*head)]
        ):
            last = _last_row(text.text, lines, at)
            yield from _bars(text, above, [head, *lines[at + 1 : last + 1]])
            at = last
        at += 1


def _last_row(text: str, lines: Sequence[Span], rule: int) -> int:
    last = rule
    while (
        last + 1 < len(lines)
        and text[lines[last][1] : lines[last + 1][0]] == "\n"
        and "|" in text[slice(*lines[last + 1])]
    ):
        last += 1
    return last


def _lined(text: Text, above: Above) -> Iterator[Table]:
    """Rows that are paragraphs of one line: ``a | b | c``, or ``name: a; other: b``."""
    lines = [match.span() for match in _LINE.finditer(text.text)]
    alone = [
        span
        for n, span in enumerate(lines)
        if (n == 0 or text.text[lines[n - 1][1] : span[0]].count("\n") > 1)
        and (n + 1 == len(lines) or text.text[span[1] : lines[n + 1][0]].count("\n") > 1)
    ]
    for shape, group in groupby(alone, key=lambda span: _shape(text.text, span)):
        rows = list(group)
        if shape == "|":
            yield from _bars(text, above, rows)
        elif shape and len(rows) > 1:
            yield from _described(text, above, rows)


def _shape(text: str, span: Span) -> str:
    """What rows of one table have in common: bars, or the name of the first column."""
    line = text[slice(*span)]
    if " | " in line and not line.startswith("|"):
        return "|"
    match = _NAME.match(line)
    return match[1] if match and "; " in line else ""


def _bars(text: Text, above: Above, rows: Sequence[Span]) -> Iterator[Table]:
    """The first row names the columns. A row of another length cannot be read: its empty cells were left out."""
    header = [plain(text.text[slice(*span)]) for span in _between_bars(text.text, rows[0])]
    fitting = [span for span in rows[1:] if len(_between_bars(text.text, span)) == len(header)]
    if len(header) < FEWEST_COLUMNS or not fitting or not _names(header):
        return

    def split(at: int) -> Sequence[Span]:
        return _between_bars(text.text, fitting[at])

    yield Table(text.text, tuple(header), fitting, split, above.named(rows[0][0]), len(fitting) == len(rows) - 1)


def _between_bars(text: str, row: Span) -> list[Span]:
    cuts = [match.start() for match in _BAR.finditer(text, *row)]
    edges = [row[0] - 1, *cuts, row[1]]
    spans = [(low + 1, high) for low, high in pairwise(edges)]
    if text[slice(*spans[0])].strip() == "" and text[slice(*row)].lstrip().startswith("|"):
        spans = spans[1:]
    if spans and text[slice(*spans[-1])].strip() == "" and text[slice(*row)].rstrip().endswith("|"):
        spans = spans[:-1]
    return spans


def _names(cells: Sequence[str]) -> bool:
    """Whether cells read like names of columns."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and len(set(filled)) == len(filled) and not any(number(cell) is not None for cell in filled)


def _described(text: Text, above: Above, rows: Sequence[Span]) -> Iterator[Table]:
    header = _column_names(text.text, rows)
    if len(header) < FEWEST_COLUMNS:
        return
    places = {name: at for at, name in enumerate(header)}

    def split(at: int) -> Sequence[Span]:
        return _values(text.text, rows[at], places)

    yield Table(text.text, tuple(header), rows, split, above.named(rows[0][0]))


def _column_names(text: str, rows: Sequence[Span]) -> list[str]:
    """Names before a colon that several rows have, in the order of the columns; what one row has is said in a cell."""
    counts: Counter[str] = Counter()
    order: list[str] = []
    for row in rows:
        before: str | None = None
        for name in dict.fromkeys(name for _, name in _named_pieces(text, row)):
            counts[name] += 1
            if counts[name] == 1 and len(order) < MOST_NAMES:
                order.insert(order.index(before) + 1 if before in order else 0, name)
            before = name
    return [name for name in order if counts[name] > 1]


def _named_pieces(text: str, row: Span) -> Iterator[tuple[int, str]]:
    """(where its value begins, name) of the pieces of a row that begin with a name."""
    starts = [row[0], *(match.end() for match in _PIECE.finditer(text, *row))]
    for start in starts:
        match = _NAME.match(text, start, row[1])
        if match is not None:
            yield match.end(), match[1]


def _values(text: str, row: Span, places: dict[str, int]) -> list[Span]:
    spans: list[Span] = [(0, 0)] * len(places)
    named = [(start, name) for start, name in _named_pieces(text, row) if name in places]
    for n, (start, name) in enumerate(named):
        after = named[n + 1] if n + 1 < len(named) else None
        end = row[1] if after is None else after[0] - len(after[1]) - len("; ") - len(": ")
        if spans[places[name]] == (0, 0):
            spans[places[name]] = (start, end)
    return spans
