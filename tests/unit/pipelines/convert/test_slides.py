"""Slides in order, each a heading with its number: shapes as they are read, tables, charts, groups, notes."""

from typing import Any

import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from pipelines.convert.convert import convert
from pipelines.convert.source import Limits, Source
from pipelines.errors import PipelineError
from pipelines.structure.places import place_at
from pipelines.types import Text
from tests.samples import office


def read(data: bytes, name: str = "a.pptx", limits: Limits | None = None) -> Text:
    return convert(Source(data, name, limits or Limits())).text


def box(slide: Any, words: str, *, left: float, top: float) -> Any:
    made = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1))
    made.text_frame.text = words
    return made


def plan(deck: Any) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Room plan"
    slide.placeholders[1].text_frame.text = "Alpha first"
    inner = slide.placeholders[1].text_frame.add_paragraph()
    inner.text, inner.level = "seats 30", 1
    slide.notes_slide.notes_text_frame.text = "Say hello to Ann."
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    box(slide, "Bottom", left=1, top=6)
    box(slide, "Right", left=5, top=1.5)
    box(slide, "Left", left=1, top=1.6)
    slide.shapes.title.text = "Seats"
    table = slide.shapes.add_table(3, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
    for row, cells in enumerate([["Room", "Seats"], ["Alpha", "30"], ["", "12"]]):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    slide.shapes.add_group_shape([box(slide, "Grouped", left=1, top=5)])
    slide._element.set("show", "0")
    deck.core_properties.title, deck.core_properties.author = "", "Ann"


def test_as_read() -> None:
    """Title first, then row by row; items, notes, a merged cell that keeps its column; hidden slides say so."""
    text = read(office.pptx(plan))
    assert text.text.split("\n\n") == [
        "Slide 1: Room plan",
        "- Alpha first",
        "- seats 30",
        "Say hello to Ann.",
        "Slide 2 (hidden): Seats",
        "Left",
        "Right",
        "Room | Seats",
        "Alpha | 30",
        "12",
        "Grouped",
        "Bottom",
    ]
    assert (text.title, text.meta["author"]) == ("Room plan", "Ann")
    kinds = [(block.kind, block.level) for block in text.blocks[:4]]
    assert kinds == [("heading", 1), ("item", 1), ("item", 2), ("note", None)]
    last = [block for block in text.blocks if block.kind == "row"][-1]
    assert last.cells[0][0] == last.cells[0][1]


def test_places() -> None:
    """A slide is a place."""
    text = read(office.pptx(plan))
    place = place_at(text, text.text.index("Bottom"))
    assert place is not None
    assert place.label.startswith("Slide 2")


def test_charts() -> None:
    """Their title and values, as a table."""

    def fill(deck: Any) -> None:
        data = CategoryChartData()
        data.categories = ["Q1", "Q2"]
        data.add_series("Sales", (1.1, 2.25))
        data.add_series("Cost", (1, None))
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        frame = (Inches(1), Inches(1), Inches(3), Inches(2))
        chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *frame, data).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = "Sales by quarter"

    assert read(office.pptx(fill)).text.split("\n\n")[1:] == [
        "Sales by quarter",
        "Sales; Cost",
        "Q1; Sales: 1.1; Cost: 1",
        "Q2; Sales: 2.25",
    ]


def test_the_order_is_the_presentation_s() -> None:
    """Not that of the files' names; templates and shows are presentations too."""

    def fill(deck: Any) -> None:
        for number in range(11):
            deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = f"T{number}"
        order = deck.slides._sldIdLst
        order.insert(0, order[-1])

    text = read(office.pptx(fill), "a.potx")
    assert [heading.text for heading in text.headings][:3] == ["Slide 1: T10", "Slide 2: T0", "Slide 3: T1"]


def test_opendocument() -> None:
    """Title, items and notes of a presentation of LibreOffice."""
    frame = "<draw:frame {}><draw:text-box>{}</draw:text-box></draw:frame>"
    title = frame.format('presentation:class="title"', "<text:p>Plan</text:p>")
    points = frame.format("", "<text:list><text:list-item><text:p>Point</text:p></text:list-item></text:list>")
    notes = f"<presentation:notes>{frame.format('', '<text:p>Say hello</text:p>')}</presentation:notes>"
    text = read(office.odf("presentation", f"<draw:page>{points}{title}{notes}</draw:page>"), "a.odp")
    assert text.text == "Slide 1: Plan\n\n- Point\n\nSay hello"
    assert text.blocks[-1].kind == "note"


def test_refused() -> None:
    """More slides than pages are read; no word on any."""
    for data, code in (
        (office.pptx(lambda deck: [deck.slides.add_slide(deck.slide_layouts[6]) for _ in range(4)]), "too_many_pages"),
        (office.pptx(lambda deck: deck.slides.add_slide(deck.slide_layouts[6])), "empty"),
        (office.xlsx(lambda book: book.add_worksheet()), "type_mismatch"),
    ):
        with pytest.raises(PipelineError) as failure:
            read(data, limits=Limits(pages=3))
        assert failure.value.code == code
