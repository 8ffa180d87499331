"""Mails, archives, slides, books and records as others reported them: see "Other formats" in ``tests/samples``."""

import base64
import io
import struct
import warnings
import zipfile
import zlib
from typing import Any

import pytest
from pptx.util import Inches

from pipelines.convert.alternatives import told_of
from pipelines.convert.convert import convert
from pipelines.convert.source import Converted, Source
from tests.samples import office
from tests.samples.ooxml import p, part, word

HEAD = b"From: Ann <a@example.org>\r\nSubject: S\r\n"


def read(data: bytes, name: str) -> Converted:
    return convert(Source(data, name))


def lines(data: bytes, name: str) -> list[str]:
    return read(data, name).text.text.split("\n\n")


def attribute(level: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef() -> bytes:
    """Two files, as Outlook packs them."""
    told = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x10000))
    for name, data in ((b"report.txt\0", b"Herons nest."), (b"\xfc.csv\0", b"a,b\n1,2\n")):
        told += attribute(2, 0x00069002, bytes(14)) + attribute(2, 0x00018010, name) + attribute(2, 0x0006800F, data)
    return told


@pytest.mark.parametrize("kind", ["application/ms-tnef", "application/octet-stream"])
def test_files_that_outlook_packs(kind: str) -> None:
    """What is in ``winmail.dat`` is attached; one that is cut off gives what is whole."""

    def mail(packed: bytes) -> bytes:
        return (
            HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee below.\r\n--x\r\n"
            b"Content-Type: "
            + kind.encode()
            + b"; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(packed)
            + b"\r\n--x--\r\n"
        )

    members = read(mail(tnef()), "a.eml").members or ()
    assert [(one.name, one.data) for one in members] == [("report.txt", b"Herons nest."), ("ü.csv", b"a,b\n1,2\n")]
    assert [one.name for one in read(mail(tnef()[:-5]), "a.eml").members or ()] == ["report.txt"]


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (b"Content-Type: text/rtf\r\n\r\n{\\rtf1 Herons \\b nest.}", "Herons nest."),
        (b"Content-Type: multipart/mixed\r\n\r\nHerons nest.", "Herons nest."),
        (b"Content-Type: text/plain; charset=none-such\r\n\r\nCaf\xe9", "Café"),
        (
            b"Content-Transfer-Encoding: base64\r\n\r\nSGVyb25zIG5lc3Qu\r\n___\r\nlist mailing, unsubscribe",
            "Herons nest.___\nlist mailing, unsubscribe",
        ),
        (b"Content-Transfer-Encoding: base64\r\n\r\nNot, base64!", "Not, base64!"),
        (b"Content-Transfer-Encoding: x-none\r\n\r\nHerons nest.", "Herons nest."),
        (
            b"Content-Type: text/html\r\n\r\n<style>.p{display:none}</style><p class=p>Preview</p><p>Herons nest.</p>",
            "Herons nest.",
        ),
    ],
)
def test_bodies(mail: bytes, said: str) -> None:
    """What somebody wrote is read, however wrongly it is labelled."""
    assert lines(HEAD + mail, "a.eml")[-1] == said


