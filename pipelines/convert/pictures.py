"""Documents that are pictures, as the one page that they are: PNG as it is, JPEG drawn by pdfium.

A PNG is handed on with what shows it and nothing else: no animation, no place where it was taken, no turn that the
words' boxes know nothing of.
"""

import io
import struct
from collections.abc import Iterator

import pypdfium2 as pdfium

from pipelines.convert.failures import fail
from pipelines.convert.pdf.render import PIXELS_AT_MOST, SIGNATURE, chunk, drawn
from pipelines.convert.source import Placed, Source

JPEG = b"\xff\xd8\xff"
SHOWS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")


def is_picture(data: bytes) -> bool:
    """Whether it begins as a picture does that has a page to show."""
    return data.startswith((SIGNATURE, JPEG))


def placed(source: Source, number: int) -> Placed:
    """The page without boxes: its size in pixels. Raises ``broken``."""
    _only(source, number)
    if source.data.startswith(SIGNATURE):
        return _blank(*_size(source))
    document, page = _as_page(source)
    try:
        return _blank(*page.get_size())
    finally:
        page.close()
        document.close()


def render(source: Source, number: int, width: int) -> bytes:
    """The picture as PNG; a JPEG ``width`` pixels wide. Raises ``broken``."""
    _only(source, number)
    if source.data.startswith(SIGNATURE):
        across, down = _size(source)
        if across * down > PIXELS_AT_MOST:
            fail("broken", source.name, f"it has more than {PIXELS_AT_MOST:,} pixels")
        return SIGNATURE + b"".join(chunk(kind, data) for kind, data in _chunks(source) if kind in SHOWS)
    document, page = _as_page(source)
    try:
        return drawn(page, width)
    except pdfium.PdfiumError as wrong:
        fail("broken", source.name, str(wrong))
    finally:
        page.close()
        document.close()


def _blank(across: float, down: float) -> Placed:
    return Placed(1, float(across), float(down), ())


def _only(source: Source, number: int) -> None:
    if number != 1:
        fail("broken", source.name, "it has one page")


def _size(source: Source) -> tuple[int, int]:
    try:
        across, down = struct.unpack_from("!II", source.data, 16)
    except struct.error:
        across = down = 0
    if not across or not down:
        fail("broken", source.name, "it has no size")
    return across, down


def _chunks(source: Source) -> Iterator[tuple[bytes, memoryview]]:
    whole, at = memoryview(source.data), len(SIGNATURE)
    while at + 12 <= len(whole):
        length, kind = struct.unpack_from("!I4s", whole, at)
        yield kind, whole[at + 8 : at + 8 + length]
        at += 12 + length


def _as_page(source: Source) -> tuple[pdfium.PdfDocument, pdfium.PdfPage]:
    document = pdfium.PdfDocument.new()
    try:
        image = pdfium.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(source.data), inline=True)
        across, down = image.get_px_size()
        if not across or not down:
            # Drawn all the same, it would end the process.
            raise pdfium.PdfiumError("it has no size")
        image.set_matrix(pdfium.PdfMatrix().scale(across, down))
        page = document.new_page(across, down)
        page.insert_obj(image)
        page.gen_content()
    except pdfium.PdfiumError as wrong:
        document.close()
        fail("broken", source.name, str(wrong))
    return document, page
