"""Pages, tables and Markdown that were reported to be read wrong elsewhere; ``tests/samples/README.md`` says where."""

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.html_lists import numbered
from pipelines.convert.source import Source
from pipelines.evidence.tables.evaluate import evaluate
from pipelines.evidence.tables.reading import tables_of
from pipelines.types import Text


def read(text: str, name: str = "a.html") -> Text:
    return convert(Source(text.encode(), name)).text


def lines(text: Text) -> list[str]:
    return [text.text[block.start : block.end] for block in text.blocks]


def cells(text: Text) -> list[list[str]]:
    return [[text.text[at:to] for at, to in block.cells] for block in text.blocks if block.kind == "row"]


def headers(text: Text) -> list[bool]:
    return [block.header for block in text.blocks if block.kind == "row"]


def said(question: str, text: Text) -> str | None:
    (table,) = tables_of(text)
    outcome = evaluate(question, table)
    return outcome.said if outcome else None


PROSE = "The reading room is open to everybody who has a card. " * 4


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (
            "<article><header><h1>Rules</h1><p>By the board.</p></header><p>Bring no food.</p><aside class=note><p>"
            "Alarms are tested.</p></aside><section class=related><h2>Costs</h2><p><a href=a>Card: 5 euros</a></p>"
            "</section><footer><p>Valid until 2027.</p></footer></article>",
            [
                *("Rules", "By the board.", "Bring no food.", "Alarms are tested."),
                *("Costs", "Card: 5 euros", "Valid until 2027."),
            ],
        ),
        (
            "<article><p>Four weeks<sup><a href='#n'>1</a></sup>.</p><section class=footnotes><ol><li>Not films. "
            "<a href='#r'>↩</a></ol></section></article>",
            ["Four weeks[1].", "1. Not films."],
        ),
        (
            f"<h1>Rules</h1><p>The library is closed on Sundays.</p><main><p>{PROSE}</main><div><a href=a>Home</a> "
            "<a href=b>News</a></div><footer>© 2026</footer>",
            ["Rules", "The library is closed on Sundays.", PROSE.strip()],
        ),
        (
            f"<div class=navheader>Manual <a href=a>Next</a></div><div role=main><p>{PROSE}</div>"
            f"<div class='site-footer'>© The board. It is a charity. {PROSE[:60]}</div>",
            [PROSE.strip()],
        ),
        (
            f"<header><nav><a href=a>Home</a></nav><ul><li><a href=b>News of the town</a></ul><h1>Rules</h1></header>"
            f"<p>Closed Mondays.</p><button>Menu</button><main><h2><button>When?</button></h2><p>{PROSE}</main>",
            ["Rules", "Closed Mondays.", "When?", PROSE.strip()],
        ),
        (
            "<div class=banner><a href=a>Home</a> <a href=b>News of the town</a><h1>Rules</h1></div>First.<br>Still."
            "<br><br>Second.",
            ["Home News of the town", "Rules", "First.\nStill.", "Second."],
        ),
        (f"<div id=cookie-note><p>We use cookies, agree?</div><p>{PROSE}", [PROSE.strip()]),
        (f"<article><aside><p>{PROSE}</aside></article>", [PROSE.strip()]),
        ("<p>Sjätte <nobr>AP-fonden</nobr> long<wbr>word", ["Sjätte AP-fonden longword"]),
        (
            "<a>No address</a><h1><a>In a heading</a></h1><p>Lorem<h2>More</h2>",
            ["No address", "In a heading", "Lorem", "More"],
        ),
        ("<h2>P</h2><pre><b>One</b> = Y<br><b>Two</b> = 1<br></pre>", ["P", "One = Y\nTwo = 1"]),
        (
            "<p><span style='display:none'>ERROR</span>seen<p style='color:red; VISIBILITY : hidden'>no<div hidden>no"
            "</div><div hidden=until-found>found</div><template>no</template><noscript>no</noscript>"
            "<span aria-hidden=true>no</span>",
            ["seen", "found"],
        ),
        (
            "<details><summary>More</summary>closed</details><dialog>shut</dialog><dialog open>open</dialog>"
            "<textarea>typed\n  text</textarea>",
            ["More", "closed", "open", "typed\ntext"],
        ),
        (
            "<dl><dt>Opening hours<dd>9 to 6<dt>How long?<dd><p>Four weeks.<p>More.<dt>A<dt>B<dd>both<dt>C</dl>",
            ["Opening hours: 9 to 6", "How long? Four weeks.", "More.", "A", "B: both", "C"],
        ),
        (
            "<p>H<sub>2</sub>O, 10<sup>2</sup>, 1<sup>st</sup>, <q>so</q>, <ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>",
            ["H₂O, 10², 1st, “so”, 漢字(かんじ)"],
        ),
        ("<figure><img src=x alt='A plan'><figcaption>Fig. 1</figcaption></figure>", ["A plan", "Fig. 1"]),
    ],
)
def test_what_is_shown_is_read(page: str, shown: list[str]) -> None:
    """Whatever belongs to the content, in its order; nothing that is hidden or leads elsewhere."""
    assert lines(read(page)) == shown


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        (
            "<mi>y</mi><mo>=</mo><mi>w</mi><mo>⋅</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mrow><mi>a</mi>"
            "<mo>-</mo><mi>b</mi></mrow><msqrt><mi>c</mi></msqrt></mfrac><annotation>y=wx</annotation>",
            "y = w ⋅ x^2 + (a - b)/√(c)",
        ),
        ("<mi>x</mi><mo>=</mo><mo>-</mo><mn>1</mn>", "x = -1"),
        (
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>0</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi>"
            "<mi>i</mi></msub>",
            "∑_(i = 0)^nx_i",
        ),
        ("<mroot><mi>x</mi><mn>3</mn></mroot><mtable><mtr><mtd>a</mtd></mtr></mtable>", "root(x, 3)[]"),
    ],
)
def test_formulas_in_a_line(markup: str, line: str) -> None:
    """Once, as they would be typed; what is drawn for the eye beside them is left out."""
    page = f"<p>Where <span><math>{markup}</math></span><span class=katex-html aria-hidden=true>drawn</span> holds"
    assert read(page).text == f"Where {line} holds"


