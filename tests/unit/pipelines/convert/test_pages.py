"""Pages in guarded children: pictures and single pages within the limits of a document."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from pipelines.convert.guard import RUNS_AT_MOST, Converter
from pipelines.convert.source import Box
from pipelines.errors import StorageError, UnreadableDocument
from pipelines.settings import PipelineSettings
from tests.samples import pdfs

BLACK_BELOW = b"0 0 612 100 re f"


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    """With the limits of an installation."""
    with Converter(PipelineSettings()) as made:
        yield made


def stored(folder: Path, data: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return path


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_picture_shows_the_page_as_it_is_read(converter: Converter, tmp_path: Path) -> None:
    """Colours, width and rotation are those of the page."""
    data = pdfs.drawn(b"1 0 0 rg " + BLACK_BELOW)
    upright = picture(converter.render(stored(tmp_path, data), "a.pdf", page=1, width=306))
    assert (upright.size, upright.mode) == ((306, 396), "RGB")
    assert upright.getpixel((150, 390)) == (255, 0, 0)
    assert upright.getpixel((150, 10)) == (255, 255, 255)
    turned = picture(converter.render(stored(tmp_path, pdfs.edited(data, Rotate=90)), "a.pdf", page=1, width=396))
    assert turned.size == (396, 306)
    assert turned.getpixel((5, 150)) == (255, 0, 0)


def test_a_very_long_page_is_drawn_narrower(converter: Converter, tmp_path: Path) -> None:
    """Its picture fits into memory; its shape stays."""
    data = pdfs.edited(pdfs.drawn(BLACK_BELOW), MediaBox=[0, 0, 10, 14_000])
    shown = picture(converter.render(stored(tmp_path, data), "a.pdf", page=1, width=2_400))
    assert shown.width * shown.height < 25_000_000
    assert shown.height / shown.width == pytest.approx(1_400, rel=0.01)


@pytest.mark.parametrize("page", [0, 2, -1, 10**6])
def test_pages_that_are_not_there(converter: Converter, tmp_path: Path, page: int) -> None:
    """Refused, not drawn as another page."""
    path = stored(tmp_path, pdfs.drawn(BLACK_BELOW))
    with pytest.raises(UnreadableDocument):
        converter.render(path, "a.pdf", page=page, width=300)
    with pytest.raises(UnreadableDocument):
        converter.spot(path, "a.pdf", page=page)


def test_what_is_no_pdf_fails_alone(converter: Converter, tmp_path: Path) -> None:
    """And a file that is gone is said to be."""
    path = stored(tmp_path, b"%PDF-1.7\nnothing")
    for call in (
        lambda: converter.layout(path, "a.pdf"),
        lambda: converter.spot(path, "a.pdf", page=1),
        lambda: converter.render(path, "a.pdf", page=1, width=300),
    ):
        with pytest.raises(UnreadableDocument):
            call()
    path.unlink()
    with pytest.raises(StorageError):
        converter.render(path, "a.pdf", page=1, width=300)


def test_limits_hold_for_pictures(tmp_path: Path) -> None:
    """A page that takes for ever to draw ends in time."""
    form = b"q 1 0 0 1 0 0 cm " * 20 + b"0 0 m " + b"10 700 600 20 300 400 c " * 2_000_000 + b"S"
    with Converter(PipelineSettings(convert_seconds=1)) as converter, pytest.raises(UnreadableDocument) as refused:
        converter.render(stored(tmp_path, pdfs.drawn(form)), "a.pdf", page=1, width=2_400)
    assert refused.value.code in ("converter_timeout", "converter_memory")


def test_more_runs_than_a_message_holds(converter: Converter, tmp_path: Path) -> None:
    """They are put together; the boxes still cover them."""
    path = stored(tmp_path, pdfs.paragraphs([["Some words on a page. " * 40]]))
    whole = converter.spot(path, "a.pdf", page=1, runs=[(0, 800)])
    single = converter.spot(path, "a.pdf", page=1, runs=[(at % 800, 1) for at in range(3 * RUNS_AT_MOST)])
    assert covered(single.boxes) == pytest.approx(covered(whole.boxes), abs=0.001)


def covered(boxes: tuple[Box, ...]) -> tuple[float, float]:
    return min(box.y for box in boxes), max(box.y + box.h for box in boxes)
