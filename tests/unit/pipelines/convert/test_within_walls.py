"""Within the walls every format is read as without them, also where its reader is not loaded yet."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipelines.convert import ocr
from pipelines.convert.convert import convert
from pipelines.convert.formats import FORMATS
from pipelines.convert.guard import Converter
from pipelines.convert.source import Limits, Source
from pipelines.settings import PipelineSettings
from tests.samples import binary_books, office, pdfs
from tests.samples.library import SAMPLE
from tests.servers.tesseract import provide_tesseract


def picture(kind: str) -> bytes:
    """A few words, drawn."""
    image = Image.new("L", (900, 300), 255)
    ImageDraw.Draw(image).text((60, 100), "Herons nest in May.", font=ImageFont.load_default(48), fill=0)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def book(file: object) -> None:
    """A sheet with a word."""
    file.add_worksheet("One").write(0, 0, "Herons")  # type: ignore[attr-defined]


def deck(file: object) -> None:
    """A slide with a title."""
    slide = file.slides.add_slide(file.slide_layouts[0])  # type: ignore[attr-defined]
    slide.shapes.title.text = "Herons"


PARAGRAPH = "<text:p>Herons nest.</text:p>"
TABLE = (
    f"<table:table><table:table-row><table:table-cell>{PARAGRAPH}</table:table-cell></table:table-row></table:table>"
)
PAGE = f"<draw:page><draw:frame><draw:text-box>{PARAGRAPH}</draw:text-box></draw:frame></draw:page>"
MADE: dict[str, Callable[[], bytes]] = {
    "docx": (SAMPLE / "volunteers.docx").read_bytes,
    "html": (SAMPLE / "opening-hours.html").read_bytes,
    "csv": (SAMPLE / "fees.csv").read_bytes,
    "md": (SAMPLE / "loans.md").read_bytes,
    "txt": (SAMPLE / "history.txt").read_bytes,
    "pdf": (SAMPLE / "room-booking.pdf").read_bytes,
    "xlsx": lambda: office.xlsx(book),
    "xls": (Path(office.__file__).parent / "sheets/rooms.xls").read_bytes,
    "xlsb": lambda: binary_books.xlsb(binary_books.binary(0, "I21x", 0) + binary_books.binary(5, "IId", 0, 0, 12.5)),
    "pptx": lambda: office.pptx(deck),
    "odt": lambda: office.odf("text", PARAGRAPH),
    "ods": lambda: office.odf("spreadsheet", TABLE),
    "odp": lambda: office.odf("presentation", PAGE),
    "epub": lambda: office.epub({"one.xhtml": "<p>Herons nest.</p>"}),
    "rtf": lambda: rb"{\rtf1 Herons nest.}",
    "zip": lambda: office.zipped({"herons.md": "# Herons\n\nThey nest.\n"}),
    "eml": lambda: b"From: A <a@example.org>\nSubject: Herons\n\nThey nest.\n",
    "json": lambda: b'{"title": "Herons", "nest": ["in", "May"]}',
    "png": lambda: picture("PNG"),
    "jpg": lambda: picture("JPEG"),
    "tiff": lambda: picture("TIFF"),
}


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    provide_tesseract()
    ocr.program.cache_clear()
    with Converter(PipelineSettings(), warm=["md"]) as cold:
        yield cold


def test_no_format_is_left_out() -> None:
    """One file of each."""
    assert all(MADE.keys() & set(one.endings) for one in FORMATS)


@pytest.mark.parametrize("ending", MADE)
def test_read_as_without_walls(converter: Converter, tmp_path: Path, ending: str) -> None:
    """Text, type, blocks and what is in it; a page is drawn and found."""
    path = tmp_path / f"one.{ending}"
    path.write_bytes(MADE[ending]())
    within = converter.convert(path, path.name)
    without = convert(Source(path.read_bytes(), path.name, Limits(ocr="eng")))
    assert within == without
    assert within.text.text.strip() or within.members


def test_pages_are_drawn_and_found(converter: Converter, tmp_path: Path) -> None:
    """Of a PDF that brings no letters of its own, too: they are the machine's."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.paragraphs([["First."], ["Second."]]))
    assert converter.render(path, "a.pdf", page=2, width=200).startswith(b"\x89PNG")
    assert converter.spot(path, "a.pdf", page=2, runs=[(0, 6)]).boxes
    assert converter.place(path, "a.pdf", start=0, end=6)[0].boxes
