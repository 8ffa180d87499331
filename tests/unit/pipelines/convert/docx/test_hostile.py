"""Time grows as the document does, whatever it is made of; what is nested too deeply ends with a reason."""

from collections.abc import Callable

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.docx.document import open_document
from pipelines.convert.ooxml import Package, Room
from pipelines.convert.source import Source
from pipelines.errors import UnreadableDocument
from tests.growth import growth
from tests.samples import hostile_docx, ooxml
from tests.samples.ooxml import p, word

SIZE = 500
# Twice as much takes twice as long, four times where work is a square of it.
MOST = 3


@pytest.mark.parametrize("make", hostile_docx.STRUCTURES.values(), ids=hostile_docx.STRUCTURES)
def test_time_is_linear(make: Callable[[int], bytes]) -> None:
    """Twice as much of any structure takes about twice as long."""
    made = {size: Source(make(size), "a.docx") for size in (SIZE, 2 * SIZE)}
    assert growth(lambda size: convert(made[size]), SIZE, tries=2) < MOST


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as failure:
        convert(Source(data, "a.docx"))
    return failure.value.code


def test_too_deep_is_broken() -> None:
    """With that as its reason."""
    with pytest.raises(UnreadableDocument, match="nested too deeply"):
        convert(Source(hostile_docx.deeper_than_xml(), "a.docx"))


def test_what_unpacks_counts_for_all_parts() -> None:
    """A part that swells ends the document; one that nobody reads does no harm."""
    swollen = b"<styles>" + b" " * 100_000 + b"</styles>"
    source = Source(word(p("x"), ("s", "styles", swollen), extra={"word/media/image1.png": swollen}), "a.docx")
    with pytest.raises(UnreadableDocument) as failure:
        open_document(Package(source, Room(90_000)), source)
    assert failure.value.code == "converter_memory"
    assert open_document(Package(source, Room(110_000)), source).main == "word/document.xml"


@pytest.mark.parametrize("kind", ["styles", "numbering", "footnotes", "header"])
def test_no_part_declares_a_document_type(kind: str) -> None:
    """Entities are not expanded, files are not fetched, wherever they stand."""
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    section = '<w:sectPr><w:headerReference r:id="k"/></w:sectPr>'
    evil = ooxml.part(kind, p("&a;&f;")).replace("?>", f"?>{laughs}", 1)
    assert refused(word(p("x") + section, ("k", kind, evil))) == "broken"
    wide = evil.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert refused(word(p("x") + section, ("k", kind, wide))) == "broken"
