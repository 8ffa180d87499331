"""Word documents that want to cost more than they hold: a generator for every structure that a reader may fear."""

from collections.abc import Callable, Mapping

from tests.samples import ooxml
from tests.samples.ooxml import (
    boxed,
    cell,
    field,
    levels,
    listed,
    numbering,
    p,
    part,
    r,
    row,
    style,
    styled,
    styles,
    word,
)

DEEP = 60


def _nested(before: str, inner: str, after: str, *, times: int = DEEP) -> str:
    return before * times + inner + after * times


def many_runs(size: int) -> bytes:
    """One paragraph of many runs."""
    return word(p(inner=r("x", "<w:b/>") * size))


def many_paragraphs(size: int) -> bytes:
    """Paragraphs of a style at the end of a long line of styles."""
    line = (style(f"S{at}", f'<w:basedOn w:val="S{at + 1}"/>') for at in range(size))
    return word(p("x", styled("S0")) * size, styles(*line))


def deep_tables(size: int) -> bytes:
    """Tables in tables as deep as XML may be, many times over."""
    return word(_nested("<w:tbl><w:tr><w:tc>", p("x") * size, "</w:tc><w:tc/></w:tr></w:tbl>"))


def many_deep_tables(size: int) -> bytes:
    """Many of them beside each other."""
    return word(_nested("<w:tbl><w:tr><w:tc>", p("x"), "</w:tc><w:tc/></w:tr></w:tbl>") * (size // DEEP))


def wide_spans(size: int) -> bytes:
    """Cells that want a billion columns, in every row."""
    wide = row(cell("a", '<w:gridSpan w:val="999999999"/>'), cell("b", '<w:gridSpan w:val="65000"/>'), "c")
    return word("<w:tbl>" + wide * (size // 10) + "</w:tbl>")


def one_wide_row(size: int) -> bytes:
    """A row of very many cells, and very many rows of one cell and another."""
    return word("<w:tbl>" + row(*["a"] * size) + row("b", "c") * (size // 10) + "</w:tbl>")


def merged_down(size: int) -> bytes:
    """A cell over all rows."""
    first = row(cell("a", '<w:vMerge w:val="restart"/>'), "b")
    return word("<w:tbl>" + first + row(cell("", "<w:vMerge/>"), "c") * size + "</w:tbl>")


def deep_controls(size: int) -> bytes:
    """Content controls in content controls, with much at the bottom and a little at every level."""
    deep = _nested("<w:sdt><w:sdtContent>" + p("y"), p("x") * size, "</w:sdtContent></w:sdt>")
    return word(deep)


def deep_copies(size: int) -> bytes:
    """Alternatives in alternatives that say nothing until the innermost."""
    before, after = "<mc:AlternateContent><mc:Choice>", "</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    return word(p(inner=_nested(before, "<w:r/>" * size + r("x"), after)))


def boxes(size: int) -> bytes:
    """Text boxes in text boxes, and many beside each other."""
    inner = p("x")
    for _ in range(8):
        inner = p("y", inner=boxed(inner)) if len(inner) < 20_000 else inner
    return word(p("z", inner=boxed(p("x")) * (size // 4)) + inner)


def notes(size: int) -> bytes:
    """Notes that refer to the next one, and all of them to the first."""
    marks = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    every = "".join(
        f'<w:footnote w:id="{at}">{p("n", inner=marks.format(at + 1) + marks.format(0))}</w:footnote>'
        for at in range(size)
    )
    return word(p("x", inner=marks.format(0)), ("f", "footnotes", part("footnotes", every)))


def fields(size: int) -> bytes:
    """Fields in the results of fields; beginnings that never end."""
    open_ones = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * size
    return word(p(inner=field("PAGE", r("1")) * size + open_ones + r("x")))


def nested_fields(size: int) -> bytes:
    """Very many fields, each within the code of another."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return word(p(inner=begin * size + r("c") + end * size + r("x")))


def deep_equation(size: int) -> bytes:
    """Fractions over fractions, with much at the bottom."""
    bottom = "<m:r><m:t>x</m:t></m:r>" * size
    return word(p(inner=f"<m:oMath>{_nested('<m:f><m:num/><m:den>', bottom, '</m:den></m:f>')}</m:oMath>"))


def lists(size: int) -> bytes:
    """As many definitions, lists and styles as items, each item in another list."""
    definition = levels(("decimal", "%1."), ("upperRoman", "%1.%2"))
    body = "".join(p("x", listed(at, 1)) for at in range(1, size))
    return word(body, numbering(*[definition] * size))


def large_numbers(size: int) -> bytes:
    """Numbers whose letters would fill a page each."""
    huge = levels(("lowerLetter", "%1%1%1%1"), ("upperRoman", "%2")).replace(
        '<w:start w:val="1"/>', '<w:start w:val="999999999"/>'
    )
    return word(p("x", listed(1, 0)) * size, numbering(huge))


def charts(size: int) -> bytes:
    """A series for every value, each of another name: a table of them would be a square."""
    series = "".join(
        f"<c:ser><c:cat><c:pt idx='0'><c:v>n{at}</c:v></c:pt></c:cat><c:val><c:pt idx='0'><c:v>1</c:v></c:pt></c:val>"
        "</c:ser>"
        for at in range(size)
    )
    chart = f"<c:chartSpace {ooxml.SPACES}>{series}</c:chartSpace>"
    return word(p("x", inner='<w:r><w:drawing><c:chart r:id="c"/></w:drawing></w:r>' * 3), ("c", "chart", chart))


def chunks(size: int) -> bytes:
    """One part that is referred to again and again."""
    return word('<w:altChunk r:id="h"/>' * size, ("h", "aFChunk", "<p>x</p>" * size))


def heads(size: int) -> bytes:
    """Sections without end that all have the same head."""
    section = "<w:sectPr><w:headerReference w:type='default' r:id='h'/></w:sectPr>"
    return word(p("x", section) * size, ("h", "header", part("hdr", p("head") * size)))


STRUCTURES: Mapping[str, Callable[[int], bytes]] = {
    make.__name__: make
    for make in (
        *(many_runs, many_paragraphs, deep_tables, many_deep_tables, wide_spans, one_wide_row, merged_down),
        *(deep_controls, deep_copies, boxes, notes, fields, nested_fields, deep_equation, lists, large_numbers),
        *(charts, chunks, heads),
    )
}


def deeper_than_xml() -> bytes:
    """Deeper than any parser goes."""
    return word(_nested("<w:sdt><w:sdtContent>", p("x"), "</w:sdtContent></w:sdt>", times=3_000))
