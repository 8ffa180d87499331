"""Pages that are pictures are read by the machine's tesseract, each word with its box; their places say so."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat, PngImagePlugin

from pipelines.convert import ocr, pictures
from pipelines.convert.convert import convert
from pipelines.convert.guard import Converter
from pipelines.convert.source import Box, Limits, Source
from pipelines.errors import NothingToIndex, UnreadableDocument
from pipelines.settings import PipelineSettings
from pipelines.structure.places import place_at
from tests.samples import pdfs
from tests.servers.tesseract import provide_tesseract

WIDTH, HEIGHT = 1_240, 1_754
LINES = {200: "The reading room opens at eight.", 260: "It closes at nine in the evening.", 500: "Herons nest in May."}


@pytest.fixture(scope="module", autouse=True)
def tesseract() -> None:
    """The real program."""
    provide_tesseract()
    ocr.program.cache_clear()


def picture(kind: str, *, blank: bool = False) -> bytes:
    """A page of print at 150 dots per inch."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    drawing, font = ImageDraw.Draw(image), ImageFont.load_default(40)
    for top, words in () if blank else LINES.items():
        drawing.text((120, top), words, font=font, fill=0)
    out = io.BytesIO()
    image.save(out, kind, resolution=150)
    return out.getvalue()


def mixed() -> bytes:
    """A page of text, one that is a picture, one of text."""
    with pikepdf.open(io.BytesIO(pdfs.paragraphs([["First page."], ["Last page."]]))) as pdf:
        with pikepdf.open(io.BytesIO(picture("PDF"))) as scan:
            pdf.pages.insert(1, scan.pages[0])
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_scan_among_pages_of_text(tmp_path: Path) -> None:
    """In the guarded child, which may write no files: text in its place, boxes where the words are drawn, and said."""
    path = tmp_path / "a.pdf"
    path.write_bytes(mixed())
    with Converter(PipelineSettings()) as converter:
        converted = converter.convert(path, "a.pdf")
        text, layout = converted.text, converted.layout
        assert layout is not None
        found = [text.text[page.start : page.end].strip() for page in text.pages]
        assert (found[0], found[2]) == ("First page.", "Last page.")
        assert found[1] == "The reading room opens at eight. It closes at nine in the evening.\n\nHerons nest in May."
        start = text.text.index("closes at nine")
        placed = converter.spot(path, "a.pdf", page=2, runs=layout.chars(start, start + len("closes at nine")))
        (box,) = placed.boxes
        assert 260 / HEIGHT - 0.01 < box.y < box.y + box.h < 310 / HEIGHT + 0.01
        assert 120 / WIDTH < box.x < box.x + box.w < 0.5
        last = text.text.index("Last page.")
        assert converter.spot(path, "a.pdf", page=3, runs=layout.chars(last, last + 10)).boxes
    labels = [getattr(place_at(text, text.text.index(words)), "label", "") for words in ("First", "Herons", "Last")]
    assert labels == ["p. 1", "p. 2 (read by OCR)", "p. 3"]
    assert text.meta["ocr"] == [2]
    assert [block.kind for block in text.blocks] == ["paragraph"] * 4


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_pictures(kind: str) -> None:
    """Images of text are documents."""
    text = convert(Source(picture(kind), f"a.{kind.lower()}", Limits(ocr="eng"))).text
    assert "closes at nine" in text.text
    place = place_at(text, 0)
    assert place is not None
    assert place.label == ("read by OCR" if kind == "TIFF" else "p. 1 (read by OCR)")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_its_page(kind: str, tmp_path: Path) -> None:
    """Drawn as it is, with the boxes of the words that were recognized; nothing else of the file is handed on."""
    path = tmp_path / "a"
    path.write_bytes(picture(kind))
    name = f"a.{kind.lower()}"
    with Converter(PipelineSettings()) as converter:
        converted = converter.convert(path, name)
        text, layout = converted.text, converted.layout
        assert layout is not None
        assert (text.page_count, len(text.pages), text.meta["ocr"]) == (1, 1, [1])
        start = text.text.index("closes at nine")
        placed = converter.spot(path, name, page=1, runs=layout.chars(start, start + len("closes at nine")))
        assert (placed.width, placed.height) == (WIDTH, HEIGHT)
        (box,) = placed.boxes
        assert 260 / HEIGHT - 0.01 < box.y < box.y + box.h < 310 / HEIGHT + 0.01
        shown = Image.open(io.BytesIO(converter.render(path, name, page=1, width=620))).convert("L")
        whole = Image.open(path).convert("L").resize(shown.size)
        assert shown.width == (WIDTH if kind == "PNG" else 620)
        assert ImageStat.Stat(ImageChops.difference(shown, whole)).mean[0] < 2
        assert converter.layout(path, name).data == layout.data
        with pytest.raises(UnreadableDocument):
            converter.render(path, name, page=2, width=620)


def test_of_a_png_only_what_shows_it_is_handed_on() -> None:
    """No notes, no turn, no animation; one that would fill the memory of who looks is refused; damage is no crash."""
    image, out, notes = Image.new("RGBA", (40, 30), (10, 20, 30, 128)), io.BytesIO(), PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>secret</script>")
    image.save(out, "PNG", pnginfo=notes, exif=b"Exif\x00\x00MM\x00*")
    plain = pictures.render(Source(out.getvalue(), "a.png"), 1, 600)
    assert b"secret" not in plain
    assert b"eXIf" not in plain
    assert Image.open(io.BytesIO(plain)).tobytes() == image.tobytes()
    huge = out.getvalue()[:16] + b"\x00\x00\xff\xff\x00\x00\xff\xff" + out.getvalue()[24:]
    for wrong in (huge, out.getvalue()[:18], b"\xff\xd8\xff\xe0nothing"):
        with pytest.raises(UnreadableDocument):
            pictures.render(Source(wrong, "a.png"), 1, 600)
    for end in range(24, len(out.getvalue())):
        assert pictures.render(Source(out.getvalue()[:end], "a.png"), 1, 600)


@pytest.mark.parametrize(
    ("data", "name", "languages"),
    [
        (picture("PNG"), "a.png", ""),
        (picture("PDF"), "a.pdf", ""),
        (picture("PNG", blank=True), "a.png", "eng"),
        (picture("PDF", blank=True), "a.pdf", "eng"),
        (picture("PNG")[:200], "a.png", "eng"),
    ],
    ids=["off", "off-pdf", "blank", "blank-pdf", "damaged"],
)
def test_no_text(data: bytes, name: str, languages: str) -> None:
    """Switched off, nothing on it, nothing to be made of it: skipped, with the remedy."""
    with pytest.raises(NothingToIndex) as nothing:
        convert(Source(data, name, Limits(ocr=languages)))
    assert nothing.value.code == "no_text"
    assert "tesseract-ocr" in nothing.value.action


def test_languages_that_are_not_there() -> None:
    """Those that are there are used."""
    assert ocr.languages("xyz+eng") == "eng"
    assert ocr.languages("xyz")


@pytest.mark.parametrize("box", [Box(0, 0, 0.01, 0.02), Box(0.5, 0.25, 0.02, 0.05), Box(0.999, 0.999, 0.5, 0.5)])
def test_a_box_is_a_number(box: Box) -> None:
    """Told apart from a page's own characters; right to a thousandth of the page, and within it."""
    number = ocr.packed(box)
    again = ocr.unpacked(number)
    assert ocr.is_box(number)
    assert number < 1 << 31
    assert not ocr.is_box(5_000_000)
    assert abs(again.x - box.x) < 0.001
    assert again.x + again.w <= 1
    assert again.y + again.h <= 1