def listed(entries: list[tuple[bytes, int]], data: bytes) -> bytes:
    """An archive of one file, whose list names it again and again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("k.txt", data)
    whole = out.getvalue()
    begins = whole.rindex(b"PK\1\2")
    entry = whole[begins : begins + 46]
    told = b"".join(
        entry[:28] + struct.pack("<H", len(name)) + entry[30:42] + struct.pack("<I", at) + name for name, at in entries
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(entries), len(entries), len(told), begins, 0)
    return whole[:begins] + told + end


def test_files_over_each_other() -> None:
    """Many that are one are none; one that is listed twice is that one."""
    members = read(listed([(b"k.txt", 0), (b"l.txt", 0), (b"m.txt", 0)], b"w" * 9_000), "a.zip").members or ()
    assert [(one.data, one.refused) for one in members] == [(b"", "broken")] * 3
    members = read(listed([(b"k.txt", 0)] * 20, b"w" * 9_000), "a.zip").members or ()
    assert [(one.name, len(one.data)) for one in members] == [("k.txt", 9_000)]


def test_names_in_archives() -> None:
    """Absolute ones, of other folders and drives, and the same ones: each a file, whose name is no path."""
    out = io.BytesIO()
    names = ["/etc/passwd", "../../up.txt", "a/../b.txt", "C:\\x.txt", "a.txt", "a.txt", "con.txt"]
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as target:
        warnings.simplefilter("ignore")
        for name in names:
            target.writestr(name, "w")
        target.writestr(link, "/etc/passwd")
    assert [one.name for one in read(out.getvalue(), "a.zip").members or ()] == names


def test_a_file_that_is_larger_than_it_says() -> None:
    """It alone is refused."""
    data = bytearray(office.zipped({"a.txt": "word " * 20, "b.txt": "Fine."}))
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 24, 5)
    members = read(bytes(data), "a.zip").members or ()
    assert [(one.data, one.refused) for one in members] == [(b"", "broken"), (b"Fine.", None)]


def picture() -> io.BytesIO:
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(4))),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(one)) + kind + one + struct.pack(">I", zlib.crc32(kind + one)) for kind, one in parts
    )
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def test_pictures_on_slides() -> None:
    """What they are said to show, unless a program says it; hidden shapes and slides."""

    def fill(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        for top, told in enumerate(("A map of pier 7", "image1.png", "Picture 2")):
            shape = slide.shapes.add_picture(picture(), Inches(1), Inches(top + 1))
            shape._element.nvPicPr.cNvPr.set("descr", told)
        shape = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(1), Inches(1))
        shape.text_frame.text = "Hidden"
        shape._element.nvSpPr.cNvPr.set("hidden", "1")

    assert lines(office.pptx(fill), "a.pptx") == ["Slide 1", "A map of pier 7"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("A map\n\nof pier 7\nDescription automatically generated with low confidence", "A map of pier 7"),
        ("C:\\Users\\Ann\\map 3.png", ""),
        ("Bild 4", ""),
        ("Figure 2: the harbour", "Figure 2: the harbour"),
        (None, ""),
    ],
)
def test_words_for_pictures(words: str | None, said: str) -> None:
    """Those of people."""
    assert told_of(words) == said


PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="A map of pier 7"/></wp:inline></w:drawing></w:r>'


def test_pictures_in_word() -> None:
    """In their line."""
    assert lines(word(p("See", inner=PICTURE) + p("", inner=PICTURE)), "a.docx") == [
        "See A map of pier 7",
        "A map of pier 7",
    ]


@pytest.mark.parametrize(("restart", "second"), [("eachSect", "3"), ("continuous", "4")])
def test_notes_of_sections(restart: str, second: str) -> None:
    """They are numbered as they are printed."""
    notes = part(
        "footnotes", "".join(f'<w:footnote w:id="{at}">{p(words)}</w:footnote>' for at, words in enumerate("AB", 1))
    )
    form = f'<w:footnotePr><w:numStart w:val="3"/><w:numRestart w:val="{restart}"/></w:footnotePr>'
    section = f"<w:sectPr>{form}</w:sectPr>"
    one, two = (f'<w:r><w:footnoteReference w:id="{at}"/></w:r>' for at in (1, 2))
    body = p("One", inner=one) + p("", section) + p("Two", inner=two) + section
    told = lines(word(body, ("n", "footnotes", notes)), "a.docx")
    assert told == ["One[^3]", "[^3] A", f"Two[^{second}]", f"[^{second}] B"]


SVG = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'


def test_formulas_and_pictures_of_opendocument() -> None:
    """A formula in a part of its own, what a picture shows, the title as a field."""
    body = (
        '<text:p>Title: <text:title>Fees</text:title></text:p><text:p><draw:frame><draw:object xlink:href="./Object 1" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"/></draw:frame></text:p><text:p><draw:frame><draw:image/>'
        f"<svg:title {SVG}>map.png</svg:title><svg:desc {SVG}>A map</svg:desc></draw:frame></text:p>"
    )
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><msup><mi>x</mi><mn>2</mn></msup>'
    math += '<annotation encoding="StarMath 5.0">{x} ^ {2}</annotation></semantics></math>'
    data = office.odf("text", body)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert lines(office.zipped({**files, "Object 1/content.xml": math}), "a.odt") == ["Title: Fees", "x^2", "A map"]


def test_a_hidden_slide_of_opendocument() -> None:
    """It says so."""
    style = (
        '<style:style style:name="d"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    box = "<draw:frame><draw:text-box><text:p>Later.</text:p></draw:text-box></draw:frame>"
    data = office.odf("presentation", f'<draw:page draw:style-name="d">{box}</draw:page>', styles=style)
    assert lines(data, "a.odp") == ["Slide 1 (hidden)", "Later."]


@pytest.mark.parametrize("way", ['epub:type="noteref"', 'role="doc-noteref"'])
def test_notes_of_books(way: str) -> None:
    """What leads to a note stays apart from its word, also without being raised."""
    page = f'<p>In 1905<a {way} href="#n">2</a> it began.</p><aside id="n"><p>Or later.</p></aside>'
    assert lines(office.epub({"a.xhtml": page}), "a.epub") == ["In 1905[2] it began.", "Or later."]


def test_a_package_with_a_document_type() -> None:
    """As books of the first years have it; entities are refused."""
    book = office.epub({"a.xhtml": "<p>Herons nest.</p>"})
    kind = b'<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" "oebpkg12.dtd">'
    assert lines(office.changed(book, "OPS/p.opf", lambda data: kind + data), "a.epub") == ["Herons nest."]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_objects_one_after_another(name: str) -> None:
    """On as many lines as they like."""
    assert lines(b'{\n "room": "Al",\n "seats": 3\n}\n{"room": "Be",\n "seats": 5}', name) == [
        "room; seats",
        "room: Al; seats: 3",
        "room: Be; seats: 5",
    ]


def test_records_of_mixed_shapes() -> None:
    """Each by itself, whatever it is."""
    data = b'{"name": "Al", "tags": ["x", "y"]}\n{"name": "Be", "at": {"city": "Rome"}}\n[1, 2]\n"word"\n\nnull\n'
    assert lines(data, "a.jsonl") == [
        "[1].name: Al\n[1].tags: x, y",
        "[2].name: Be\n[2].at.city: Rome\n[3]: 1, 2\n[4]: word\n[5]:",
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (rb"\trowd\cellx1\cellx2\intbl one\cell\intbl two\cell\row after", ["one | two", "after"]),
        (rb"\trowd\cellx1\cellx2\intbl one\cell two", ["one | two"]),
        (rb"one\cell two\cell\row\pard after", ["one | two", "after"]),
        (
            rb"\trowd\cellx1\pard\intbl a \itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\nestrow}"
            rb"{\nonesttables\par}\pard\intbl d\cell\row\pard e",
            ["a b c d", "e"],
        ),
        (rb"{\listtext\pard\b 10.\tab}\pard\s19 Trade\tab\par\trowd\cellx1\intbl x\cell\row", ["10. Trade", "x"]),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt Service:}} open", ["Service: open"]),
    ],
    ids=["pindari", "cut off", "no definition", "nested", "numbers", "fields"],
)
def test_tables_of_rich_text(body: bytes, said: list[str]) -> None:
    """Whatever begins or ends them, their words are there, and those behind them."""
    assert lines(b"{\\rtf1\\ansi " + body + b"}", "a.rtf") == said


def test_days_as_such() -> None:
    """Cells whose value is a date in words."""
    cells = "".join(f'<c t="d"><v>2026-03-01T{time}</v></c>' for time in ("00:00:00", "18:30:00Z"))
    assert lines(office.raw_xlsx(f"<row>{cells}</row>"), "a.xlsx") == ["One", "2026-03-01; 2026-03-01 18:30:00"]


STYLES = "".join(
    f'<style:style style:name="{name}"><style:text-properties style:text-position="{way}"/></style:style>'
    for name, way in (("U", "super 58%"), ("D", "-33% 80%"))
)
SPANS = (
    '<text:p>10<text:span text:style-name="U">2</text:span>, H<text:span text:style-name="D">2</text:span>O</text:p>'
)
RUNS = "".join(
    f'<w:r><w:rPr>{how}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
    for words, how in (
        ("10", ""),
        ("2", '<w:vertAlign w:val="superscript"/>'),
        (", H", ""),
        ("2", '<w:position w:val="-6"/>'),
        ("O", ""),
    )
)
STRING = "".join(
    f'<r><rPr><vertAlign val="{how}"/></rPr><t xml:space="preserve">{words}</t></r>'
    for words, how in (("10", ""), ("2", "superscript"), (", H", ""), ("2", "subscript"), ("O", ""))
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (office.odf("text", SPANS, styles=STYLES), "a.odt"),
        (word(p("", inner=RUNS)), "a.docx"),
        (rb"{\rtf1 10{\super 2}, H\dn6 2\dn0 O}", "a.rtf"),
        (office.raw_xlsx('<row><c t="s"><v>0</v></c></row>', strings=f"<si>{STRING}</si>"), "a.xlsx"),
        (b"<p>10<sup>2</sup>, H<sub>2</sub>O</p>", "a.html"),
    ],
    ids=["odt", "docx", "rtf", "xlsx", "html"],
)
def test_raised_and_lowered_digits(data: bytes, name: str) -> None:
    """They are no part of the number before them."""
    assert lines(data, name)[-1] == "10², H₂O"


def test_raised_digits_on_slides() -> None:
    """By the shift of their run."""

    def fill(deck: Any) -> None:
        box = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(*[Inches(1)] * 4)
        for words, shift in (("10", "0"), ("2", "30000"), (" m, H", "0"), ("2", "-25000"), ("O", "0")):
            run = box.text_frame.paragraphs[0].add_run()
            run.text = words
            run.font._element.set("baseline", shift)

    assert lines(office.pptx(fill), "a.pptx")[-1] == "10² m, H₂O"
