"""Markdown, plain text, HTML, DOCX and CSV keep their structure, and every offset is true."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.convert.convert import convert
from pipelines.convert.decode import decode
from pipelines.convert.source import Source
from pipelines.errors import UnreadableDocument
from pipelines.types import Text
from tests.samples import words


def read(data: bytes | str, name: str) -> Text:
    return convert(Source(data.encode() if isinstance(data, str) else data, name)).text


def outline(text: Text) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in text.headings]


def test_markdown_is_stored_as_it_is() -> None:
    """The stored text of a Markdown file is its source, so offsets are the file's own."""
    source = "# Loans\n\nBooks for *four* weeks.\n\n## Fees\n\n- none\n"
    text = read(source, "loans.md")
    assert text.text == source
    assert text.title == "Loans"
    assert [source[heading.start : heading.end] for heading in text.headings] == ["# Loans", "## Fees"]
    assert outline(text) == [(1, "Loans"), (2, "Fees")]


def test_code_fences_do_not_fool_the_headings() -> None:
    """A comment in a code block is no heading, and front matter is none either."""
    source = "---\ntitle: no heading\n---\n\n```sh\n# not a heading\n```\n\nReal *one*\n==========\n"
    text = read(source, "a.md")
    assert outline(text) == [(1, "Real one")]
    heading = text.headings[0]
    assert source[heading.start : heading.end] == "Real *one*\n=========="


def test_markdown_without_h1_has_no_title() -> None:
    """Nothing is invented: the name of the document is somebody else's concern."""
    assert read("Only text.\n\n## Second level\n", "a.md").title is None


def test_underlined_lines_are_headings_of_plain_text() -> None:
    """Manuals in plain text keep their structure; rules between paragraphs are no headings."""
    source = "Manual\n******\n\nIntro.\n\n1. Scope\n========\n\nText.\n\n-----\n\n1.1. More\n---------\n\nEnd.\n"
    text = read(source, "manual.txt")
    assert outline(text) == [(1, "Manual"), (2, "1. Scope"), (3, "1.1. More")]
    assert text.title == "Manual"
    assert all(source[heading.start : heading.end] == heading.text for heading in text.headings)


@given(st.text(st.characters(codec="utf-8")))
def test_stored_text_is_clean(source: str) -> None:
    """Whatever a file holds, its stored text has no control character, carriage return or surrogate."""
    text = decode(Source(source.encode(), "a.txt"))
    assert not any(ord(mark) < 32 and mark not in "\n\t" for mark in text)
    assert not any(0x7F <= ord(mark) < 0xA0 or 0xD800 <= ord(mark) < 0xE000 for mark in text)


@pytest.mark.parametrize(
    "data",
    [
        "Grüße aus Köln.".encode(),
        codecs.BOM_UTF8 + "Grüße aus Köln.".encode(),
        codecs.BOM_UTF16_LE + "Grüße aus Köln.".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Grüße aus Köln.".encode("utf-16-be"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.html"])
def test_unicode_encodings(data: bytes, name: str) -> None:
    """UTF-8 with and without mark, and UTF-16 with one, read the same."""
    assert "Grüße aus Köln." in read(data, name).text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
def test_what_is_no_text_is_not_made_one(name: str) -> None:
    """Bytes that say what they are in and are not fail with the reason instead of becoming wrong letters."""
    with pytest.raises(UnreadableDocument) as failure:
        read(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", name)
    assert failure.value.code == "bad_encoding"
    assert name in failure.value.message


def test_html_keeps_headings_and_leaves_surroundings() -> None:
    """Menus, footers and scripts are left out; headings, lists, tables and code stay in order."""
    page = """<!doctype html><title>Fees</title><script>bad()</script><nav><a href=/>Home</a></nav>
    <div class="sidebar"><ul><li><a href=a>All pages</a></ul></div>
    <main><h1>Fees</h1><p>The   fee is <b>three</b>
    euros.<h2>Details</h2><ul><li>first</li><li><p>second</p></li></ul>
    <table><tr><th>Day</th><th>Opens</th></tr><tr><td>Monday</td><td><p>10:00</p></td></tr></table>
    <pre>if a:
    b()</pre></main><footer>Imprint</footer>"""
    text = read(page, "fees.html")
    assert text.text == (
        "Fees\n\nThe fee is three euros.\n\nDetails\n\n- first\n\n- second\n\nDay | Opens\n\nMonday | 10:00\n\n"
        "if a:\n    b()"
    )
    assert text.title == "Fees"
    assert outline(text) == [(1, "Fees"), (2, "Details")]
    assert all(text.text[heading.start : heading.end] == heading.text for heading in text.headings)


def test_html_entities_stay_text_and_files_stay_unread() -> None:
    """Entities of the page are letters; entities that name a file of the machine bring nothing in."""
    page = '<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><p>a &lt;b&gt; &amp; &f; end</p>'
    text = read(page, "a.html").text
    assert "a <b> &" in text
    assert "root:" not in text


def test_html_in_its_declared_encoding() -> None:
    """A page that says which encoding it is in is read in that one."""
    page = '<meta charset="iso-8859-1"><p>Grüße</p>'.encode("latin-1")
    assert read(page, "a.html").text == "Grüße"


def test_docx_keeps_order_headings_and_tables() -> None:
    """Tables stand where they stood, heads and feet of pages come last."""
    text = read(words.handbook(), "loans.docx")
    assert text.text == (
        "Loans\n\nBooks are lent for four weeks.\n\nRenewals\n\n- Twice\n\nItem | Weeks\n\n"
        "Book | 4\n\nFilm | 1\n\nExceptions\n\nNone are made.\n\nRUNNING HEADER\n\nRUNNING FOOTER"
    )
    assert text.title == "Handbook of Loans"
    assert outline(text) == [(1, "Loans"), (2, "Renewals"), (3, "Exceptions")]
    assert all(text.text[heading.start : heading.end] == heading.text for heading in text.headings)


def test_docx_reads_what_is_shown() -> None:
    """Deleted text is gone, inserted text and content controls are read."""
    assert read(words.with_tracked_changes(), "a.docx").text == "The fee is three euros."
    assert read(words.with_content_control(), "a.docx").text == "Inside the control.\n\nOutside of it."


def test_csv_rows_read_as_text() -> None:
    """Columns are named first and again in each row; the separator is found; quoted line breaks do no harm."""
    table = 'Room;Seats;Note\r\nBlue;12;"with\r\nscreen; wide"\r\nRed;6;\r\n'
    assert read(table, "rooms.csv").text == (
        "Room; Seats; Note\n\nRoom: Blue; Seats: 12; Note: with screen; wide\n\nRoom: Red; Seats: 6"
    )


def test_csv_without_column_names() -> None:
    """Numbers are no names: then the first row is data as well."""
    assert read("1,2\n3,4\n", "n.csv").text == "1; 2\n\n3; 4"
    assert read("a\tb\n1\t2\n", "n.tsv").text == "a; b\n\na: 1; b: 2"
