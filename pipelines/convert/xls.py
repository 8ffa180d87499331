"""XLS, the workbooks of Excel up to 2003."""

from pipelines.convert import office
from pipelines.convert.calamine import workbook
from pipelines.convert.detect import foreign
from pipelines.convert.failures import fail
from pipelines.convert.source import Source
from pipelines.types import Text

STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))


def claims(data: bytes) -> bool:
    """Whether it is an old Office file with a workbook in it."""
    return data.startswith(office.OLE) and any(name in data for name in STREAMS)


def expect(source: Source) -> None:
    """Raises ``type_mismatch`` or ``encrypted`` for what is no old workbook."""
    if claims(source.data):
        return
    if source.data.startswith(office.OLE) and "EncryptedPackage".encode("utf-16-le") in source.data:
        fail("encrypted", source.name)
    other = "an old Office file of another kind" if source.data.startswith(office.OLE) else foreign(source.data)
    fail("type_mismatch", source.name, f"it is {other or 'not an old workbook'}")


def convert(source: Source) -> Text:
    """Raises what ``calamine.workbook`` does."""
    return workbook(source)
