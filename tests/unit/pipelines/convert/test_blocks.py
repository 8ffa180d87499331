"""Every format says what its text is made of, and everybody may rely on the shape of it."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.errors import NothingToIndex
from pipelines.structure.packing import packed_blocks, unpack_blocks
from pipelines.structure.simple import simple_blocks
from pipelines.types import Block, Text
from tests.samples import pdfs, words
from tests.samples.library import SAMPLE

FILES = sorted(path for path in SAMPLE.iterdir() if path.name != "questions.json")
PIECES = [
    *("# A\n", "## B c\n", "word ", "two words. ", "\n", "\n\n", "- ", "1. ", "  - ", "> ", "a) "),
    *("| a | b |\n", "|---|---|\n", "| 1 |\n", "x | y\n", "--|--\n", "|", "```\n", "~~~\n", "    ", "===\n", "---\n"),
    *("<p>", "</p>", "<b>", "\\|", "\t", "Ä🙂", "2.1 "),
]
TAGS = ["p", "h1", "h2", "ul", "ol", "li", "table", "thead", "tr", "td", "th", "pre", "blockquote", "div", "caption"]
MARKUP = [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]
MARKUP += [
    "word ",
    "Ä🙂 ",
    "\n",
    "<td colspan=3>",
    "<td rowspan=2>",
    "<td colspan=0 rowspan=99999999999>",
    "<br>",
    "&#x1f;",
]


def read(data: bytes | str, name: str) -> Text:
    return convert(Source(data.encode() if isinstance(data, str) else data, name)).text


def shown(text: Text) -> list[tuple[str, str]]:
    return [(block.kind, text.text[block.start : block.end]) for block in text.blocks]


def cells(text: Text) -> list[list[str]]:
    return [[text.text[at:to] for at, to in block.cells] for block in text.blocks if block.kind == "row"]


def check(text: str, blocks: tuple[Block, ...]) -> None:
    """The shape: disjoint, in order, within the text; the rows of a table as long as one another."""
    after, widths = 0, {}
    for block in blocks:
        assert after <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        after = block.end
        assert (block.kind == "row") is (block.table is not None)
        assert block.kind == "row" or not block.cells
        assert widths.setdefault(block.table, len(block.cells)) == len(block.cells)
        at = block.start
        for start, end in block.cells:
            assert at <= start <= end <= block.end
            at = end
    tables = [block.table for block in blocks if block.table is not None]
    assert tables == sorted(tables)
    assert unpack_blocks(packed_blocks(blocks)) == blocks


def check_file(data: bytes | str, name: str) -> None:
    try:
        text = read(data, name)
    except NothingToIndex:
        return
    check(text.text, text.blocks)
    spans = {(block.start, block.end) for block in text.blocks if block.kind == "heading"}
    assert spans == {(heading.start, heading.end) for heading in text.headings}


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_text_in_any_order(name: str, source: str) -> None:
    """Whatever stands in a text, its blocks keep their shape; headings are blocks."""
    check_file(source, name)
    check(source, simple_blocks(source))


@given(st.lists(st.sampled_from(MARKUP), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_elements_in_any_order(source: str) -> None:
    """Whatever a page nests in what, the same holds."""
    check_file(source, "a.html")


@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", "b c", "7", "x; y", 'q"t', "n\nl", "Ä🙂", "|"]), max_size=5), max_size=6
    )
)
@settings(max_examples=200, deadline=None)
def test_rows_of_any_length(rows: list[list[str]]) -> None:
    """A table's rows may lack cells or have too many."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    check_file(out.getvalue(), "a.csv")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_sample_library(path) -> None:
    """Documents of every format have blocks, and nothing but white space and markup stands between them."""
    text = read(path.read_bytes(), path.name)
    check_file(path.read_bytes(), path.name)
    held = sum(block.end - block.start for block in text.blocks)
    assert held > 0.9 * len(text.text)
    # A text that was stored before there were any gets as many.
    check(text.text, simple_blocks(text.text, text.headings))


def test_markdown() -> None:
    """Items with their printed numbers, tables with a cell per column, code with what is in it."""
    text = read(
        "# 2.1 Fees\n\n3. one\n4. two\n   - in\n\n| a | b |\n|--|--|\n| 1 | |\n\n```\nx\n\ny\n```\n\n> said\n", "a.md"
    )
    assert shown(text) == [
        ("heading", "# 2.1 Fees"),
        ("item", "3. one"),
        ("item", "4. two"),
        ("item", "- in"),
        ("row", "| a | b |"),
        ("row", "| 1 | |"),
        ("code", "```\nx\n\ny\n```"),
        ("quote", "> said"),
    ]
    assert [(block.number, block.level) for block in text.blocks[:4]] == [("2.1", 1), ("3.", 1), ("4.", 1), (None, 2)]
    assert cells(text) == [["a", "b"], ["1", ""]]
    assert [block.header for block in text.blocks if block.kind == "row"] == [True, False]


def test_html() -> None:
    """Numbers of lists are those that are shown; a cell over two columns or rows leaves the others empty."""
    page = (
        "<ol start=3><li>x<li value=9>y</ol><blockquote>q</blockquote><pre>a\n  b</pre><table><caption>C</caption>"
        "<tr><th>k<th>l<th>m<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td></table><table><tr><td>4</table>"
    )
    text = read(page, "a.html")
    assert shown(text)[:5] == [
        ("item", "3. x"),
        ("item", "9. y"),
        ("quote", "q"),
        ("code", "a\n  b"),
        ("caption", "C"),
    ]
    assert cells(text) == [["k", "l", "m"], ["1", "2", ""], ["", "3", ""], ["4"]]
    assert [(block.table, block.header) for block in text.blocks[5:]] == [(0, True), (0, False), (0, False), (1, False)]


def test_docx() -> None:
    """A first row that reads like names is the header."""
    text = read(words.handbook(), "a.docx")
    assert [kind for kind, _ in shown(text)] == [
        *("heading", "paragraph", "heading", "item", "row", "row", "row", "heading", "paragraph"),
        *("paragraph", "paragraph"),
    ]
    assert cells(text) == [["Item", "Weeks"], ["Book", "4"], ["Film", "1"]]
    assert [block.header for block in text.blocks if block.kind == "row"] == [True, False, False]


def test_csv() -> None:
    """Cells are the values in a row's sentence, empty ones too; what is left empty everywhere is no column."""
    text = read("Room,Seats,Note,\nBlue,,wide,\nRed,6,,\n", "a.csv")
    assert cells(text) == [["Room", "Seats", "Note"], ["Blue", "", "wide"], ["Red", "6", ""]]
    assert [block.header for block in text.blocks] == [True, False, False]


def test_pdf() -> None:
    """Headings, items and paragraphs."""
    text = read(pdfs.paragraphs([["A paragraph that is long enough to be read."], ["And another one."]]), "a.pdf")
    assert [kind for kind, _ in shown(text)] == ["paragraph", "paragraph"]
