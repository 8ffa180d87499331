"""PDF: sentences in one piece, pages with exact offsets, furniture left out, real content kept."""

import io
import re

import fpdf
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.types import Text
from tests.samples import pdfs

LONG = (
    "The reading room on the second floor is open to everybody who holds a valid card of the cooperative. "
    "Guests may use it for one day when a member signs for them at the desk near the entrance. "
    "Food stays outside, and water is welcome as long as the bottle can be closed."
)


def numbered(count: int) -> list[str]:
    """Different sentences of fifteen words."""
    return [
        f"Rule number {number} of the cooperative says that members keep quiet in the rooms above it."
        for number in range(1, count + 1)
    ]


def read(data: bytes) -> Text:
    return convert(Source(data, "a.pdf")).text


def page(text: Text, number: int) -> str:
    span = text.pages[number - 1]
    assert span.page == number
    return text.text[span.start : span.end]


def outline(text: Text) -> list[tuple[int, str]]:
    assert all(text.text[heading.start : heading.end] == heading.text for heading in text.headings)
    return [(heading.level, heading.text) for heading in text.headings]


def test_wrapped_lines_become_sentences() -> None:
    """A sentence is one line however the page wraps it; a blank line parts paragraphs."""
    text = read(pdfs.paragraphs([[LONG, "Second. " + LONG]]))
    assert text.text == f"{LONG}\n\nSecond. {LONG}"


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(
            st.lists(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), min_size=12, max_size=40), min_size=1, max_size=2
        ),
        min_size=1,
        max_size=4,
    )
)
def test_pages_tile_the_text(words: list[list[list[str]]]) -> None:
    """Whatever the words: the spans of the pages follow each other and hold exactly their page's words."""
    pages = [[" ".join(paragraph) + "." for paragraph in page] for page in words]
    text = read(pdfs.paragraphs(pages))
    assert text.page_count == len(pages) == len(text.pages)
    assert text.pages[0].start == 0
    assert text.pages[-1].end == len(text.text)
    assert all(one.end == after.start for one, after in zip(text.pages, text.pages[1:], strict=False))
    for number, paragraphs in enumerate(pages, start=1):
        assert page(text, number).split() == " ".join(paragraphs).split()


def test_sentences_across_pages() -> None:
    """A sentence that a page break cuts is one sentence; each half counts for its own page."""
    sentences = numbered(120)
    text = read(pdfs.paragraphs([[" ".join(sentences)]]))
    assert text.text == " ".join(sentences)
    assert text.page_count == 3
    assert all(0 < len(page(text, number)) < len(text.text) for number in (1, 2, 3))
    assert not page(text, 1).rstrip().endswith(".")


def test_two_columns_in_reading_order() -> None:
    """Columns are read one after the other, with whole sentences, under a title that spans both."""
    right = LONG.replace("The reading room", "The workshop")
    text = read(pdfs.two_columns(LONG, right, title="Rooms and who may use them on which day"))
    assert LONG in text.text
    assert right in text.text
    assert text.text.index("The reading room") < text.text.index("The workshop")


def test_hyphens_at_line_ends() -> None:
    """A broken word is joined; a word that is written with a hyphen elsewhere keeps it."""
    text = read(
        pdfs.lines(
            [
                "Members of the coopera-",
                "tive may use the self-",
                "service desk. A self-service desk stands at the door of every branch.",
                "Reports are written by Non-",
                "European members as well.",
            ]
        )
    ).text
    assert "cooperative may" in text
    assert "the self-service desk." in text
    assert "Non-European members" in text


def test_ligatures_are_letters() -> None:
    """One glyph for two letters is stored as two letters, so that people find the word."""
    content = rb"BT /F1 12 Tf 72 700 Td (The \256rst \257oor is open.) Tj ET"
    assert read(pdfs.drawn(content, differences="174 /fi /fl")).text == "The first floor is open."


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_rotated_page_reads_the_same(angle: int) -> None:
    """A page that is shown turned has the same text."""
    upright = pdfs.paragraphs([[LONG, LONG]])
    assert read(pdfs.edited(upright, Rotate=angle)).text == read(upright).text


def test_text_set_at_a_right_angle() -> None:
    """Lines that run upwards on the page join to sentences like any others."""
    lines = ["The table on this sheet is set sideways, as wide", "tables in reports often are, and it still reads."]
    content = b"".join(
        b"BT /F1 10 Tf 0 1 -1 0 %d 100 Tm (%s) Tj ET\n" % (200 + 12 * n, line.encode()) for n, line in enumerate(lines)
    )
    assert read(pdfs.drawn(content)).text == " ".join(lines)


