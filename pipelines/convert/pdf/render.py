"""A page as a picture: PNG, written here so that no further library reads a stranger's file."""

import struct
import zlib

import pypdfium2 as pdfium

from pipelines.convert.failures import fail
from pipelines.convert.pdf.extract import open_pdf
from pipelines.convert.source import Source

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# A page a kilometre long fits too: it is drawn narrower than asked for.
PIXELS_AT_MOST = 24_000_000
RGB, DEPTH, FAST = 2, 8, 1


def render(source: Source, number: int, width: int) -> bytes:
    """Page ``number`` as it is shown (rotated, cropped), ``width`` pixels wide, on white."""
    document = open_pdf(source)
    try:
        page = document[number - 1]
        try:
            return drawn(page, width)
        finally:
            page.close()
    except (pdfium.PdfiumError, IndexError) as wrong:
        fail("broken", source.name, str(wrong))
    finally:
        document.close()


def drawn(page: pdfium.PdfPage, width: int) -> bytes:
    """A page as PNG. Raises ``PdfiumError``."""
    return _png(page.render(scale=_scale(page.get_size(), width), rev_byteorder=True, prefer_bgrx=False))


def _scale(size: tuple[float, float], width: int) -> float:
    across, down = size
    return float(min(width / across, (PIXELS_AT_MOST / (across * down)) ** 0.5))


def _png(bitmap: pdfium.PdfBitmap) -> bytes:
    width, height, row = bitmap.width, bitmap.height, 3 * bitmap.width
    drawn = memoryview(bitmap.buffer).cast("B")
    lines = bytearray()
    for top in range(0, height * bitmap.stride, bitmap.stride):
        lines += b"\x00"
        lines += drawn[top : top + row]
    header = struct.pack("!IIBBBBB", width, height, DEPTH, RGB, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, FAST)), (b"IEND", b""))
    return SIGNATURE + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes | memoryview) -> bytes:
    """A piece of a PNG with its length and check."""
    return b"".join((struct.pack("!I", len(data)), kind, data, struct.pack("!I", zlib.crc32(data, zlib.crc32(kind)))))
