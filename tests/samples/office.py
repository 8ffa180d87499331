"""Small Office, OpenDocument and EPUB files, made in code."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter
from pptx import Presentation

NAMES = {
    "office": "office",
    "text": "text",
    "table": "table",
    "style": "style",
    "draw": "drawing",
    "presentation": "presentation",
}
ODF = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in NAMES.items())
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def odf(kind: str, body: str, *, styles: str = "", meta: str = "") -> bytes:
    """An OpenDocument file with that body; ``kind`` is ``text``, ``spreadsheet`` or ``presentation``."""
    inner = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
    content = f"<office:document-content {ODF}>{inner}<office:{kind}>{body}</office:{kind}></office:body>"
    files = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"{content}</office:document-content>",
    }
    return zipped({**files, "meta.xml": meta} if meta else files)


def epub(
    chapters: Mapping[str, str],
    *,
    spine: Sequence[str] = (),
    manifest: str = "",
    files: Mapping[str, str] | None = None,
) -> bytes:
    """A book of these pages; ``spine`` is their order where it is another."""
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters)
    order = "".join(f'<itemref idref="{name}"/>' for name in spine or chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>The Book</dc:title><dc:creator>Ann</dc:creator></metadata><manifest>{items}{manifest}</manifest>"
        f"<spine>{order}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
    pages = {f"OPS/{name}": f"<html><body>{page}</body></html>" for name, page in chapters.items()}
    return zipped({"META-INF/container.xml": container, "OPS/p.opf": package, **pages, **(files or {})})


def xlsx(fill: Callable[[Any], None]) -> bytes:
    """A workbook that ``fill`` writes with xlsxwriter."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def raw_xlsx(sheet: str, *, strings: str = "", extra: Mapping[str, str] | None = None) -> bytes:
    """A workbook whose one sheet is this XML."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{relation}"><sheets><sheet name="One" r:id="r1"/></sheets></workbook>'
    rels = (
        f'<Relationships><Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    files = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": rels,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
    }
    return zipped({**files, **(extra or {})})


def pptx(fill: Callable[[Any], None]) -> bytes:
    """A presentation that ``fill`` writes with python-pptx."""
    out = io.BytesIO()
    deck = Presentation()
    fill(deck)
    deck.save(out)
    return out.getvalue()


def changed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """An archive with one member changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped(
            {one: change(archive.read(one)) if one == member else archive.read(one) for one in archive.namelist()}
        )
