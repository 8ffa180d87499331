"""Sheets of what python-calamine reads, old and binary workbooks; it tells values, ``biff`` how numbers are shown."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipelines.convert.archive import short
from pipelines.convert.biff import Looks
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail, skip
from pipelines.convert.grid import Sparse, merges_of, reaching_down, write_sheet
from pipelines.convert.number_formats import moment_shown, plain_number
from pipelines.convert.source import Source
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

META = {"unit": "sheet"}
# A sheet is read with all that lies between its cells: more than this is held by no child.
CELLS_AT_MOST = 20_000_000


def workbook(source: Source, looks: Callable[[str], Looks]) -> Text:
    """Sheets in their order, numbers as they look; hidden ones say so.

    Raises ``encrypted``, ``broken``, ``empty``, ``converter_memory``.
    """
    writer = TextWriter(source)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        for about in book.sheets_metadata:
            if about.typ is SheetTypeEnum.WorkSheet and about.visible is not SheetVisibleEnum.VeryHidden:
                said = " (hidden sheet)" if about.visible is SheetVisibleEnum.Hidden else ""
                sheet = book.get_sheet_by_name(about.name)
                if sheet.total_height * sheet.total_width > CELLS_AT_MOST:
                    fail("converter_memory", source.name, source.limits.memory_mb)
                look = looks(about.name)
                write_sheet(
                    writer,
                    clean(about.name) + said,
                    reaching_down(_rows(sheet, look), look.merges or merges_of(sheet.merged_cell_ranges or ())),
                    source=source,
                    hidden=look.hidden,
                )
    except PasswordError:
        fail("encrypted", source.name)
    except (CalamineError, ValueError, OSError) as wrong:
        fail("broken", source.name, short(wrong))
    if writer.empty:
        skip("empty", source.name)
    return writer.text(None, meta=META)


def _rows(sheet: CalamineSheet, look: Looks) -> Iterator[Sparse]:
    first, left = sheet.start or (0, 0)
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), first):
        shown = look.row(number)
        words = ((at, shown.get(at) or _line(_shown(cell))) for at, cell in enumerate(cells, left) if cell != "")
        yield Sparse(number + 1, {at: said for at, said in words if said})


def _line(words: str) -> str:
    return " ".join(clean(words).split())


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return plain_number(value) if abs(value) < 1e300 else str(value)
    if isinstance(value, datetime):
        return moment_shown(value, "datetime" if value.time() != time() else "date")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
    return str(value)
