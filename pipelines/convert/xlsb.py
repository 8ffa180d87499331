"""XLSB, workbooks whose parts are binary."""

from pipelines.convert import archive, office
from pipelines.convert.archive import Parts
from pipelines.convert.calamine import workbook
from pipelines.convert.source import Source
from pipelines.types import Text

WORKBOOK = "xl/workbook.bin"


def claims(data: bytes) -> bool:
    """Whether it is an archive with such a workbook in it."""
    return office.claims(data, WORKBOOK)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is none."""
    office.expect(source, WORKBOOK, "a binary workbook")


def convert(source: Source) -> Text:
    """Raises what ``calamine.workbook`` does, and ``converter_memory`` before anything is unpacked."""
    with archive.opened(source, Parts) as parts:
        parts.refuse_swollen()
        return workbook(source)
