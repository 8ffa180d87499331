"""Whatever a package calls its parts, leaves out or says wrong: the document in it is read."""

from pathlib import Path

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.errors import UnreadableDocument
from tests.samples import ooxml
from tests.samples.ooxml import levels, listed, numbering, p, style, styled, styles, table, word
from tests.unit.pipelines.convert.docx.reading import lines, read

SAMPLES = Path(ooxml.__file__).parent / "docx"
WORDS = "The boiler is checked in May."
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


@pytest.mark.parametrize("name", ["strict", "part-name"])
def test_cases_read_like_any_other(name: str) -> None:
    """Another dialect, another name of a part."""
    assert lines((SAMPLES / f"{name}.docx").read_bytes()) == [WORDS]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("textbox", ["Gate rules", "Visitors enter by the north gate.", "Boxed notice: the gate code is 5512."]),
        ("footnote", ["The desk opens at nine.[^1][^i]", "[^1] Except on public holidays, when the desk is shut."]),
        ("equation", ["The rest energy is E=mc^2 in joules.", "E=mc^2"]),
    ],
)
def test_cases_hold_what_they_show(name: str, right: list[str]) -> None:
    """A box, two notes, an equation: each once, at its place."""
    assert lines((SAMPLES / f"{name}.docx").read_bytes())[: len(right)] == right


def test_strict_documents_are_whole() -> None:
    """Styles, lists, notes, tables and equations too; words about the dialect stay words."""
    note = ooxml.part("footnotes", f'<w:footnote w:id="1">{p("A note.")}</w:footnote>')
    body = (
        p("Title", styled("H"))
        + p("Item", listed(1, 0), inner='<w:r><w:footnoteReference w:id="1"/></w:r>')
        + table(["A", "B"], ["c", "d"])
        + p("See http://purl.oclc.org/ooxml/wordprocessingml/main.")
    )
    every = (
        styles(style("H", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>", name="Kopf")),
        numbering(levels(("lowerRoman", "%1)"))),
        ("f", "footnotes", note),
    )
    assert lines(word(body, *every, strict=True)) == [
        "Title",
        "i) Item[^1]",
        "[^1] A note.",
        "A | B",
        "c | d",
        "See http://purl.oclc.org/ooxml/wordprocessingml/main.",
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.docm", MACRO), ("a.dotx", TEMPLATE), ("a.dotm", MACRO), ("a.docx", MACRO), ("a.docx", "application/xml")],
)
def test_templates_and_macro_files(name: str, kind: str) -> None:
    """By their own ending, by another, with a wrong content type; macros are not looked at."""
    data = word(p(WORDS), ("m", "vbaProject", b"\xd0\xcf macros"), main_type=kind)
    assert read(data, name).text == WORDS


@pytest.mark.parametrize("main", ["word/document.xml", "word/Document 2.xml", "doc/main.xml", "document.xml"])
def test_the_main_part_is_called_anything(main: str) -> None:
    """Relations decide; also of what the part itself refers to."""
    every = numbering(levels(("decimal", "%1.")))
    assert lines(word(p(WORDS, listed(1, 0)), every, main=main)) == [f"1. {WORDS}"]


def test_a_package_that_refers_to_nothing_is_read() -> None:
    """Without its relations, with one that leads nowhere, with letters in another case and the other slash."""
    parts = {"word/document.xml": ooxml.part("document", f"<w:body>{p(WORDS)}</w:body>")}
    assert lines(ooxml.zipped(parts)) == [WORDS]
    dangling = '<Relationship Id="n" Type="x/image" Target="NULL"/><Relationship Id="t" Type="x/y" Target="#_top"/>'
    assert lines(word(p(WORDS), relations=dangling)) == [WORDS]
    lost = (
        '<Relationship Id="s" Type="x/styles" Target="gone.xml"/><Relationship Id="u" Type="x/numbering" Target="/g"/>'
    )
    assert lines(word(p(WORDS, listed(1, 0) + styled("Heading2")), relations=lost)) == [WORDS]
    assert read(word(p(WORDS, styled("Heading2")), relations=lost)).headings[0].level == 2
    renamed = {key.replace("/", "\\").upper(): value for key, value in parts.items()}
    assert lines(ooxml.zipped(renamed)) == [WORDS]


def test_damaged_parts_leave_the_rest() -> None:
    """Styles, lists, notes and charts that are no XML; a body that is none is a broken document."""
    broken: list[ooxml.Related] = [(kind, kind, "<w:broken") for kind in ("styles", "numbering", "footnotes", "chart")]
    chart = '<w:r><w:drawing><c:chart r:id="chart"/></w:drawing></w:r>'
    assert lines(word(p(WORDS, styled("Any"), inner=chart), *broken)) == [WORDS]
    with pytest.raises(UnreadableDocument) as failure:
        convert(Source(word(p(WORDS) + "<w:p>"), "a.docx"))
    assert failure.value.code == "broken"


def test_a_body_in_sixteen_bits() -> None:
    """XML may be in any encoding that it says."""
    body = ooxml.part("document", f"<w:body>{p('Grüße')}</w:body>").replace("UTF-8", "UTF-16")
    assert lines(ooxml.zipped({"word/document.xml": body.encode("utf-16")})) == ["Grüße"]


def titled(title: str, body: str = "") -> str | None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "<dc:creator>Ana</dc:creator></cp:coreProperties>"
    )
    kind = f"{ooxml.PACKAGE}/relationships/metadata/core-properties"
    other = f'<Relationship Id="b" Type="{kind}" Target="docProps/core.xml"/>'
    rels = ooxml.relations_of([("a", "officeDocument", "word/document.xml")], other)
    text = read(word(body or p(WORDS), extra={"docProps/core.xml": core, "_rels/.rels": rels}))
    assert text.meta == {"author": "Ana"}
    return text.title


def test_titles_are_never_junk() -> None:
    """The property, else the title paragraph, else the first heading, else nothing."""
    assert titled("Handbook of Loans") == "Handbook of Loans"
    heading = p("Scope", styled("Heading2")) + p("Handbook", styled("Title"))
    assert titled("Microsoft Word - handbook_v3.doc", heading) == "Handbook"
    assert titled("Untitled", p("Scope", styled("Heading2"))) == "Scope"
    assert titled("Dokument1") is None


@pytest.mark.parametrize(
    "junk",
    [
        "Word Document",
        "untitled",
        "(anonymous)",
        "Document 2",
        "Microsoft Word - x",
        "report.docx",
        "[Document title]",
        "Microsoft Office Word Document",
        "PowerPoint Presentation",
        "Unbenannt 1",
        "   ",
        "1",
        "Neues Microsoft Word-Dokument",
        "Microsoft PowerPoint \u2013 rules",
        "Annual report 2020.xlsx",
        "C:\\files\\rules",
        "https://example.org/rules",
    ],
)
def test_names_that_programs_give_are_junk(junk: str) -> None:
    """Nobody called the document so."""
    assert worth_showing(junk) is None


@pytest.mark.parametrize(
    "name",
    [
        "Word for beginners",
        "Documents of the house",
        "Title insurance",
        "1984 revisited",
        "Normal forms",
        "Microsoft Excel in a day",
    ],
)
def test_names_that_people_give_are_kept(name: str) -> None:
    """Also where they begin like junk."""
    assert worth_showing(name) == name


def test_text_that_asks_to_be_replaced_is_read() -> None:
    """It is shown."""
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here.')}</w:sdtContent></w:sdt>"
    assert lines(word(control)) == ["Click here."]
