"""Office documents are packages: ZIP archives of XML parts that name each other by relationships.

Word, PowerPoint and Excel share this; which of them it is, the namespace of the main part says (its ``language``).
What a part is called, which content type it claims and in which of the two dialects it is written does not matter.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from pipelines.convert.archive import properties_of
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail
from pipelines.convert.office import BROKEN, expect_that
from pipelines.convert.source import Source
from pipelines.errors import UnreadableDocument

DAMAGED = (*BROKEN, EOFError, zlib.error)
ENTRIES = 20_000
UNPACKED_MB = 256
HEAD = 4_096
ENCRYPTED = 1
# What ISO 29500 Strict calls ``http://purl.oclc.org/ooxml/a/b`` everybody else calls ``…/a/2006/b``.
STRICT = re.compile(r"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def claims(data: bytes, language: str) -> bool:
    """Whether it is a package in that language, such as "wordprocessingml". Never raises."""
    try:
        return data.startswith(b"PK") and _speaks(Source(data, ""), language)
    except (*DAMAGED, UnreadableDocument):
        return False


def expect(source: Source, language: str, title: str) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is not ``title``, such as "a Word document"."""
    expect_that(source, lambda _: _speaks(source, language), title)


def _speaks(source: Source, language: str) -> bool:
    package = Package(source)
    if (main := package.main) is None:
        return False
    return language in package.content_type(main) or language.encode() in package.head(main).replace(b"\0", b"")


class Room:
    """How much all parts of a document, and of the documents within it, may unpack to."""

    def __init__(self, size: int = UNPACKED_MB * 1_000_000) -> None:
        self._left = size

    def take(self, size: int, source: Source) -> None:
        """Before ``size`` bytes are unpacked. Raises ``converter_memory`` when they are too many."""
        self._left -= size
        if self._left < 0:
            fail("converter_memory", source.name, source.limits.memory_mb)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: ``kind`` is the last word of its type; ``target`` a part's name, or an address."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of an office file by name, whatever the case of its letters.

    Nothing is unpacked before it is asked for. Raises ``broken`` for what is no archive, ``encrypted``, and
    ``converter_memory`` for one that swells: no member is ever read past its declared size.
    """

    def __init__(self, source: Source, room: Room | None = None) -> None:
        self._source = source
        self._room = room or Room()
        self._archive = zipfile.ZipFile(io.BytesIO(source.data))
        self._relations: dict[str, Mapping[str, Relation]] = {}
        if len(self._archive.filelist) > ENTRIES:
            fail("converter_memory", source.name, source.limits.memory_mb)
        self._members = {_key(entry.filename): entry for entry in self._archive.filelist if not entry.is_dir()}

    @cached_property
    def main(self) -> str | None:
        """The part that is the document: what the package refers to as that, or what is called so."""
        named = [self.related("", "officeDocument"), self._typed()]
        usual = ["word/document.xml", "ppt/presentation.xml", "xl/workbook.xml"]
        return next((one for one in [*named[0], *named[1], *usual] if one in self), None)

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._members

    def data(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is no such part or it is damaged."""
        if (entry := self._member(part)) is None:
            return None
        self._room.take(entry.file_size, self._source)
        try:
            with self._archive.open(entry) as member:
                return member.read()
        except DAMAGED:
            return None

    def head(self, part: str) -> bytes:
        """The first bytes of a part; none where there is no such part."""
        if (entry := self._member(part)) is None:
            return b""
        with self._archive.open(entry) as member:
            return member.read(HEAD)

    def _member(self, part: str) -> zipfile.ZipInfo | None:
        entry = self._members.get(_key(part))
        if entry is not None and entry.flag_bits & ENCRYPTED:
            fail("encrypted", self._source.name)
        return entry

    def xml(self, part: str) -> etree._Element | None:
        """A part's tree in the usual dialect; None where there is none, or it is damaged.

        Raises ``broken`` for one that declares a document type, which no office program does.
        """
        try:
            return self.tree(part)
        except etree.XMLSyntaxError:
            return None

    def tree(self, part: str) -> etree._Element | None:
        """As ``xml``; raises ``etree.XMLSyntaxError`` for a damaged part."""
        if (data := self.data(part)) is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            fail("broken", self._source.name, "it declares a document type, which Office never does")
        if STRICT.match(etree.QName(root).namespace or ""):
            _usual_names(root)
        return root

    def content_type(self, part: str) -> str:
        """What the package says that a part is, "" where it does not."""
        return self._types.get(_key(part), "")

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part refers to, by the reference's id; the package itself is "". Dangling ones too."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = [] if root is None else list(root.iter(RELATIONS))
            self._relations[part] = {one.get("Id", ""): _relation(one, folder) for one in found}
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part refers to as that kind, such as "styles"."""
        every = self.relations(part).values()
        return [one.target for one in every if one.kind == kind and not one.external and one.target in self]

    @cached_property
    def about(self) -> Mapping[str, str]:
        """Title, author and dates, as far as they are given."""
        return properties_of(next(map(self.xml, self.related("", "core-properties")), None))

    @cached_property
    def _types(self) -> Mapping[str, str]:
        root = self.xml("[Content_Types].xml")
        every = [] if root is None else list(root.iter(TYPES + "Override"))
        return {_key(one.get("PartName", "")): one.get("ContentType", "") for one in every}

    def _typed(self) -> Iterator[str]:
        return (part for part, kind in self._types.items() if kind.endswith(".main+xml"))


def _key(name: str) -> str:
    """Names of parts are the same in any case; some programs write the other slash."""
    return name.replace("\\", "/").lstrip("/").lower()


def _relation(element: etree._Element, folder: str) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        path = unquote(target.replace("\\", "/").split("#", 1)[0])
        target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    return Relation(element.get("Type", "").rsplit("/", 1)[-1], target, external)


def _usual_names(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        element.tag = _usual(element.tag)
        for name in map(str, element.keys()):
            if (usual := _usual(name)) != name:
                element.set(usual, element.attrib.pop(name))


def _usual(name: str) -> str:
    return STRICT.sub(r"http://schemas.openxmlformats.org/\1/2006/\2", name, count=1) if name[0] == "{" else name


def _short(wrong: BaseException) -> str:
    return (clean(str(wrong)).strip().splitlines() or ["its archive is incomplete"])[0][:120]


def opened(source: Source, room: Room | None = None) -> Package:
    """The package of a file. Raises ``broken`` for what is no archive."""
    try:
        return Package(source, room)
    except DAMAGED as wrong:
        fail("broken", source.name, _short(wrong))
