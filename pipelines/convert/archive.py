"""ZIP archives that documents are made of, read without trusting them: counted before anything is unpacked, XML with
entities off.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import unquote

from lxml import etree

from pipelines.convert.decode import clean
from pipelines.convert.failures import fail
from pipelines.convert.source import Source

UNPACKED_MB = 256
ENTRIES = 10_000
BROKEN = (
    zipfile.BadZipFile,
    zipfile.zlib.error,  # type: ignore[attr-defined]
    etree.LxmlError,
    NotImplementedError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
)
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


class Parts:
    """The members of an archive by name; one that is not there reads as nothing."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.NameToInfo)

    def read(self, name: str) -> bytes:
        """A member's bytes, none where there is no such member. Raises one of ``BROKEN``."""
        return self._archive.read(name) if name in self.names else b""

    def xml(self, name: str) -> etree._Element | None:
        """A member as a tree, None where there is no such member. Raises one of ``BROKEN``."""
        data = self.read(name)
        return tree(data) if data.strip() else None

    def relations(self, name: str) -> Mapping[str, tuple[str, str]]:
        """What a part of an Office document refers to: last word of the kind and the member's name, by id."""
        folder, last = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{last}.rels"))
        found = {}
        for one in () if root is None else root:
            target = one.get("Target", "")
            if one.get("TargetMode") != "External" and target:
                kind = one.get("Type", "").rsplit("/", 1)[-1]
                found[one.get("Id", "")] = (kind, self.resolved(name, target))
        return found

    def resolved(self, name: str, target: str) -> str:
        """The member that ``target`` means, said in the member ``name``; also where its letters are another case."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target)).lstrip("/")
        for one in (path, unquote(path)):
            if one in self.names:
                return one
        return next((one for one in self.names if one.lower() == path.lower()), path)


@contextmanager
def opened(source: Source) -> Iterator[Parts]:
    """A document's parts. Raises ``broken``, ``encrypted`` or ``converter_memory``, also for what the block meets."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            entries = archive.infolist()
            # A member is never read past its declared size, so the declared sum bounds the real one.
            if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED_MB * 1_000_000:
                fail("converter_memory", source.name, source.limits.memory_mb)
            if any(entry.flag_bits & 1 for entry in entries):
                fail("encrypted", source.name)
            yield Parts(archive)
    except BROKEN as wrong:
        fail("broken", source.name, short(wrong))


def tree(data: bytes) -> etree._Element:
    """XML without entities, document types or network.

    Raises ``lxml.etree.XMLSyntaxError``, and ``ValueError`` for a document type, which no Office program writes, or
    where there is no element.
    """
    refuse_types(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError("its XML is damaged")
    return root


def refuse_types(data: bytes) -> None:
    """Raises ``ValueError`` for XML that declares a document type: nothing good comes of entities."""
    head = data[:4_096].replace(b"\x00", b"")
    if any(one in head for one in DECLARATIONS):
        raise ValueError("it declares a document type")


def reference(element: etree._Element, name: str = "id") -> str:
    """The id of a relation that an element names."""
    return element.get(RELATED + name) or element.get(STRICT + name) or ""


def local(element: etree._Element) -> str:
    """An element's name without its namespace; of what is no element, nothing."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def above(element: etree._Element) -> str:
    """The name of the element that holds one, without its namespace."""
    parent = element.getparent()
    return "" if parent is None else local(parent)


def short(wrong: BaseException) -> str:
    """The first line of an error, for a message."""
    return (clean(str(wrong)).strip().splitlines() or [type(wrong).__name__])[0][:120]


def properties_of(root: etree._Element | None) -> Mapping[str, str]:
    """What an Office document says of itself: those of title, author, created and modified that its part has."""
    names = {"title": "title", "creator": "author", "created": "created", "modified": "modified"}
    found = {}
    for one in () if root is None else root:
        words = " ".join(clean(one.text or "").split())
        if words and local(one) in names:
            found[names[local(one)]] = words[:500]
    return found