def test_a_formula_that_a_script_draws() -> None:
    """Its source is all there is of it."""
    assert read("<p>Area <script type='math/tex'>\\pi r^2</script> m").text == "Area \\pi r^2 m"


@pytest.mark.parametrize(
    ("markup", "numbers"),
    [
        ("<ol start=3><li>a<li value=9>b<li>c</ol>", ["3.", "9.", "10."]),
        ("<ol reversed><li>a<li>b</ol>", ["2.", "1."]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z.", "aa."]),
        ("<ol type=I start=4><li>a</ol><ol style='list-style-type: lower-roman'><li>a</ol>", ["IV.", "i."]),
        ("<ol><li>a<ul><li>b</ul><li>c<table><tr><td>x<td>y</table><li>d</ol>", ["1.", None, "2.", "3."]),
        (
            "<ol><li>a<div><ul><li>b</ul></div><li>c</ol><ol style='list-style:none'><li>d</ol>",
            ["1.", None, "2.", None],
        ),
    ],
)
def test_lists_are_numbered_as_printed(markup: str, numbers: list[str | None]) -> None:
    """From where they start, in their letters, whatever stands between the items."""
    assert [block.number for block in read(markup).blocks if block.kind == "item"] == numbers


def test_numerals() -> None:
    """Letters go on after z, Roman numerals end, and there is no letter for none."""
    assert [numbered(one, "a") for one in (1, 26, 27, 703)] == ["a", "z", "aa", "aaa"]
    assert [numbered(one, "I") for one in (1999, 4000, 0)] == ["MCMXCIX", "4000", "0"]


def test_tables_of_pages() -> None:
    """Names of columns are known, cells keep their column, a caption is one."""
    page = (
        "<table><caption>Rooms</caption><thead><tr><th rowspan=2>Room<th colspan=2>Seats<tr><th>min<th>max<tbody>"
        "<tr><th>Alpha<td>2<td>6</table><table><tr><td>Room<td>Seats<td>Phone<tr><td>Alpha<td><td>4001</table>"
    )
    text = read(page)
    assert cells(text) == [
        ["Room", "Seats", ""],
        ["", "min", "max"],
        ["Alpha", "2", "6"],
        ["Room", "Seats", "Phone"],
        ["Alpha", "", "4001"],
    ]
    assert headers(text) == [True, True, False, True, False]
    assert text.blocks[0].kind == "caption"


def test_a_row_across_a_table_is_its_title() -> None:
    """The row below it names the columns."""
    text = read("<table><tr><th colspan=2>Rooms<tr><th>Room<th>Seats<tr><td rowspan=2>B<td>3<tr><td>5</table>")
    assert [block.kind for block in text.blocks] == ["caption", "row", "row", "row"]
    assert (cells(text), headers(text)) == ([["Room", "Seats"], ["B", "3"], ["", "5"]], [True, False, False])


def test_an_empty_cell_is_not_the_next_one() -> None:
    """A room without seats has not as many as its telephone number."""
    page = "<table><tr><th>Room<th>Seats<th>Phone<tr><td>Alpha<td><td>4001<tr><td>Beta<td>6<td>4002</table>"
    assert "4001" not in (said("How many seats has Alpha?", read(page)) or "")
    assert said("How many seats has Beta?", read(page)) == "Seats: 6"


def test_tables_in_tables() -> None:
    """One that lays a page out is none; one in a cell can be read there."""
    outer = "<table><tr><td>Menu<td><table><tr><td>Name<td>Price<td>Size<tr><td>Tea<td>3<td>1</table></table>"
    assert lines(read(outer)) == ["Menu", "Name | Price | Size", "Tea | 3 | 1"]
    inner = f"<table><tr><th>A<th>B<tr><td>x<td>Has <table><tr><td>chairs<td>6<tr><td>desks<td>2</table><tr><td>{PROSE}"
    assert cells(read(inner))[1] == ["x", "Has chairs, 6; desks, 2"]
    beside = "<table><tr><td><h2>Left</h2><p>text<td><p>right</table><table><tr><td><p>One<p>Two</table>"
    assert lines(read(beside)) == ["Left", "text", "right", "One", "Two"]


@pytest.mark.parametrize(
    ("table", "rows", "named"),
    [
        ("Report of 3 May\nAll values in euros\n\nroom,seats,rent\nAlpha,6,100\n", 2, ["room", "seats", "rent"]),
        ("Report;;;\nExported:;3 May;;\n\nRoom;Seats;Rent\nAlpha;6;1,5\n", 2, ["Room", "Seats", "Rent"]),
        ("country,2021,2022\nPeru,5,6\nChile,7,8\n", 3, ["country", "2021", "2022"]),
        (",2021,2022\nPeru,5,6\n", 2, ["", "2021", "2022"]),
        ("hour,0,1,2\nAlpha,7,7,9\n", 2, ["hour", "0", "1", "2"]),
        ("name,price,price\nA,1,2\nB,3,4\n", 3, ["name", "price", "price"]),
        ("Peru,5,6\nChile,7,8\n", 2, None),
        ("2021-01-01,5\n2021-01-02,6\n", 2, None),
        ("=A1,=B1\n1,2\n", 2, None),
        ("sep=;\nname;price\nA, b;1,5\n", 2, ["name", "price"]),
        ("x;y\n1,5;2,5\n3,5;4,5\n", 3, ["x", "y"]),
        (
            "SKU (number, needed);Name (short, needed);Price\n15428;Tie, red;9,50\n",
            2,
            ["SKU (number, needed)", "Name (short, needed)", "Price"],
        ),
        (
            "Export,28 Feb 2023\nSeverity,Score,Software\nHigh,8.8,a:b;c:d;e:f\nLow,1.0,g:h;i:j\n",
            3,
            ["Severity", "Score", "Software"],
        ),
        ("email\nann@example.org\nbo@example.org, or not\n", 3, ["email"]),
        ("# made by hand, once\n\nid|size\n1|2\n", 2, ["id", "size"]),
        ('id,text\n1,"one\ntwo"\n2,"say ""hi"""\n', 3, ["id", "text"]),
        ('a,b\n1,"2\n' + "x,y\n" * 6, 8, ["a", "b"]),
        ("a,b,c\n1,2\n3,4,5,6\n\n7\n", 4, ["a", "b", "c", ""]),
        (",".join(f"n{at}" for at in range(50)) + "\n" + ",".join("1" * 50) + "\n", 2, [f"n{at}" for at in range(50)]),
    ],
)
def test_shapes_of_csv(table: str, rows: int, named: list[str] | None) -> None:
    """Wherever the names of the columns stand, and if there are none; every other row is one."""
    found = cells(text := read("\ufeff" + table, "a.csv"))
    assert len(found) == rows
    assert headers(text) == [named is not None] + [False] * (rows - 1)
    if named is not None:
        assert found[0] == named
    assert len({len(row) for row in found}) == 1


def test_dates_with_commas_do_not_cut_rows() -> None:
    """Rows whose last cells are missing are cut at what most cells stand between."""
    text = read("April 15, 2023;25.00;Ray;pending;\nApril 9, 2023;6.00;Lonny;\n", "a.csv")
    assert cells(text)[0][:2] == ["April 15, 2023", "25.00"]


def test_what_stands_above_a_table_is_said_of_it() -> None:
    """A title and notes are captions, and questions are answered from the rows."""
    text = read("Report of 3 May\nCurrency:,euros,\n\nroom,seats,rent\nAlpha,6,100\nBeta,12,180\n", "a.csv")
    assert lines(text)[:2] == ["Report of 3 May", "Currency: euros"]
    assert [block.kind for block in text.blocks[:2]] == ["caption", "caption"]
    assert said("How many seats has Alpha?", text) == "seats: 6"
    years = read("country,2021,2022\nPeru,5,6\nChile,7,8\n", "a.csv")
    assert said("What is the value for Chile in 2021?", years) == "2021: 7"


def test_front_matter_is_no_text() -> None:
    """It says the title; a text that begins with a rule has none."""
    text = read("---\ntitle: 'Reading room'\nauthor: x\n---\n\n## Hours\n", "a.md")
    assert (text.title, lines(text), "author" in text.text) == ("Reading room", ["## Hours"], False)
    assert text.text.index("## Hours") == len("---\ntitle: 'Reading room'\nauthor: x\n---\n\n")
    assert read('+++\ntitle = "Toml"\n+++\nText.', "a.md").title == "Toml"
    assert lines(read("---\n\nText.\n\n---\n\nmore\n", "a.md")) == ["Text.", "more"]


def test_markdown_as_it_is_shown() -> None:
    """Notes, tables in HTML and fences that nobody closed are told; comments are not."""
    text = read(
        "Note[^a], and[^b].\n\n[^a]: One\n[^b]: Two words.\n\n<!-- unseen\n\n# no -->\nseen\n\n<table>\n<tr>"
        "<th>Room</th><th>Seats</th></tr>\n<tr><td>Alpha</td><td><b>6</b></td></tr>\n</table>\n\n# Heading {#id}\n\n"
        "```sh\nx\n\n# y\n",
        "a.md",
    )
    kinds = [block.kind for block in text.blocks]
    assert kinds == ["paragraph", "note", "note", "paragraph", "row", "row", "heading", "code"]
    assert [block.number for block in text.blocks if block.kind == "note"] == ["a", "b"]
    assert (cells(text), headers(text)) == ([["Room", "Seats"], ["Alpha", "6"]], [True, False])
    assert ("unseen" in text.text, text.title) == (False, "Heading")
    assert said("How many seats has Alpha?", text) == "Seats: 6"


def test_cells_of_markdown_hold_pipes() -> None:
    r"""Those that are escaped, as ``\|``, also in code."""
    text = read("| a | b |\n|---|---|\n| 1 \\| 2 | `x \\| y` |\n", "a.md")
    assert cells(text) == [["a", "b"], ["1 \\| 2", "`x \\| y`"]]


def test_a_mark_before_a_heading_hides_it_not() -> None:
    """A byte order mark is no part of the text; tabs and hard spaces in code are."""
    text = read("\ufeff# Foo\n\n```\na\tb\u00a0c\n```\n", "a.md")
    assert (text.title, lines(text)) == ("Foo", ["# Foo", "```\na\tb\u00a0c\n```"])


def test_private_letters_end_a_word() -> None:
    """A bullet of a symbol font glued to a word leaves the word readable; the document is one like any other."""
    assert "cm" in read("\uf0b7cm\n", "a.txt").text
