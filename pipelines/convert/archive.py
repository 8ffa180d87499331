"""ZIP archives that documents are made of, read without trusting them: counted before anything is unpacked, XML with
entities off.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import unquote

from lxml import etree

from pipelines.convert.decode import clean
from pipelines.convert.failures import fail
from pipelines.convert.source import Source

UNPACKED_MB = 256
ENTRIES = 20_000
HEAD = 4_096
ENCRYPTED = 1
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
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


Kind = TypeVar("Kind", bound="Parts")


class Room:
    """How much all parts of a document, and of the documents within it, may unpack to."""

    def __init__(self, size: int = UNPACKED_MB * 1_000_000) -> None:
        self._left = size

    def take(self, size: int, source: Source) -> None:
        """Before ``size`` bytes are unpacked. Raises ``converter_memory`` when they are too many."""
        self._left -= size
        if self._left < 0:
            fail("converter_memory", source.name, source.limits.memory_mb)


class Parts:
    """The members of an archive by name, whatever the case of its letters.

    Nothing is unpacked before it is asked for. Raises one of ``BROKEN`` for what is no archive, ``encrypted`` for a
    protected member, and ``converter_memory`` for one that swells: none is ever read past its declared size.
    ``deep``: XML may nest and texts be as long as the parser can bear at all.
    """

    def __init__(self, source: Source, room: Room | None = None, *, deep: bool = True) -> None:
        self._source = source
        self._room = room or Room()
        self._deep = deep
        self._archive = zipfile.ZipFile(io.BytesIO(source.data))
        if len(self._archive.filelist) > ENTRIES:
            fail("converter_memory", source.name, source.limits.memory_mb)
        self._members = {key_of(entry.filename): entry for entry in self._archive.filelist if _holds_bytes(entry)}

    def __contains__(self, part: str) -> bool:
        return key_of(part) in self._members

    def read(self, part: str) -> bytes:
        """A part's bytes, none where there is no such part. Raises one of ``BROKEN`` for a damaged one."""
        if (entry := self._member(part)) is None:
            return b""
        self._room.take(entry.file_size, self._source)
        with self._archive.open(entry) as member:
            return member.read()

    def data(self, part: str) -> bytes | None:
        """As ``read``; None where there is no such part or it is damaged."""
        if part not in self:
            return None
        try:
            return self.read(part)
        except BROKEN:
            return None

    def head(self, part: str) -> bytes:
        """The first bytes of a part; none where there is no such part."""
        if (entry := self._member(part)) is None:
            return b""
        with self._archive.open(entry) as member:
            return member.read(HEAD)

    def tree(self, part: str) -> etree._Element | None:
        """A part as XML, None where there is no such part or it is empty.

        Raises ``lxml.etree.XMLSyntaxError`` for a damaged part, and ``broken`` for one with entities: nothing good
        comes of them.
        """
        data = self.read(part)
        if not data.strip():
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=self._deep,
            remove_comments=True,
            remove_pis=True,
        )
        root = etree.fromstring(data, parser)
        if root is None:
            fail("broken", self._source.name, "its XML is damaged")
        kind = root.getroottree().docinfo.internalDTD
        if kind is not None and not self.allows(kind):
            fail("broken", self._source.name, "it declares a document type")
        return root

    def xml(self, part: str) -> etree._Element | None:
        """As ``tree``; None where there is no such part, or it is damaged."""
        try:
            return self.tree(part)
        except BROKEN:
            return None

    def allows(self, kind: Any) -> bool:
        """Whether a part may be of a document type: one without entities."""
        return not any(kind.entities())

    def resolved(self, part: str, target: str) -> str:
        """The part that ``target`` means, said in another one."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(part), target)).lstrip("/")
        return path if path in self else unquote(path)

    def refuse_swollen(self) -> None:
        """Raises ``converter_memory`` where all parts together are too large, ``encrypted`` for a protected one."""
        self._room.take(sum(entry.file_size for entry in self._members.values()), self._source)
        for name in self._members:
            self._member(name)

    def _member(self, part: str) -> zipfile.ZipInfo | None:
        entry = self._members.get(key_of(part))
        if entry is not None and entry.flag_bits & ENCRYPTED:
            fail("encrypted", self._source.name)
        return entry


def key_of(part: str) -> str:
    """Names of parts are the same in any case; some programs write the other slash."""
    return part.replace("\\", "/").lstrip("/").lower()


def _holds_bytes(entry: zipfile.ZipInfo) -> bool:
    return not entry.filename.endswith("/")


@contextmanager
def opened(source: Source, kind: Callable[[Source], Kind]) -> Iterator[Kind]:
    """A document's parts. Raises ``broken``, ``encrypted`` or ``converter_memory``, also for what the block meets."""
    with broken(source):
        yield kind(source)


@contextmanager
def broken(source: Source) -> Iterator[None]:
    """Raises ``broken`` for what is none of a block's archives and trees."""
    try:
        yield
    except BROKEN as wrong:
        fail("broken", source.name, short(wrong))


def refuse_types(data: bytes) -> None:
    """Raises ``ValueError`` for XML that declares a document type, before it is read piece by piece."""
    head = data[:HEAD].replace(b"\x00", b"")
    if any(one in head for one in DECLARATIONS):
        raise ValueError("it declares a document type")


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
