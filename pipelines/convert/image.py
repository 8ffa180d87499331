"""Pictures of text: PNG, JPEG and TIFF, read by OCR where the machine has it. The first two have a page to show."""

from itertools import groupby

from pipelines.convert import ocr, scans
from pipelines.convert.detect import foreign
from pipelines.convert.failures import fail, skip
from pipelines.convert.pictures import is_picture
from pipelines.convert.source import Made, Source
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

TITLES = {"png": "a PNG image", "jpg": "a JPEG image", "jpeg": "a JPEG image", "jpe": "a JPEG image"}
TIFF = "a TIFF image"


def claims(data: bytes) -> bool:
    """Whether it begins as such a picture does."""
    return foreign(data) in (*TITLES.values(), TIFF)


def expect(source: Source) -> None:
    """Raises ``type_mismatch`` for what is another picture than its name says, or none."""
    wanted = TITLES.get(source.name.rpartition(".")[2].lower(), TIFF)
    found = foreign(source.data)
    if found != wanted:
        fail("type_mismatch", source.name, f"it is {found or f'not {wanted}'}")


def convert(source: Source) -> Text | Made:
    """Paragraphs as they were recognized, page by page. Raises ``no_text``: none was, or the program is not there."""
    if not scans.reads(source):
        skip("no_text", source.name)
    scans.take_time(source)
    try:
        words = ocr.recognize(source.data, source.limits.ocr)
    except ocr.OcrFailed:
        words = []
    if not words:
        skip("no_text", source.name)
    if is_picture(source.data):
        return scans.as_pages(words, source)
    writer = TextWriter(source)
    for _, paragraph in groupby(words, key=lambda word: word.line[:3]):
        writer.paragraph(" ".join(word.text for word in paragraph))
    return writer.text(None, meta={scans.OCR: sorted({word.line[0] for word in words})})
