"""What a paragraph says, and what hangs on it, is read once and at its place; what is not shown is not read."""

import email.message

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.formats import DOCX
from pipelines.convert.source import Reading, Source
from pipelines.evidence.tables.reading import tables_of
from tests.samples import ooxml
from tests.samples.ooxml import boxed, field, p, part, r, styled, table, word
from tests.unit.pipelines.convert.docx.reading import cells, lines, read


def test_a_text_box_is_read_once() -> None:
    """Word writes it twice; it stands after the paragraph that it hangs on, with its own headings and lists."""
    inner = p("Boxed title", styled("Heading2")) + p("Boxed words.")
    data = word(p("Before.", inner=boxed(inner)) + p("After."))
    assert lines(data) == ["Before.", "Boxed title", "Boxed words.", "After."]
    assert [heading.text for heading in read(data).headings] == ["Boxed title"]


def test_a_text_box_of_an_old_program_is_read() -> None:
    """Also where the newer copy is only a picture, and where there is no newer copy."""
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('Old words.')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    pair = "<mc:AlternateContent><mc:Choice Requires='wpi'><w:drawing/></mc:Choice>"
    both = f"<w:r>{pair}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    assert lines(word(p("One.", inner=both))) == ["One.", "Old words."]
    assert lines(word(p("One.", inner=f"<w:r>{old}</w:r>"))) == ["One.", "Old words."]


def test_two_boxes_of_one_run_and_one_in_a_cell() -> None:
    """None is lost, none is doubled."""
    two = boxed(p("First.")).removesuffix("</w:r>") + boxed(p("Second.")).removeprefix("<w:r>")
    assert lines(word(p("Text.", inner=two))) == ["Text.", "First.", "Second."]
    assert cells(word(table(["Name", "Note"], ["Alpha", p("See", inner=boxed(p("boxed")))]))) == [
        ["Name", "Note"],
        ["Alpha", "See boxed"],
    ]


NOTES = part(
    "footnotes",
    f'<w:footnote w:id="0" w:type="separator">{p("RULE")}</w:footnote>'
    f'<w:footnote w:id="7">{p("Except on holidays.")}</w:footnote>'
    f'<w:footnote w:id="8">{p("By appointment.")}{p("Call first.")}</w:footnote>'
    f'<w:footnote w:id="9">{p("Nobody refers to this.")}</w:footnote>',
)
MARK_7, MARK_8 = (f'<w:r><w:footnoteReference w:id="{key}"/></w:r>' for key in (7, 8))


def test_notes_stand_after_their_paragraph() -> None:
    """Numbered as they are referred to; each once; separators and notes without a reference are not shown."""
    body = p("By day.", inner=MARK_8 + r(" And by night.") + MARK_7) + p("Later.", inner=MARK_8)
    assert lines(word(body, ("f", "footnotes", NOTES))) == [
        "By day.[^1] And by night.[^2]",
        "[^1] By appointment. Call first.",
        "[^2] Except on holidays.",
        "Later.[^1]",
    ]
    note = read(word(body, ("f", "footnotes", NOTES))).blocks[1]
    assert (note.kind, note.number) == ("note", "1")


def test_notes_of_a_table_stand_after_it() -> None:
    """The rows stay together; the word before the mark is still a word."""
    body = table(["Room", "Opens"], ["Blue", p("ten", inner=MARK_7)], ["Red", "nine"])
    assert lines(word(body, ("f", "footnotes", NOTES))) == [
        "Room | Opens",
        "Blue | ten[^1]",
        "Red | nine",
        "[^1] Except on holidays.",
    ]


