"""Reading a page: the row once, no text, the layout of ingestion; what was erased is gone whatever is kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipelines.convert import fingerprint
from pipelines.errors import TextPurged
from pipelines.types import Document, Status
from tests.samples import pdfs
from tests.unit.pipelines.convert.test_pdf import numbered
from tests.unit.webapp.documents.reading_desk import Reader, ReadingDesk
from webapp.documents.schemas import TextOut
from webapp.errors import Gone, NotFound
from webapp.sources.deployments import Deployments
from webapp.sql.database import new_id

BEFORE = Path(__file__).parents[3] / "samples" / "before_layouts"
SPAN, LATER = (14, 60), (4_500, 5_000)
ALIKE = pdfs.paragraphs([[" ".join(numbered(60))]])


@pytest.fixture
def pdf(desk: ReadingDesk) -> Document:
    """A PDF of two pages, indexed."""
    return desk.indexed("rules.pdf", ALIKE)


@pytest.fixture
def old(desk: ReadingDesk) -> Document:
    """A PDF whose text was stored before layouts were."""
    row = desk.indexed("rules.pdf", (BEFORE / "rules.pdf").read_bytes())
    desk.file(row, "json").write_bytes((BEFORE / "rules.json").read_bytes())
    desk.file(row, "layout").unlink()
    return row


def looks(reader: Reader, row: Document, **more: Any) -> tuple[Any, bytes]:
    """Page and picture."""
    version = str(row.live_version)
    picture = reader.pages.picture(reader.principal, row.document_id, 1, version=version, width=300)
    return reader.boxes(row.document_id, version, SPAN, **more).boxes, picture.draw()


def test_a_click_reads_the_row_once_and_parses_nothing(desk: ReadingDesk, pdf: Document) -> None:
    """What the reader asks for: the document, the page with its boxes, its picture; then the next page."""
    reader = desk.reader()
    reader.documents.get(reader.principal, pdf.document_id)
    boxes, picture = looks(reader, pdf)
    assert len(boxes) > 0
    assert picture
    text = reader.documents.version(reader.principal, pdf.document_id, pdf.live_version)
    assert reader.boxes(pdf.document_id, text.version, LATER, page=2).boxes
    assert desk.counts == {"rows": 1}


def test_without_a_version_the_row_says_which(desk: ReadingDesk, pdf: Document) -> None:
    """The live one of this moment, each time."""
    reader = desk.reader()
    first = reader.pages.page(reader.principal, pdf.document_id, 2, version=None)
    newer = desk.indexed("rules.pdf", pdfs.paragraphs([["Nothing."], ["Little."], ["More."]]))
    assert newer.document_id == pdf.document_id
    assert (first.pages, reader.pages.page(reader.principal, pdf.document_id, 2, version=None).pages) == (2, 3)
    assert reader.boxes(pdf.document_id, str(pdf.live_version), SPAN).pages == 2


def test_the_text_is_read_once(desk: ReadingDesk, pdf: Document) -> None:
    """One row, and its parts stay packed until they are shown, although page and picture were looked at before."""
    reader = desk.reader()
    looks(reader, pdf)
    desk.counts.clear()
    assert reader.documents.text(reader.principal, pdf.document_id, pdf.live_version).text.startswith("Rule number 1")
    assert desk.counts == {"rows": 1}


def test_a_text_of_before_gets_its_layout_with_the_first_look(desk: ReadingDesk, old: Document) -> None:
    """Once, beside the text: the next start of the web app finds it there. The text stays as it was."""
    first = looks(desk.reader(), old)
    assert desk.counts["layouts"] == 1
    assert desk.file(old, "layout").exists()
    assert desk.file(old, "json").read_bytes() == (BEFORE / "rules.json").read_bytes()
    desk.counts.clear()
    assert looks(desk.reader(), old) == first
    assert desk.counts == {"rows": 1}


def test_pages_without_boxes_need_no_layout(desk: ReadingDesk, old: Document) -> None:
    """Sizes and pictures of a text of before are shown without making one; its text is parsed once."""
    reader = desk.reader()
    for number in (1, 2, 1):
        assert reader.pages.page(reader.principal, old.document_id, number, version=old.live_version).pages == 2
    assert desk.counts == {"rows": 1, "parses": 1}
    assert not desk.file(old, "layout").exists()


@pytest.mark.parametrize("harm", ["cut", "flipped", "emptied", "of another", "unreadable"])
def test_a_damaged_layout_is_made_anew(desk: ReadingDesk, pdf: Document, harm: str) -> None:
    """The reader sees the boxes all the same, and finds them kept the next time."""
    file, whole = desk.file(pdf, "layout"), desk.file(pdf, "layout").read_bytes()
    boxes, _ = looks(desk.reader(), pdf)
    other = desk.indexed("other.pdf", pdfs.paragraphs([["Other words."]]))
    harmed = {
        "cut": whole[: len(whole) * 2 // 3],
        "flipped": whole[:-60] + bytes([whole[-60] ^ 255]) + whole[-59:],
        "emptied": b"",
        "of another": desk.file(other, "layout").read_bytes(),
    }
    if harm == "unreadable":
        file.unlink()
        file.symlink_to(file)
    else:
        file.write_bytes(harmed[harm])
    last_page = desk.reader().boxes(pdf.document_id, str(pdf.live_version), LATER, page=2)
    assert last_page.boxes
    assert looks(desk.reader(), pdf)[0] == boxes
    assert (desk.counts["layouts"], file.read_bytes()) == (1, whole)


def test_a_piece_that_is_damaged_while_it_is_in_use(desk: ReadingDesk, pdf: Document) -> None:
    """The table that is kept in memory does not hide it."""
    reader, file = desk.reader(), desk.file(pdf, "layout")
    reader.boxes(pdf.document_id, str(pdf.live_version), SPAN)
    whole = file.read_bytes()
    with file.open("r+b") as stream:
        stream.seek(-10, 2)
        stream.write(b"\0" * 10)
    assert reader.boxes(pdf.document_id, str(pdf.live_version), LATER, page=2).boxes
    assert file.read_bytes() == whole


def test_a_text_that_these_bytes_do_not_make_has_no_boxes(desk: ReadingDesk, old: Document) -> None:
    """Places that are not proven are not said, and nothing is kept; that is found out once."""
    file = desk.file(old, "json")
    file.write_bytes(file.read_bytes().replace(b"quiet", b"loud "))
    reader = desk.reader()
    for start in (14, 15):
        assert reader.boxes(old.document_id, str(old.live_version), (start, 60)).boxes == ()
    assert (desk.counts["layouts"], desk.file(old, "layout").exists()) == (1, False)


def test_what_cannot_be_written_is_shown_all_the_same(desk: ReadingDesk, old: Document) -> None:
    """Where nothing can be kept, the layout serves as long as the process."""
    desk.storage.read_only = True
    reader = desk.reader()
    for start in (14, 15):
        assert reader.boxes(old.document_id, str(old.live_version), (start, 60)).boxes
    assert (desk.counts["layouts"], desk.file(old, "layout").exists()) == (1, False)


def test_an_erased_text_is_gone_at_once(desk: ReadingDesk, pdf: Document) -> None:
    """Whatever was kept of it in memory, and even if its layout was left behind."""
    reader = desk.reader()
    looks(reader, pdf)
    desk.file(pdf, "json").unlink()
    for version in (pdf.live_version, None):
        with pytest.raises(TextPurged):
            reader.pages.page(reader.principal, pdf.document_id, 1, version=version)
        with pytest.raises(TextPurged):
            reader.pages.picture(reader.principal, pdf.document_id, 1, version=version, width=300)
    with pytest.raises(TextPurged):
        looks(desk.reader(), pdf)


def test_bytes_that_are_gone_are_gone_at_once(desk: ReadingDesk, pdf: Document) -> None:
    """Page and picture need them; the text does not."""
    reader = desk.reader()
    looks(reader, pdf)
    (file,) = (desk.folder / "blobs" / "uploads").rglob(str(pdf.content_hash))
    file.unlink()
    with pytest.raises(Gone):
        looks(reader, pdf)
    assert reader.documents.text(reader.principal, pdf.document_id, None).text


def test_nobody_else_sees_what_is_kept(desk: ReadingDesk, pdf: Document) -> None:
    """Another organisation is told that there is nothing, before and after its owner has looked."""
    reader = desk.reader()
    other = Reader(reader.documents, reader.pages, desk.reader(new_id()).principal)
    for _ in range(2):
        with pytest.raises(NotFound):
            looks(other, pdf)
        with pytest.raises(NotFound):
            other.documents.version(other.principal, pdf.document_id, pdf.live_version)
        looks(reader, pdf)


def test_a_deleted_document_still_opens(desk: ReadingDesk, pdf: Document) -> None:
    """Its cited page and text; as removed, from that moment on."""
    reader = desk.reader()
    before = looks(reader, pdf)
    desk.index.retire(desk.org_id, [pdf.document_id], tombstone=True)
    assert looks(reader, pdf) == before
    assert reader.documents.text(reader.principal, pdf.document_id, pdf.live_version).removed_at is not None


def test_a_text_of_earlier_converters_has_pages_while_it_is_live(desk: ReadingDesk, pdf: Document) -> None:
    """Its version is named after them; the row knows the bytes."""
    for ending in ("json", "layout"):
        file = desk.file(pdf, ending)
        file.rename(file.with_name(f"{pdf.document_id}.{'e' * 32}.{ending}"))
    with pytest.raises(Gone):
        desk.reader().boxes(pdf.document_id, "e" * 32, SPAN)
    assert not desk.index.put([replace(pdf, live_version="e" * 32)])
    assert desk.reader().boxes(pdf.document_id, "e" * 32, SPAN).boxes


def test_versions_named_before_formats_had_fingerprints(desk: ReadingDesk, pdf: Document) -> None:
    """Live or not, they keep text, page and boxes: their name tells the bytes that are kept."""
    name = fingerprint._once(pdf.wanted_hash or "", fingerprint.ONCE_FOR_ALL[0])
    before = desk.reader().boxes(pdf.document_id, pdf.live_version or "", SPAN)
    for ending in ("json", "layout"):
        file = desk.file(pdf, ending)
        file.rename(file.with_name(f"{pdf.document_id}.{name}.{ending}"))
    reader = desk.reader()
    assert reader.boxes(pdf.document_id, name, SPAN) == before
    assert reader.documents.text(reader.principal, pdf.document_id, name).version == name


def test_another_live_version_takes_no_page_away(desk: ReadingDesk, pdf: Document) -> None:
    """A version tells its bytes itself: a page needs neither the format of that time nor the row."""
    assert not desk.index.put([replace(pdf, live_version="0" * 32 + "-" + "f" * 16, content_hash="e" * 64)])
    assert desk.reader().boxes(pdf.document_id, pdf.live_version or "", SPAN).boxes


def test_a_retry_follows_to_what_was_in_a_document(
    desk: ReadingDesk, pdf: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever of it failed waits anew, however deep; what a person deleted stays so."""
    started: list[str] = []
    monkeypatch.setattr(Deployments, "require", lambda _: None)
    monkeypatch.setattr(Deployments, "start", lambda _, source_id, **_more: started.append(source_id))
    within = replace(pdf, rev=None, live_version=None, chunk_count=0, status=Status.FAILED)
    inner = [
        replace(within, document_id=new_id(), uri="a", parent_id=pdf.document_id),
        replace(within, document_id=new_id(), uri="b", parent_id=pdf.document_id, tombstone=True),
    ]
    inner.append(replace(within, document_id=new_id(), uri="c", parent_id=inner[0].document_id))
    assert not desk.index.put(inner)
    reader = desk.reader()
    reader.documents.retry(reader.principal, pdf.document_id)
    now = desk.index.get(desk.org_id, [row.document_id for row in inner])
    assert [now[row.document_id].status for row in inner] == [Status.PENDING, Status.FAILED, Status.PENDING]
    assert started == [desk.source_id]
    assert reader.documents.get(reader.principal, inner[0].document_id).parent_id == pdf.document_id


def test_a_text_says_its_blocks_also_one_of_before(desk: ReadingDesk, pdf: Document) -> None:
    """What a block does not have is left out; a text that was stored without any gets simple ones."""
    reader = desk.reader()
    file = desk.file(pdf, "json")
    head, _, body = file.read_bytes().partition(b"\n")
    for stored in (head + b"\n" + body, orjson.dumps({**orjson.loads(head), "text": orjson.loads(body)["text"]})):
        file.write_bytes(stored)
        told = orjson.dumps(reader.documents.text(reader.principal, pdf.document_id, pdf.live_version))
        shown = TextOut.model_validate_json(told)
        assert shown.blocks
        assert set(shown.blocks[0]) == {"kind", "start", "end"}
        assert all(shown.text[block["start"] : block["end"]].strip() for block in shown.blocks)