def test_furniture_is_left_out() -> None:
    """Running headers and footers do not stand between sentences: they are told once, page numbers never."""
    pages = [f"{word} page. {LONG}" for word in ("First", "Second", "Third", "Fourth", "Fifth")]
    text = read(pdfs.with_furniture(pages, "Handbook of the Cooperative", "Confidential"))
    assert page(text, 1).strip() == f"Handbook of the Cooperative\n\n{pages[0]}\n\nConfidential"
    assert [page(text, number).strip() for number in range(2, 6)] == pages[1:]


def test_two_pages_lose_small_print_only() -> None:
    """With two pages, equal lines in the letters of the text may be content: they stay."""
    pages = ["First. " + LONG, "Second. " + LONG]
    small = read(pdfs.with_furniture(pages, "Agenda", "Room 4"))
    assert small.text == f"Agenda\n\n{pages[0]}\n\nRoom 4\n\n{pages[1]}"
    large = read(pdfs.with_furniture(pages, "Agenda", "Room 4", size=11)).text
    assert large.count("Agenda") == 2
    assert large.count("Room 4") == 2
    assert "Page 1 of 2" not in large


def test_pages_of_one_line_are_kept() -> None:
    """Pages that say nearly the same are content when there is nothing else on them."""
    text = read(pdfs.paragraphs([[f"This is sheet {number}."] for number in range(1, 8)]))
    assert [page(text, number).strip() for number in range(1, 8)] == [f"This is sheet {n}." for n in range(1, 8)]


def test_short_pages_keep_their_text() -> None:
    """A header longer than the page's only line does not make that line furniture."""
    pages = [f"This is sheet {number}." for number in range(1, 6)]
    text = read(pdfs.with_furniture(pages, "Handbook of the Cooperative Library", ""))
    assert all(one in page(text, number) for number, one in enumerate(pages, start=1))


def test_headers_that_name_an_earlier_section_are_left_out() -> None:
    """A running header in the letters of the text is known by the outline; the heading itself stays."""
    pdf = pdfs.document()
    for number, title in enumerate(("2. Lending", "", "3. Reading rooms", "", "4. Lending"), start=1):
        pdf.add_page()
        pdf.cell(
            0, pdfs.LINE, title[3:] or ("Lending" if number == 2 else "Reading rooms"), new_x="LMARGIN", new_y="NEXT"
        )
        if title:
            pdf.start_section(title)
        pdf.ln(12)
        pdf.multi_cell(0, pdfs.LINE, f"Number {number}. {LONG}")
    text = read(bytes(pdf.output()))
    assert [page(text, number).split("\n\n")[0] for number in (1, 3, 5)] == ["Lending", "Reading rooms", "Lending"]
    assert [page(text, number).strip() for number in (2, 4)] == [f"Number {number}. {LONG}" for number in (2, 4)]


def test_words_in_another_face_do_not_break_a_sentence() -> None:
    """A file name in smaller typewriter letters inside a paragraph is part of its sentence."""
    pdf = pdfs.document()
    pdf.add_page()
    for words, face, size in (
        (LONG[:-1], "helvetica", 11),
        (" and then open the file ", "helvetica", 11),
        ("/etc/library/rooms.conf", "courier", 9),
        (f" before you go on. {LONG}", "helvetica", 11),
    ):
        pdf.set_font(face, size=size)
        pdf.write(pdfs.LINE, words)
    assert read(bytes(pdf.output())).text.startswith(
        f"{LONG[:-1]} and then open the file /etc/library/rooms.conf before"
    )


def test_large_chapter_words_are_kept() -> None:
    """Each chapter may begin with the same large word at the same height."""
    pdf = pdfs.document()
    for number in range(1, 5):
        pdf.add_page()
        pdf.set_font("helvetica", "B", 20)
        pdf.cell(0, 20, f"Chapter {number}", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, pdfs.LINE, LONG)
    text = read(bytes(pdf.output()))
    assert outline(text) == [(1, f"Chapter {number}") for number in range(1, 5)]


