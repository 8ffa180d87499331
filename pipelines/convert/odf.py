"""What OpenDocument files have in common: an archive that says its kind first, ``content.xml`` and ``meta.xml``."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pipelines.convert import archive, office
from pipelines.convert.archive import Parts, local
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail
from pipelines.convert.source import Source

KINDS = "application/vnd.oasis.opendocument."
CONTENT = "content.xml"


def kind_of(data: bytes) -> str:
    """What an OpenDocument file says it is (``text``, ``spreadsheet-template``), nothing for others. Never raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            entry = opened.NameToInfo.get("mimetype")
            said = (
                opened.read(entry)[:200].decode("ascii", "replace").strip() if entry and entry.file_size < 200 else ""
            )
            return said.removeprefix(KINDS) if said.startswith(KINDS) and CONTENT in opened.NameToInfo else ""
    except archive.BROKEN:
        return ""


def claims(data: bytes, kind: str) -> bool:
    """Whether it is an OpenDocument file of this kind, or a template for such."""
    return data.startswith(b"PK") and kind_of(data).removesuffix("-template") == kind


def expect(source: Source, kind: str, title: str) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is not ``title``."""
    if not claims(source.data, kind):
        office.expect(source, CONTENT, title)
        # Some programs leave the kind out.
        if said := kind_of(source.data):
            fail("type_mismatch", source.name, f"it is an OpenDocument file of another kind ({said[:40]})")


@contextmanager
def opened(source: Source) -> Iterator[Parts]:
    """The parts. Raises ``broken``, ``encrypted`` or ``converter_memory``, also for what the block meets."""
    with archive.opened(source, Parts) as parts:
        # Each part is encrypted by itself, not the archive.
        if b"encryption-data" in parts.read("META-INF/manifest.xml"):
            fail("encrypted", source.name)
        yield parts


def about(parts: Parts) -> Mapping[str, str]:
    """Title, author and dates, as far as they are given."""
    root = parts.tree("meta.xml")
    names = {"title": "title", "initial-creator": "author", "creator": "editor", "creation-date": "created"}
    names |= {"date": "modified"}
    found = {}
    for one in () if root is None else root.iter():
        words = " ".join(clean(one.text or "").split())
        if words and local(one) in names:
            found[names[local(one)]] = words[:500]
    editor = found.pop("editor", "")
    return found if "author" in found or not editor else {**found, "author": editor}