def test_notes_leave_titles_and_values_alone() -> None:
    """A heading is its words; a value that has a note is still a number."""
    body = p("Fees", styled("Heading1"), inner=MARK_7) + table(["Room", "Seats"], ["Blue", p("12", inner=MARK_8)])
    data = word(body, ("f", "footnotes", NOTES))
    assert lines(data)[:2] == ["Fees", "[^1] Except on holidays."]
    assert read(data).title == "Fees"
    (only,) = tables_of(read(data))
    assert only.row(0).cells == ("Blue", "12")


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def mt(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


EQUATIONS = {
    "c^2": f"<m:sSup><m:e>{mt('c')}</m:e><m:sup>{mt('2')}</m:sup></m:sSup>",
    "x_i": f"<m:sSub><m:e>{mt('x')}</m:e><m:sub>{mt('i')}</m:sub></m:sSub>",
    "(a+b)/(2a)": f"<m:f><m:num>{mt('a+b')}</m:num><m:den>{mt('2a')}</m:den></m:f>",
    "√(b^2-4ac)": "<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e><m:sSup><m:e>"
    f"{mt('b')}</m:e><m:sup>{mt('2')}</m:sup></m:sSup>{mt('-4ac')}</m:e></m:rad>",
    "∑_(i=1)^n i": "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>"
    f"<m:sub>{mt('i=1')}</m:sub><m:sup>{mt('n')}</m:sup><m:e>{mt('i')}</m:e></m:nary>",
    "[x|y]": "<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>"
    f"<m:e>{mt('x')}</m:e><m:e>{mt('y')}</m:e></m:d>",
    "[1, 0; 0, 1]": f"<m:m><m:mr><m:e>{mt('1')}</m:e><m:e>{mt('0')}</m:e></m:mr>"
    f"<m:mr><m:e>{mt('0')}</m:e><m:e>{mt('1')}</m:e></m:mr></m:m>",
    "sin x": f"<m:func><m:fName>{mt('sin')}</m:fName><m:e>{mt('x')}</m:e></m:func>",
}


@pytest.mark.parametrize("linear", EQUATIONS)
def test_equations_are_linear_text(linear: str) -> None:
    """At their place in the paragraph, as people type them."""
    assert lines(word(p("It is ", inner=math(EQUATIONS[linear]) + r(" here.")))) == [f"It is {linear} here."]


def test_equations_stay_apart_and_in_order() -> None:
    """Several of one paragraph, one that stands for a paragraph, one in a cell."""
    assert lines(word(p(inner=math(mt("a=b")) + math(mt("c=d"))))) == ["a=b c=d"]
    body = p("One.") + f"<m:oMathPara>{math(mt('x=1'))}</m:oMathPara>" + p("Two.")
    assert lines(word(body)) == ["One.", "x=1", "Two."]
    assert cells(word(table(["Name", "Law"], ["Ohm", p(inner=math(mt("U=RI")))])))[1] == ["Ohm", "U=RI"]


CHART = (
    "<c:chartSpace {spaces}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Loans a </a:t></a:r>"
    "<a:r><a:t>year</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart></c:chartSpace>"
)


def series(name: str, *points: tuple[str, str]) -> str:
    names = "".join(f'<c:pt idx="{at}"><c:v>{one}</c:v></c:pt>' for at, (one, _) in enumerate(points))
    values = "".join(f'<c:pt idx="{at}"><c:v>{one}</c:v></c:pt>' for at, (_, one) in enumerate(points))
    return (
        f"<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{values}</c:numCache></c:numRef></c:val></c:ser>"
    )


def graphic(inner: str) -> str:
    return f"<w:r><w:drawing><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></w:drawing></w:r>"


def test_a_chart_is_a_table() -> None:
    """Its title, its names and its values, at its place."""
    two = series("Books", ("2020", "310"), ("2021", "0.30000000000000004")) + series("Films", ("2020", "12"))
    chart = CHART.format(spaces=ooxml.SPACES, series=two)
    data = word(p("As shown:", inner=graphic('<c:chart r:id="c1"/>')) + p("End."), ("c1", "chart", chart))
    assert lines(data) == [
        *("As shown:", "Loans a year"),
        *("Books; Films", "2020; Books: 310; Films: 12", "2021; Books: 0.3"),
        "End.",
    ]
    assert cells(data) == [["", "Books", "Films"], ["2020", "310", "12"], ["2021", "0.3", ""]]
    assert [block.header for block in read(data).blocks if block.kind == "row"] == [True, False, False]


def test_a_diagram_is_read() -> None:
    """The words of its points, once."""
    points = "".join(
        f"<dgm:pt modelId='{key}'{kind}><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for key, kind, words in (("1", "", "Ask"), ("2", " type='node'", "Answer"), ("3", " type='pres'", "Ask"))
    )
    diagram = f"<dgm:dataModel {ooxml.SPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    data = word(p("Steps:", inner=graphic('<dgm:relIds r:dm="d1"/>')), ("d1", "diagramData", diagram))
    assert lines(data) == ["Steps:", "- Ask", "- Answer"]


PAGE = (
    "<html><body><h2>Fees</h2><p>Three euros.</p><table><tr><th>Day<th>Opens<tr><td>Monday<td>ten</table></body></html>"
)


def mhtml() -> str:
    archive = email.message.EmailMessage()
    archive.set_content("no page")
    archive.add_alternative(PAGE.replace("Three", "Drei\u00df"), subtype="html", cte="quoted-printable")
    return archive.as_string()


def test_parts_that_are_documents_stand_at_their_place() -> None:
    """HTML, a web archive, another Word document: with their headings, rows and offsets."""
    inner = word(p("Inner title", styled("Heading1")) + table(["A", "B"], ["c", "d"]))
    body = table(["Name", "Seats"], ["Alpha", "4"]) + '<w:altChunk r:id="h"/><w:altChunk r:id="i"/>' + p("End.")
    data = word(body, ("h", "aFChunk", PAGE), ("i", "aFChunk", inner))
    outer = [["Name", "Seats"], ["Alpha", "4"]]
    assert cells(data) == [*outer, ["Day", "Opens"], ["Monday", "ten"], ["A", "B"], ["c", "d"]]
    text = read(data)
    assert [heading.text for heading in text.headings] == ["Fees", "Inner title"]
    assert all(text.text[one.start : one.end] == one.text for one in text.headings)
    assert {block.table for block in text.blocks if block.kind == "row"} == {0, 1, 2}
    assert text.text.endswith("End.")
    assert "Drei\u00df euros." in lines(word('<w:altChunk r:id="m"/>', ("m", "aFChunk", mhtml())))


def test_a_document_within_itself_ends() -> None:
    """Each part is read once, and only so deep; what cannot be read leaves the rest."""
    data = word(p("Core."))
    for _ in range(6):
        data = word(p("Shell.") + '<w:altChunk r:id="i"/><w:altChunk r:id="i"/>', ("i", "aFChunk", data))
    assert lines(data) == ["Shell."] * 3
    assert lines(word(p("Kept.") + '<w:altChunk r:id="b"/>', ("b", "aFChunk", b"PK\x03\x04 broken"))) == ["Kept."]


def test_symbols_are_the_signs_that_they_look_like() -> None:
    """Arrows, boxes and Greek of symbol fonts; a sign of a font of letters is itself."""

    def sym(font: str, char: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    signs = [("Wingdings", "F0E0"), ("Wingdings", "F0FE"), ("Symbol", "F061"), ("MS Gothic", "2612"), ("Arial", "F099")]
    assert lines(word(p("S", inner="".join(sym(*one) for one in signs)))) == ["S→☑α☒"]
    typed = r("\uf062", '<w:rFonts w:ascii="Symbol"/>') + r("beta")
    assert lines(word(p("A", inner=typed))) == ["Aβbeta"]


def test_forms_say_what_is_chosen() -> None:
    """A ticked box, an empty box, the chosen line of a list, old form fields."""

    def form(inner: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{inner}</w:ffData></w:fldChar></w:r>" + field("", "")

    box, ticked = "<w:checkBox><w:default w:val='0'/></w:checkBox>", "<w:checkBox><w:checked/></w:checkBox>"
    drop = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='tea'/><w:listEntry w:val='milk'/></w:ddList>"
    assert lines(word(p("I", inner=form(box) + form(ticked) + form(drop)))) == ["I☐☒milk"]


def test_results_of_fields_not_their_codes() -> None:
    """Also where a field is part of another one's code; one that never ends hides nothing."""
    inner = field("MERGEFIELD sex", r("CODE"))
    outer = field("IF ", "").replace("<w:r><w:instrText>IF </w:instrText></w:r>", inner + r("ALSO CODE"), 1)
    shown = outer.replace(
        '"separate"/></w:r><w:r><w:fldChar w:fldCharType="end"',
        '"separate"/></w:r>' + r("Dear Ms") + '<w:r><w:fldChar w:fldCharType="end"',
    )
    assert lines(word(p(inner=shown + r(" Smith")))) == ["Dear Ms Smith"]
    simple = '<w:fldSimple w:instr=" DOCPROPERTY x ">' + r("Result") + "</w:fldSimple>"
    assert lines(word(p("The ", inner=simple))) == ["The Result"]
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert lines(word(p("One.", inner=begun) + p("Two."))) == ["One.", "Two."]


def test_links_changes_and_controls() -> None:
    """Insertions and what was moved here are read, deletions and what was moved away are not."""
    change = (
        f"<w:ins>{r('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>{r('gone')}</w:moveFrom>"
        f"<w:moveTo>{r(' here')}</w:moveTo><w:hyperlink r:id='x'>{r(' link')}</w:hyperlink>"
        f"<w:smartTag>{r(' tag')}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>{r(' control')}</w:sdtContent></w:sdt>"
    )
    assert lines(word(p("A ", inner=change))) == ["A new here link tag control"]
    inner = f"<w:sdt><w:sdtContent>{p('Deep.')}</w:sdtContent></w:sdt>"
    assert lines(word(f"<w:sdt><w:sdtContent>{inner}{p('Less.')}</w:sdtContent></w:sdt>")) == ["Deep.", "Less."]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    """As accepting the change would; nothing is lost where no paragraph follows."""
    marked = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert lines(word(p("First half", marked) + p(" second half"))) == ["First half second half"]
    assert lines(word(p("Alone", marked) + table(["A", "B"], ["c", "d"])))[0] == "Alone"
    assert lines(word(p("Last", marked))) == ["Last"]


def test_hidden_text_is_left_out() -> None:
    """Hidden by itself, by its style, by the style that this one is based on; shown again by itself."""
    hidden = (
        ooxml.style("Note", "<w:rPr><w:vanish/></w:rPr>", kind="character"),
        ooxml.style("Inner", '<w:basedOn w:val="Note"/>', kind="character"),
    )
    runs = (
        r("A")
        + r("B", "<w:vanish/>")
        + r("C", '<w:rStyle w:val="Inner"/>')
        + r("D", '<w:rStyle w:val="Inner"/><w:vanish w:val="0"/>')
    )
    assert lines(word(p(inner=runs), ooxml.styles(*hidden))) == ["AD"]


def test_struck_text_is_marked() -> None:
    """What is struck through is no longer said; words stay words."""
    runs = r("nine ", "<w:strike/>") + r("or ten", "<w:dstrike/>") + r(" three", '<w:strike w:val="false"/>')
    assert lines(word(p("The fee is ", inner=runs))) == ["The fee is ~~nine or ten~~ three"]


def test_hyphens_tabs_breaks_and_readings() -> None:
    """A hyphen that does not break is one, a soft one is none; a reading stands behind its word."""
    inner = (
        "<w:r><w:noBreakHyphen/><w:t>24 hours</w:t><w:tab/><w:t>co</w:t><w:softHyphen/><w:t>op\u00aderate</w:t>"
        "<w:br/><w:br/></w:r><w:r><w:ruby><w:rt><w:r><w:t>toukyou</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r>"
    )
    assert lines(word(p("1", inner=inner))) == ["1-24 hours\tcooperate\n東京(toukyou)"]


COMMENT = part("comments", f'<w:comment w:id="3" w:author="Ana">{p("Is this true?")}</w:comment>')


COMMENTED = word(p("A claim.", inner='<w:r><w:commentReference w:id="3"/></w:r>'), ("k", "comments", COMMENT))


def test_comments_are_no_part_of_a_document() -> None:
    """Nobody wants to quote what a reviewer asked: it is read only where the source says so, as another version."""
    plain, told = (convert(Source(COMMENTED, "a.docx", reading=Reading(comments=on))) for on in (False, True))
    assert plain.text.text == "A claim."
    assert told.text.text == "A claim.\n\n[Comment by Ana: Is this true?]"
    assert told.text.blocks[1].kind == "note"
    assert (plain.fingerprint, told.fingerprint) == (DOCX.fingerprint, DOCX.fingerprint_of(Reading(comments=True)))
    assert plain.fingerprint != told.fingerprint


def header(key: str, side: str, *paragraphs: str) -> ooxml.Related:
    return key, side, part("hdr", "".join(paragraphs))


def test_heads_and_feet_of_pages_are_read_once() -> None:
    """At the end, without numbers of pages; those that no page shows are not read."""
    number = p(
        "Page ",
        inner=field("PAGE", r("3")) + r(" of ") + '<w:fldSimple w:instr="NUMPAGES">' + r("7") + "</w:fldSimple>",
    )
    section = (
        "<w:sectPr><w:headerReference w:type='default' r:id='h1'/><w:headerReference w:type='first' r:id='h2'/>"
        "<w:footerReference w:type='default' r:id='f1'/></w:sectPr>"
    )
    other = section.replace("h1", "h3").replace("<w:sectPr>", "<w:sectPr><w:titlePg w:val='0'/>")
    data = word(
        p("Body one.", section) + p("Body two.") + other,
        header("h1", "header", p("Acme Ltd, 5 High Street"), number),
        header("h2", "header", p("Only on a first page that is none")),
        header("h3", "header", p("Acme Ltd, 5 High Street")),
        header("f1", "footer", table(["Bank 123", p(inner=field(" PAGE ", r("3")))])),
    )
    assert lines(data) == ["Body one.", "Body two.", "Acme Ltd, 5 High Street", "Bank 123"]