def test_first_lines_of_running_text_are_kept() -> None:
    """Pages whose text begins alike, without a gap, keep their first lines."""
    pages = [[f"Report {number} of the year follows here. {LONG}"] for number in range(1, 6)]
    text = read(pdfs.paragraphs(pages))
    assert [page(text, number).strip() for number in range(1, 6)] == [one[0] for one in pages]


def test_outline_gives_the_headings() -> None:
    """Bookmarks are found in the text, numbers or not, and their levels are kept."""
    sections = [(1, "1 Lending", LONG), (2, "1.1 Renewals", LONG), (2, "1.2 Fees", LONG), (1, "2 Rooms", LONG)]
    text = read(pdfs.with_outline(sections))
    assert outline(text) == [(level, heading) for level, heading, _ in sections]
    assert all(text.text[heading.end : heading.end + 2] == "\n\n" for heading in text.headings)


def test_sizes_give_the_headings_without_an_outline() -> None:
    """Larger lines are headings, the largest of the first page is the title."""
    text = read(pdfs.with_sizes("Opening hours", [("Weekdays", LONG), ("Weekends", LONG)]))
    assert outline(text) == [(1, "Opening hours"), (2, "Weekdays"), (2, "Weekends")]
    assert text.title == "Opening hours"


def test_lists_and_tables_stay_readable() -> None:
    """Items and rows are paragraphs of their own; an item's second line belongs to it."""
    text = read(
        pdfs.lines(
            [
                "Bring the following:",
                "- the card of the cooperative with a photograph that shows your face, and for people under age the",
                "  signature of a parent",
                "- the form",
                "Room Seats",
                "Blue 12",
                "Red 6",
            ]
        )
    ).text
    assert text.split("\n\n") == [
        "Bring the following:",
        "- the card of the cooperative with a photograph that shows your face, and for people under age the "
        "signature of a parent",
        "- the form",
        "Room Seats",
        "Blue 12",
        "Red 6",
    ]


def test_code_keeps_its_lines() -> None:
    """Lines in a typewriter face stay lines, apart from the text around them."""
    pdf = pdfs.document()
    pdf.add_page()
    pdf.multi_cell(0, pdfs.LINE, LONG)
    pdf.ln(4)
    pdf.set_font("courier", size=10)
    for line in ("make up", "make test", "make clean"):
        pdf.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    text = read(bytes(pdf.output())).text
    assert text == f"{LONG}\n\nmake up\nmake test\nmake clean"


def test_footnote_marks_do_not_hide_the_end_of_a_sentence() -> None:
    """A raised number after a full stop is left out; an ordinary number is not."""
    content = (
        rb"BT /F1 11 Tf 72 700 Td (The limit is set by law.) Tj /F1 6 Tf 4 Ts (3) Tj 0 Ts /F1 11 Tf "
        rb"( It is 4.5 in version 2.1 of it.) Tj ET"
    )
    assert read(pdfs.drawn(content)).text == "The limit is set by law. It is 4.5 in version 2.1 of it."


def test_nothing_ends_in_a_control_character() -> None:
    """No carriage return, form feed, soft hyphen or pdfium's own marks are stored."""
    text = read(pdfs.lines(["A coopera-", "tive of readers\xad and friends"])).text
    assert not re.search("[\x00-\x09\x0b-\x1f\xad\ufffe\uffff]", text)


def test_same_bytes_same_text() -> None:
    """The extraction is reproducible: places on the page rest on it."""
    data = pdfs.with_furniture([LONG] * 4, "Head", "Foot")
    assert read(data) == read(data)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("D:20240131120000+01'00'", {"created": "2024-01-31T12:00:00"}),
        ("20240131", {"created": "2024-01-31"}),
        ("D:2024", {"created": "2024-01-01"}),
        ("D:20240231", {}),
        ("yesterday", {}),
    ],
)
def test_who_wrote_it_and_when(written: str, told: dict[str, str]) -> None:
    """As the document's properties say; a day that is none is not told."""
    drawn = fpdf.FPDF()
    drawn.add_page()
    drawn.set_font("helvetica", size=12)
    drawn.cell(text="The valve is opened by hand.")
    with pikepdf.open(io.BytesIO(bytes(drawn.output()))) as pdf:
        pdf.docinfo["/Author"], pdf.docinfo["/CreationDate"] = "Ada Quist", written
        saved = io.BytesIO()
        pdf.save(saved)
    text = convert(Source(saved.getvalue(), "valve.pdf")).text
    assert text.meta == {"author": "Ada Quist", **told}
