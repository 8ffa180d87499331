"""What lies over the cells of an XLSX sheet: text boxes, and what its pictures are said to show."""

from collections.abc import Iterator

from lxml import etree

from pipelines.convert.alternatives import told_of
from pipelines.convert.archive import local
from pipelines.convert.decode import clean
from pipelines.convert.ooxml import Package
from pipelines.convert.writing import TextWriter
from pipelines.types import BlockKind

ANCHORS = ("{*}sp", "{*}pic")


def write_drawings(writer: TextWriter, package: Package, sheet: str, *, heading: str = "") -> None:
    """Boxes and pictures of a sheet, in the order of the file, under a heading; hidden ones are left out."""
    for part in package.related(sheet, "drawing"):
        root = package.xml(part)
        for shape in () if root is None else root.iter(*ANCHORS):
            about = next(shape.iter("{*}cNvPr"), None)
            if about is None or about.get("hidden") in ("1", "true"):
                continue
            for words, kind in _said(shape, about):
                if heading and words.strip():
                    writer.heading(heading, level=1)
                    heading = ""
                writer.paragraph(words, kind)


def _said(shape: etree._Element, about: etree._Element) -> Iterator[tuple[str, BlockKind]]:
    if local(shape) == "pic":
        yield told_of(about.get("descr")), "caption"
        return
    for body in shape.iterchildren("{*}txBody"):
        for paragraph in body.iterchildren("{*}p"):
            words = (one.text or "" if local(one) == "t" else "\n" for one in paragraph.iter("{*}t", "{*}br"))
            yield clean("".join(words)), "paragraph"
