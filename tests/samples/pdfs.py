"""PDFs with known text: wrapped paragraphs, columns, furniture, outlines, rotation, odd letters."""

import io
from collections.abc import Sequence

import pikepdf
from fpdf import FPDF

LINE = 6


def document(size: float = 11) -> FPDF:
    """An empty A4 document in Helvetica."""
    pdf = FPDF()
    pdf.set_auto_page_break(auto=True, margin=25)
    pdf.set_font("helvetica", size=size)
    return pdf


def paragraphs(pages: Sequence[Sequence[str]]) -> bytes:
    """Pages of wrapped paragraphs and nothing else."""
    pdf = document()
    for page in pages:
        pdf.add_page()
        for paragraph in page:
            pdf.multi_cell(0, LINE, paragraph)
            pdf.ln(LINE)
    return bytes(pdf.output())


def with_furniture(pages: Sequence[str], header: str, footer: str, *, size: float = 9) -> bytes:
    """Pages of one paragraph, with a running header, a footer and ``Page n of m``."""

    class Bordered(FPDF):
        def header(self) -> None:
            self.set_font("helvetica", size=size)
            self.cell(0, 8, header, new_x="LMARGIN", new_y="NEXT")
            self.ln(8)

        def footer(self) -> None:
            self.set_y(-20)
            self.set_font("helvetica", size=size)
            self.cell(0, 5, footer, new_x="LMARGIN", new_y="NEXT", align="C")
            self.cell(0, 5, f"Page {self.page_no()} of {{nb}}", align="C")

    pdf = Bordered()
    for page in pages:
        pdf.add_page()
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, LINE, page)
    return bytes(pdf.output())


def two_columns(left: str, right: str, title: str = "") -> bytes:
    """One page with two columns under a title that spans both."""
    pdf = document(10)
    pdf.add_page()
    if title:
        pdf.set_font("helvetica", "B", 18)
        pdf.cell(0, 12, title, align="C")
        pdf.set_font("helvetica", size=10)
    for x, text in ((10, left), (110, right)):
        pdf.set_xy(x, 40)
        pdf.multi_cell(88, 5, text, align="L")
    return bytes(pdf.output())


def lines(content: Sequence[str], *, size: float = 11) -> bytes:
    """One page with exactly these lines, broken as given."""
    pdf = document(size)
    pdf.add_page()
    for line in content:
        pdf.cell(0, LINE, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def with_outline(sections: Sequence[tuple[int, str, str]]) -> bytes:
    """Sections as ``(level, heading, paragraph)``, each in the outline, body and heading of one size."""
    pdf = document()
    pdf.add_page()
    for level, heading, paragraph in sections:
        pdf.start_section(heading, level=level - 1)
        pdf.set_font("helvetica", "B", 11)
        pdf.cell(0, LINE, heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, LINE, paragraph)
        pdf.ln(LINE)
    return bytes(pdf.output())


def with_sizes(title: str, sections: Sequence[tuple[str, str]]) -> bytes:
    """A large title and larger headings, no outline."""
    pdf = document()
    pdf.add_page()
    pdf.set_font("helvetica", "B", 22)
    pdf.cell(0, 14, title, new_x="LMARGIN", new_y="NEXT")
    for heading, paragraph in sections:
        pdf.set_font("helvetica", "B", 15)
        pdf.cell(0, 10, heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, LINE, paragraph)
        pdf.ln(LINE)
    return bytes(pdf.output())


def edited(data: bytes, **keys: object) -> bytes:
    """The same PDF with keys set on every page, e.g. ``Rotate=90``."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for key, value in keys.items():
                page.obj[f"/{key}"] = pikepdf.Array(value) if isinstance(value, list) else value
        return _saved(pdf)


def titled(data: bytes, title: str) -> bytes:
    """The same PDF with this title in its properties."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.docinfo["/Title"] = title
        return _saved(pdf)


def encrypted(data: bytes, *, user: str, owner: str = "owner") -> bytes:
    """Protected by passwords; an empty user password opens for everybody."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
        return out.getvalue()


def drawn(content: bytes, *, differences: str = "", resources: str = "", pages: int = 1) -> bytes:
    """Pages with this content stream and Helvetica as ``/F1``; ``differences`` of its encoding as PDF text."""
    pdf = pikepdf.new()
    font = pikepdf.Object.parse(
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
        f"/BaseEncoding /WinAnsiEncoding /Differences [{differences}] >> >>".encode()
    )
    stream = pdf.make_stream(content)
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(612, 792))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = stream
    return _saved(pdf)


def veiled(data: bytes) -> bytes:
    """The same PDF with a veil, ``/GS gs``, and a marker's ink, ``/GM gs``, to draw with."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        states = pikepdf.Dictionary(GS=pikepdf.Dictionary(ca=0.4), GM=pikepdf.Dictionary(BM=pikepdf.Name.Multiply))
        for page in pdf.pages:
            page.obj.Resources.ExtGState = states
        return _saved(pdf)


def framed(data: bytes, content: bytes, frame: Sequence[float]) -> bytes:
    """The same PDF with a figure on its first page, twice as large as it was made, of which a frame is shown."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        figure = pdf.make_stream(content)
        figure.Type, figure.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        figure.BBox, figure.Matrix = pikepdf.Array(frame), pikepdf.Array([1, 0, 0, 1, 10, 0])
        figure.Resources = pikepdf.Dictionary(Font=page.obj.Resources.Font)
        page.obj.Resources.XObject = pikepdf.Dictionary(Figure=figure)
        page.contents_add(b"q 2 0 0 2 100 400 cm /Figure Do Q")
        return _saved(pdf)


def built(data: bytes) -> bytes:
    """The same PDF as a form in XML (XFA), which programs build when they open it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [pikepdf.String("template"), pdf.make_stream(b"<template/>")]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pikepdf.Array(parts))
        pdf.Root.NeedsRendering = True
        return _saved(pdf)


def manual(pages: int, *, lines: int = 32) -> bytes:
    """Many pages made quickly: running head, numbered lines of prose, page number. Every page says something else."""
    pdf = pikepdf.new()
    font = pikepdf.Object.parse(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    resources = pdf.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font))))
    for page in range(1, pages + 1):
        prose = " T* ".join(
            f"(On day {page * lines + line} the gauge of station {page} stood at {line} feet, as its keeper wrote.) Tj"
            for line in range(lines)
        )
        content = (
            f"BT /F1 9 Tf 72 760 Td (Handbook of the stations) Tj ET BT /F1 11 Tf 15 TL 72 720 Td {prose} ET "
            f"BT /F1 9 Tf 300 40 Td (Page {page}) Tj ET"
        )
        added = pdf.add_blank_page(page_size=(612, 792))
        added.obj.Resources, added.obj.Contents = resources, pdf.make_stream(content.encode())
    return _saved(pdf)


def scan(pages: int = 2) -> bytes:
    """Pages with a drawing and no letter."""
    return drawn(b"0 0 300 300 re f", pages=pages)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
