"""EPUB: the chapters of the spine in their order, each read like a page of HTML, without the table of contents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipelines.convert import archive, html, office
from pipelines.convert.archive import Parts, local
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail, skip
from pipelines.convert.source import Source
from pipelines.convert.writing import TextWriter
from pipelines.errors import NothingToIndex
from pipelines.types import Text

CONTAINER = "META-INF/container.xml"
PAGES = frozenset(["application/xhtml+xml", "text/html", "application/x-dtbook+xml"])
NAMES = {"title": "title", "creator": "author", "language": "language", "date": "created"}
CHAPTERS_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Item:
    """A file of the book: its member, its type, and what it is for."""

    member: str
    mime: str
    properties: frozenset[str]


def claims(data: bytes) -> bool:
    """Whether it is an archive with a book in it."""
    return office.claims(data, CONTAINER)


def expect(source: Source) -> None:
    """Raises ``type_mismatch`` or ``broken`` for what is no book."""
    office.expect(source, CONTAINER, "an EPUB book")


def convert(source: Source) -> Text:
    """The title is the book's. Raises ``encrypted`` (protected books), ``broken`` or ``empty``."""
    writer = TextWriter(source)
    with archive.opened(source, Parts) as parts:
        member = _package(parts)
        package = parts.tree(member) if member else None
        if package is None:
            fail("broken", source.name, "it says nowhere what is in it")
        for item in _spine(package, parts, member):
            _chapter(writer, parts.read(item.member), source)
        protected = writer.empty and b"EncryptedData" in parts.read("META-INF/encryption.xml")
        about = _about(package)
    if protected:
        fail("encrypted", source.name)
    if writer.empty:
        skip("empty", source.name)
    meta = {key: about[key] for key in about if key != "title"}
    return writer.text(about.get("title") or writer.first_heading, meta=meta)


def _package(parts: Parts) -> str:
    root = parts.tree(CONTAINER)
    files = () if root is None else root.iter("{*}rootfile")
    return next((parts.resolved("", one.get("full-path", "")) for one in files), "")


def _spine(package: etree._Element, parts: Parts, member: str) -> Iterator[_Item]:
    """Pages in reading order, each once; where no spine says one, in the order of the list."""
    items = dict(_items(package, parts, member))
    order = [one.get("idref", "") for one in package.iter("{*}itemref")][:CHAPTERS_AT_MOST]
    contents = {parts.resolved(member, one.get("href", "").split("#")[0]) for one in _guided(package)}
    for key in dict.fromkeys(order or items):
        item = items.get(key)
        if item and item.mime in PAGES and "nav" not in item.properties and item.member not in contents:
            yield item


def _items(package: etree._Element, parts: Parts, member: str) -> Iterator[tuple[str, _Item]]:
    for one in package.iter("{*}item"):
        properties = frozenset(one.get("properties", "").split())
        yield (
            one.get("id", ""),
            _Item(parts.resolved(member, one.get("href", "")), one.get("media-type", ""), properties),
        )


def _guided(package: etree._Element) -> Iterator[etree._Element]:
    """The page of contents of older books."""
    return (one for one in package.iter("{*}reference") if one.get("type", "").lower() == "toc")


def _chapter(writer: TextWriter, data: bytes, source: Source) -> None:
    if not data.strip():
        return
    try:
        writer.embed(html.convert(Source(data, source.name, source.limits)))
    except NothingToIndex:
        return


def _about(package: etree._Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for metadata in package.iter("{*}metadata"):
        for one in metadata.iter():
            words = " ".join(clean(one.text or "").split())
            if words and local(one) in NAMES:
                found.setdefault(NAMES[local(one)], words[:500])
    return found
