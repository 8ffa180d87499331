"""Office documents are ZIP archives that hold a certain member; older and encrypted ones are another thing."""

import io
import zipfile
from collections.abc import Callable

from pipelines.convert.archive import BROKEN, short
from pipelines.convert.detect import foreign
from pipelines.convert.failures import fail
from pipelines.convert.source import Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def claims(data: bytes, member: str) -> bool:
    """Whether it is an archive with that member."""
    try:
        return data.startswith(b"PK") and _holds(data, member)
    except BROKEN:
        return False


def expect(source: Source, member: str, title: str) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is not ``title``, such as "an EPUB book"."""
    expect_that(source, lambda data: _holds(data, member), title)


def expect_that(source: Source, genuine: Callable[[bytes], bool], title: str) -> None:
    """As ``expect``, of what is an archive and ``genuine`` by its bytes."""
    if source.data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in source.data:
            fail("encrypted", source.name)
        fail("type_mismatch", source.name, "it is an old Office file")
    if not source.data.startswith(b"PK"):
        fail("type_mismatch", source.name, f"it is {foreign(source.data) or f'not {title}'}")
    try:
        found = genuine(source.data)
    except BROKEN as wrong:
        fail("broken", source.name, short(wrong))
    if not found:
        fail("type_mismatch", source.name, f"it is a ZIP archive, not {title}")


def _holds(data: bytes, member: str) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return member in archive.NameToInfo
