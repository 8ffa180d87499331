"""PDF pages on which every piece of text is put where the test says, in the order that the test says."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf

FACES = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Courier"}
WIDTH, HEIGHT = 612, 792


@dataclass(frozen=True)
class Put:
    """Text at a point; ``operators`` come before it: a colour, a text rendering mode, a spacing."""

    x: float
    y: float
    text: str
    size: float = 10
    face: str = "F1"
    operators: str = ""

    @property
    def drawn(self) -> bytes:
        """As a part of a content stream."""
        text = self.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
        place = f"q BT {self.operators} /{self.face} {self.size} Tf 1 0 0 1 {self.x} {self.y} Tm ("
        return place.encode() + text + b") Tj ET Q\n"


def page_of(*pages: Iterable[Put | bytes], **keys: object) -> bytes:
    """A PDF with a page for each; raw bytes go into the content stream as they are. ``keys`` are set on every page."""
    pdf = pikepdf.new()
    fonts = pikepdf.Dictionary()
    for name, face in FACES.items():
        source = f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>"
        fonts[f"/{name}"] = pdf.make_indirect(pikepdf.Object.parse(source.encode()))
    for puts in pages:
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.obj.Resources = pikepdf.Dictionary(Font=fonts)
        parts = [put if isinstance(put, bytes) else put.drawn for put in puts]
        page.obj.Contents = pdf.make_stream(b"".join(parts))
        for key, value in keys.items():
            page.obj[f"/{key}"] = pikepdf.Array(value) if isinstance(value, list) else value
    return saved(pdf)


def column(x: float, y: float, lines: Sequence[str], *, step: float = 14, size: float = 10) -> list[Put]:
    """Lines below one another."""
    return [Put(x, y - step * number, line, size) for number, line in enumerate(lines)]


def row_by_row(*columns: Sequence[Put]) -> list[Put]:
    """What stands in columns, drawn as a typewriter would: across the page, line by line."""
    puts = [put for column in columns for put in column]
    return sorted(puts, key=lambda put: (-put.y, put.x))


Rows = Sequence[Sequence[str]]


def table(xs: Sequence[float], y: float, rows: Rows, *, step: float = 16, bold: int = 1) -> list[Put]:
    """Rows of cells, an empty one left out; the first ``bold`` rows in bold. Nothing is drawn around them."""
    return [
        Put(x, y - step * number, cell, face="F2" if number < bold else "F1")
        for number, row in enumerate(rows)
        for x, cell in zip(xs, row, strict=True)
        if cell
    ]


def rules(left: float, right: float, heights: Iterable[float]) -> bytes:
    """Thin lines across."""
    return b"".join(f"{left} {height} m {right} {height} l S\n".encode() for height in heights)


def mapped(lines: Sequence[Sequence[int]], *, size: float = 12, places: Sequence[tuple[float, float]] = ()) -> bytes:
    """Lines of letters by their code points, up to 200 of them, in a font with nothing but a table of them.

    Below one another, or each at its place.
    """
    known = sorted({code for line in lines for code in line})
    pairs = " ".join(f"<{at:02X}> <{chr(code).encode('utf-16-be').hex()}>" for at, code in enumerate(known, start=1))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(known)} beginbfchar {pairs} endbfchar endcmap end end"
    )
    with pikepdf.open(io.BytesIO(page_of([]))) as pdf:
        widths = " ".join(["1000"] * len(known))
        source = (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /FirstChar 1 /LastChar {len(known)} "
            f"/Widths [{widths}] >>"
        )
        font = pikepdf.Object.parse(source.encode())
        font.ToUnicode = pdf.make_stream(table.encode())
        page = pdf.pages[0]
        page.obj.Resources.Font["/F9"] = pdf.make_indirect(font)
        shown = ("".join(f"{known.index(code) + 1:02X}" for code in line) for line in lines)
        moves = [f"1 0 0 1 {x} {y} Tm" for x, y in places] or ["T*"] * len(lines)
        drawn = " ".join(f"{move} <{line}> Tj" for move, line in zip(moves, shown, strict=True))
        page.obj.Contents = pdf.make_stream(f"BT /F9 {size} Tf {size * 1.4} TL 72 700 Td {drawn} ET".encode())
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes, the same each time."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
