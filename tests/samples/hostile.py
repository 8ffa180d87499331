"""Files that want to harm: bombs, loops, liars."""

import io
import zipfile
import zlib

import pikepdf

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GZIP = b"\x1f\x8b\x08\x00" + bytes(40)
JUNK = bytes((index * 7919 + 13) % 256 for index in range(4_000))
MB = 1_000_000


def archive(**members: bytes) -> bytes:
    """A ZIP file; ``__`` in a name stands for ``/`` and ``_xml`` for ``.xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def docx_with(document: bytes, *, prolog: bytes = b"") -> bytes:
    """A Word archive with this body XML."""
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'officeDocument" Target="word/document.xml"/></Relationships>'
    )
    body = (
        b'<?xml version="1.0"?>'
        + prolog
        + b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006'
        b'/main"><w:body>' + document + b"</w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", types)
        target.writestr("_rels/.rels", rels)
        target.writestr("word/document.xml", body)
    return out.getvalue()


def docx_bomb(megabytes: int) -> bytes:
    """A small Word file whose document unpacks to this much."""
    return docx_with(b"<w:p><w:r><w:t>" + b"a" * (megabytes * MB) + b"</w:t></w:r></w:p>")


def docx_entities() -> bytes:
    """Billion laughs, and a file of this machine, by entities."""
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    prolog = b'<!DOCTYPE d [<!ENTITY a0 "ha">' + laughs + b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return docx_with(b"<w:p><w:r><w:t>&a9; &f;</w:t></w:r></w:p>", prolog=prolog)


def pdf_loop(depth: int = 12, fan: int = 12) -> bytes:
    """Forms that draw forms: ``fan ** depth`` of them in a few kilobytes."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    form = _form(pdf, b"BT /F1 9 Tf (loop) Tj ET", pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)))
    for _ in range(depth):
        form = _form(pdf, b"/X Do " * fan, pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form)))
    page = pdf.add_blank_page(page_size=(612, 792))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    page.obj.Contents = pdf.make_stream(b"/X Do")
    return _saved(pdf)


def pdf_swell(megabytes: int) -> bytes:
    """A content stream that unpacks to this much text."""
    packer, unit = zlib.compressobj(9), b"(swelling) Tj " * 10_000
    packed = b"".join(packer.compress(unit) for _ in range(megabytes * MB // len(unit)))
    packed = packer.compress(b"BT /F1 1 Tf ") + packed + packer.flush()
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = pdf.add_blank_page(page_size=(612, 792))
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    stream = pdf.make_stream(b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    page.obj.Contents = stream
    return _saved(pdf)


def pdf_own_parent() -> bytes:
    """A page tree whose only child is itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 4000>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def _form(pdf: pikepdf.Pdf, content: bytes, resources: pikepdf.Dictionary) -> pikepdf.Object:
    form = pdf.make_stream(content)
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Resources = pikepdf.Array([0, 0, 612, 792]), resources
    return pdf.make_indirect(form)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    # Without normalising: the stream must stay as packed as it is.
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()
