"""Office documents are packages: ZIP archives of XML parts that name each other by relationships.

Word, PowerPoint and Excel share this; which of them it is, the namespace of the main part says (its ``language``).
What a part is called, which content type it claims and in which of the two dialects it is written does not matter.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from pipelines.convert import archive
from pipelines.convert.archive import BROKEN, Parts, Room, key_of, properties_of
from pipelines.convert.office import expect_that
from pipelines.convert.source import Source
from pipelines.errors import UnreadableDocument

# What ISO 29500 Strict calls ``http://purl.oclc.org/ooxml/a/b`` everybody else calls ``…/a/2006/b``.
STRICT = re.compile(r"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{*}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def claims(data: bytes, language: str) -> bool:
    """Whether it is a package in that language, such as "wordprocessingml". Never raises."""
    try:
        return data.startswith(b"PK") and _speaks(Source(data, ""), language)
    except (*BROKEN, UnreadableDocument):
        return False


def expect(source: Source, language: str, title: str) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is not ``title``, such as "a Word document"."""
    expect_that(source, lambda _: _speaks(source, language), title)


def _speaks(source: Source, language: str) -> bool:
    package = Package(source)
    if (main := package.main) is None:
        return False
    return language in package.content_type(main) or language.encode() in package.head(main).replace(b"\0", b"")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: ``kind`` is the last word of its type; ``target`` a part's name, or an address."""

    kind: str
    target: str
    external: bool


class Package(Parts):
    """The parts of an office file, with what they refer to, in the usual dialect."""

    def __init__(self, source: Source, room: Room | None = None) -> None:
        super().__init__(source, room, deep=False)
        self._relations: dict[str, Mapping[str, Relation]] = {}

    @cached_property
    def main(self) -> str | None:
        """The part that is the document: what the package refers to as that, or what is called so."""
        named = [self.related("", "officeDocument"), self._typed()]
        usual = ["word/document.xml", "ppt/presentation.xml", "xl/workbook.xml"]
        return next((one for one in [*named[0], *named[1], *usual] if one in self), None)

    def tree(self, part: str) -> etree._Element | None:
        """As of any archive, in the usual dialect."""
        root = super().tree(part)
        if root is not None and STRICT.match(etree.QName(root).namespace or ""):
            _usual_names(root)
        return root

    def allows(self, kind: object) -> bool:  # noqa: ARG002 - no office program declares any
        """None at all."""
        return False

    def content_type(self, part: str) -> str:
        """What the package says that a part is, "" where it does not."""
        return self._types.get(key_of(part), "")

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part refers to, by the reference's id; the package itself is "". Dangling ones too."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = [] if root is None else list(root.iter(RELATION))
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
        return {key_of(one.get("PartName", "")): one.get("ContentType", "") for one in every}

    def _typed(self) -> Iterator[str]:
        return (part for part, kind in self._types.items() if kind.endswith(".main+xml"))


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


def reference(element: etree._Element, name: str = "id") -> str:
    """The id of a relation that an element names."""
    return element.get(RELATED + name) or ""


def opened(source: Source, room: Room | None = None) -> Package:
    """The package of a file. Raises ``broken`` for what is no archive."""
    with archive.broken(source):
        return Package(source, room)
