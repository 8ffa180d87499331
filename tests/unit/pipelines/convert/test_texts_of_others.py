"""ODT, RTF, EPUB and JSON: what is shown, in its order, as the blocks that it is."""

import json

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.errors import PipelineError
from pipelines.types import Text
from tests.samples import office


def read(data: bytes, name: str) -> Text:
    return convert(Source(data, name)).text


def lines(text: Text) -> list[str]:
    return text.text.split("\n\n")


def kinds(text: Text) -> list[str]:
    return [block.kind for block in text.blocks]


ODT = (
    "<text:tracked-changes><text:deletion><text:p>Deleted.</text:p></text:deletion></text:tracked-changes>"
    '<text:h text:outline-level="2">Rules</text:h>'
    "<text:table-of-content><text:p>Rules 1</text:p></text:table-of-content>"
    '<text:p>The<text:s text:c="2"/>desk<text:note><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>Of stone.</text:p></text:note-body></text:note> opens<draw:frame><draw:text-box><text:p>Gate 5512</text:p>"
    '</draw:text-box></draw:frame>.<text:span text:style-name="T1">secret</text:span>'
    "<office:annotation><text:p>A comment.</text:p></office:annotation></text:p>"
    '<text:list text:style-name="L1"><text:list-item><text:p>one</text:p><text:list><text:list-item>'
    "<text:p>inner</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>"
    '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Room</text:p>'
    "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>Seats</text:p></table:table-cell>"
    '</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>A</text:p>'
    "</table:table-cell><table:table-cell><text:p>30</text:p></table:table-cell></table:table-row></table:table>"
)
STYLES = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="i" '
    'style:num-suffix=")"/></text:list-style><style:style style:name="T1"><style:text-properties text:display="none"/>'
    "</style:style>"
)


def test_odt() -> None:
    """Deleted and hidden text, comments and contents stay out; notes and boxes stand after their paragraph."""
    text = read(office.odf("text", ODT, styles=STYLES), "a.odt")
    rows = ["Room | Seats", "A | A | 30"]
    assert lines(text) == ["Rules", "The  desk opens.", "Of stone.", "Gate 5512", "i) one", "- inner", "ii) two", *rows]
    assert kinds(text)[:5] == ["heading", "paragraph", "note", "paragraph", "item"]
    assert [len(block.cells) for block in text.blocks if block.kind == "row"] == [3, 3]
    assert (text.title, text.headings[0].level) == ("Rules", 2)


RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0
{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Mincho;}}
{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\info{\title Rules \u8364?}{\author Ann}{\company Hidden Ltd}}
{\header Page header}{\*\generator Word}\pard\s1 Opening\par \pard\s0 The caf\'e9 opens at {\b eight}.\par
{\f1 \'cf\'f0\'e8\'e2\'e5\'f2}{\f2 \'93\'fa\'96{}\par {\f2\'93\'fa\'96\'7b}\par
{\pard{\pntext\f0 1.\tab}First\par}{\listtext 2.\tab}Second\par
\pard Text{\super 1}{\footnote\pard Of stone.} after {\v hidden}{\deleted gone}it\par
\trowd\trhdr\cellx1000\cellx2000\intbl Room\cell Seats\cell\row\trowd \intbl Alpha\par wing\cell\cell\row
\pard Face \u-10179?\u-8704? end {\field{\*\fldinst HYPERLINK "http://example.org"}{\fldrslt linked}}.\par
{\*\shpinst{\sp{\sn pib}{\sv 00ff}}{\shptxt Gate 5512\par}}{\pict\bin4 }}}}{\object{\*\objdata 00}}}"""


def test_rtf() -> None:
    """Code pages by font, letters of two bytes, UTF-16 with what old readers show; no headers, fields, pictures."""
    text = read(RTF.replace(b"\\'96{}\\par ", b"\\'96\\'7b}\\par "), "a.rtf")
    told = lines(text)
    assert told[:3] == ["Opening", "The café opens at eight.", "Привет日本"]
    assert told[4:6] == ["1. First", "2. Second"]
    assert told[6:8] == ["Text¹ after it", "Of stone."]
    assert told[8:10] == ["Room | Seats", "Alpha wing"]
    assert told[10:] == ["Face 😀 end linked.", "Gate 5512"]
    assert (text.title, text.meta) == ("Rules €", {"author": "Ann"})
    assert [block.header for block in text.blocks if block.kind == "row"] == [True, False]


def test_epub() -> None:
    """In the order of the spine, whatever the list says; neither its contents nor a page of the list alone."""
    chapters = {
        "c%20b.xhtml": "<h1>Two</h1><p>Second.</p>",
        "a.xhtml": "<h1>One</h1><p>First.</p>",
        "x.xhtml": "<p>x</p>",
    }
    nav = '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    files = {"OPS/nav.xhtml": "<html><body><h1>Contents</h1><p>One</p></body></html>", "OPS/c b.xhtml": "<h1>Two</h1>"}
    data = office.epub(chapters, spine=["n", "a.xhtml", "c%20b.xhtml", "none"], manifest=nav, files=files)
    text = read(data, "a.epub")
    assert lines(text)[:3] == ["One", "First.", "Two"]
    assert "Contents" not in text.text
    assert (text.title, text.meta["author"]) == ("The Book", "Ann")
    assert [heading.start for heading in text.headings] == [text.text.index("One"), text.text.index("Two")]


def test_json() -> None:
    """Scalars as paths, lists of flat objects as tables, whichever keys each has."""
    value = {
        "title": "Settings",
        "server": {"tls": {"on": True}, "port": 80},
        "tags": ["a", "b"],
        "rooms": [{"name": "Alpha", "seats": 30}, {"name": "Beta", "open": None, "by": ["Ann", "Bo"]}],
        "deep": [{"x": {"y": 1}}, {"x": {"y": [2, {"z": 3}]}}],
    }
    text = read(json.dumps(value).encode(), "a.json")
    assert text.title == "Settings"
    assert "server.port: 80\nserver.tls.on: true" in text.text
    assert "name: Beta; by: Ann, Bo" in text.text
    assert "deep[2].x.y[2].z: 3" in text.text
    assert [block.header for block in text.blocks if block.kind == "row"] == [True, False, False]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_json_lines(name: str) -> None:
    """A line for each, also under the name of JSON."""
    assert lines(read(b'{"a":1,"b":"x"}\n\n{"a":2,"b":"y"}\n', name)) == ["a; b", "a: 1; b: x", "a: 2; b: y"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.json", b'{"a": 1,\n "b": }', "broken"),
        ("a.jsonl", b'{"a": 1}\n{"b"', "broken"),
        ("a.json", b"{}", "empty"),
        ("a.rtf", b"plain", "type_mismatch"),
        ("a.rtf", b"{\\rtf1 }", "empty"),
        ("a.epub", office.zipped({"a.txt": "x"}), "type_mismatch"),
        ("a.epub", office.zipped({"META-INF/container.xml": "<container/>"}), "broken"),
        ("a.odt", office.odf("text", ""), "empty"),
        (
            "a.odt",
            office.zipped({"content.xml": "<a>", "mimetype": "application/vnd.oasis.opendocument.text"}),
            "broken",
        ),
    ],
)
def test_refused(name: str, data: bytes, code: str) -> None:
    """Damaged, empty, or something else."""
    with pytest.raises(PipelineError) as failure:
        read(data, name)
    assert failure.value.code == code


def test_where_json_is_damaged() -> None:
    """The message says the line."""
    with pytest.raises(PipelineError) as failure:
        read(b'{"a": 1}\n{"b"', "a.jsonl")
    assert "line 2" in failure.value.message


def test_numbers_of_json_are_as_written() -> None:
    """A price keeps its last zero; a number longer than Python reads, or larger than it holds, is still one."""
    long = "9" * 5_000
    text = read(f'{{"price": 1.10, "id": {long}, "far": 1e999, "no": NaN}}'.encode(), "prices.json").text
    assert "price: 1.10" in text
    assert long in text
    assert "far: 1e999" in text
