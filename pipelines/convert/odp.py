"""ODP: the presentations of LibreOffice, slide by slide, with tables and notes."""

from lxml import etree

from pipelines.convert import odf
from pipelines.convert.archive import local
from pipelines.convert.failures import fail, skip
from pipelines.convert.odf_lists import STYLE
from pipelines.convert.odf_text import Blocks
from pipelines.convert.slides import slide_heading
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

KIND = "presentation"
PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def claims(data: bytes) -> bool:
    """Whether it is an OpenDocument presentation."""
    return odf.claims(data, KIND)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is none."""
    odf.expect(source, KIND, "a presentation")


def convert(source: Source) -> Text:
    """The title is the document's property, else that of the first slide. Raises ``broken`` or ``empty``."""
    writer = TextWriter(source)
    with odf.opened(source) as parts:
        root = parts.tree(odf.CONTENT)
        if root is None:
            fail("broken", source.name, "it has no slides")
        blocks, first = Blocks(parts, root, writer), None
        slides = list(root.iter(f"{DRAW}page"))
        hidden = {
            style.get(f"{STYLE}name")
            for style in root.iter(f"{STYLE}style")
            if any(one.get(f"{PRESENTATION}visibility") == "hidden" for one in style)
        }
        for number, slide in enumerate(slides, 1):
            title = next((one for one in slide if one.get(f"{PRESENTATION}class") == "title"), None)
            words = "" if title is None else " ".join(_all_words(blocks, title).split())
            first = first or words
            writer.heading(slide_heading(number, words, hidden=slide.get(f"{DRAW}style-name") in hidden), level=1)
            for shape in slide:
                if shape is not title:
                    _write(blocks, shape)
        about = odf.about(parts)
    if not slides:
        skip("empty", source.name)
    title_of = worth_showing(about.get("title")) or first
    return writer.text(title_of, meta={key: about[key] for key in about if key != "title"})


def _write(blocks: Blocks, shape: etree._Element) -> None:
    blocks.write(shape, note=local(shape) == "notes")


def _all_words(blocks: Blocks, shape: etree._Element) -> str:
    return " ".join(blocks.words(one) for one in shape.iter("{*}p"))
