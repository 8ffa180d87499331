"""Layouts beside texts: theirs or nobody's, read page by page, small, and never wrong when damaged."""

import hashlib
import io
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.convert.layout import NOWHERE, LayoutDamaged, Table, packed
from pipelines.convert.source import Layout
from pipelines.errors import TextPurged
from pipelines.storage.blobs import Storage
from pipelines.storage.layouts import Layouts
from pipelines.types import PageSpan, Text

NAME = {"org_id": "o", "document_id": "d", "version": "1"}
WORDS = "Members keep quiet. "
HEAD_AND_ROW = 100


def paged(pages: int, share: str = WORDS) -> Text:
    """A text of pages that say the same."""
    size = len(share)
    spans = tuple(PageSpan(number + 1, number * size, (number + 1) * size) for number in range(pages))
    return Text(share * pages, pages=spans)


def layout_of(text: Text, chars: "array[int] | None" = None) -> Layout:
    """By default every page's letters follow one another from its first."""
    flowing = array("i", (at - span.start for span in text.pages for at in range(span.start, span.end)))
    digest = hashlib.sha256(text.text.encode()).digest()
    return Layout(packed(digest, text.pages, flowing if chars is None else chars))


class Desk:
    """A text in storage, and its layout's file."""

    def __init__(self, folder: Path, text: Text) -> None:
        self.storage = Storage(f"file://{folder}")
        self.storage.put_text(text, **NAME)
        self.layouts = Layouts(self.storage)
        (self.stored,) = (folder / "texts" / "o").glob("*/d.1.json")
        self.file = self.stored.with_suffix(".layout")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A text of three pages, with its layout."""
    made = Desk(tmp_path, paged(3))
    assert made.layouts.keep(layout_of(paged(3)), **NAME)
    return made


def test_it_is_read_page_by_page(desk: Desk) -> None:
    """From the middle of a page, as runs of its letters."""
    table = desk.layouts.table(**NAME)
    assert table is not None
    assert (table.pages, table.length) == (paged(3).pages, 3 * len(WORDS))
    start = 2 * len(WORDS)
    assert desk.layouts.chars(table, start + 3, start + 9, **NAME) == ((3, 6),)


def test_a_layout_of_another_text_is_not_kept(desk: Desk) -> None:
    """Other letters, or other pages of the same letters: what is there stays as it was."""
    before = desk.file.read_bytes()
    other_pages = Text(WORDS * 3, pages=(PageSpan(1, 0, 10), PageSpan(2, 10, 3 * len(WORDS))))
    for other in (layout_of(paged(2)), layout_of(other_pages), Layout(b"no layout")):
        assert not desk.layouts.keep(other, **NAME)
    assert desk.file.read_bytes() == before


def test_a_text_written_anew_has_no_layout_any_more(desk: Desk) -> None:
    """The layout belongs to the text that it was proven against, to the letter."""
    desk.stored.write_bytes(desk.stored.read_bytes().replace(b"quiet", b"still"))
    assert desk.layouts.table(**NAME) is None


def test_a_count_that_is_damaged_costs_no_memory(desk: Desk) -> None:
    """A head that promises four thousand million pages."""
    whole = bytearray(desk.file.read_bytes())
    at = 32 + 16 + 32
    assert int.from_bytes(whole[at : at + 4], "little") == 3
    whole[at : at + 4] = b"\xff" * 4
    desk.file.write_bytes(whole)
    assert desk.layouts.table(**NAME) is None


def test_what_was_erased_gets_no_layout(desk: Desk) -> None:
    """Nothing is read of it, and nothing is written for it."""
    desk.stored.unlink()
    desk.file.unlink()
    with pytest.raises(TextPurged):
        desk.layouts.table(**NAME)
    with pytest.raises(TextPurged):
        desk.layouts.keep(layout_of(paged(3)), **NAME)
    with pytest.raises(TextPurged):
        desk.storage.put_layout(b"made before it was erased", **NAME)
    assert not list(desk.file.parent.iterdir())


def test_texts_are_listed_with_their_state(desk: Desk, tmp_path: Path) -> None:
    """Whether there is a layout, and another stamp when text or layout were written."""
    (stamps, listed) = set(), desk.storage.stored_texts(org_id="o", document_id="d")
    assert [(version, text.laid) for version, text in listed.items()] == [("1", True)]
    for change in (lambda: desk.layouts.keep(layout_of(paged(3)), **NAME), desk.file.unlink, desk.stored.touch):
        stamps.add(desk.storage.stored_texts(org_id="o", document_id="d")["1"].stamp)
        change()
    last = desk.storage.stored_texts(org_id="o", document_id="d")["1"]
    assert not last.laid
    assert len(stamps | {last.stamp}) == 4
    assert desk.storage.stored_texts(org_id="o", document_id="nobody") == {}


@given(st.data())
@settings(deadline=None)
def test_a_damaged_layout_is_noticed(data: st.DataObject) -> None:
    """Whatever byte is another one, and wherever it ends: it is refused, or says what it said."""
    whole, text = layout_of(paged(4)).data, paged(4)
    at = data.draw(st.integers(0, len(whole) - 1), label="byte")
    flipped = bytes([*whole[:at], whole[at] ^ data.draw(st.integers(1, 255), label="bits"), *whole[at + 1 :]])
    for damaged in (flipped, whole[:at]):
        for span in text.pages:
            try:
                assert Layout(damaged).chars(span.start, span.end) == ((0, len(WORDS)),)
            except LayoutDamaged:
                continue


@given(st.lists(st.lists(st.integers(NOWHERE, 40), max_size=60), min_size=1, max_size=5), st.data())
@settings(deadline=None)
def test_every_letter_is_found_again(shares: list[list[int]], data: st.DataObject) -> None:
    """In any order, with gaps and empty pages."""
    ends = [sum(map(len, shares[: number + 1])) for number in range(len(shares))]
    pages = tuple(
        PageSpan(n + 1, end - len(share), end) for n, (share, end) in enumerate(zip(shares, ends, strict=True))
    )
    letters = array("i", (letter for share in shares for letter in share))
    layout = layout_of(Text("x" * len(letters), pages=pages), letters)
    span = data.draw(st.sampled_from([page for page in pages if page.start < page.end] or [None]))
    if span is None:
        return
    start = data.draw(st.integers(span.start, span.end - 1))
    end = data.draw(st.integers(start + 1, span.end))
    found = [letter for first, length in layout.chars(start, end) for letter in range(first, first + length)]
    assert found == [letter for letter in letters[start:end] if letter != NOWHERE]


def test_it_is_never_larger_than_its_text_allows() -> None:
    """Four bytes a character where no letter follows from the one before, some hundred a page where they do."""
    size = 400_000
    text = Text("x" * size, pages=(PageSpan(1, 0, size),))
    leaps = array("i", (at * 2_654_435_761 % 2_147_483_629 for at in range(size)))
    assert len(layout_of(text, leaps).data) < 4.01 * size + HEAD_AND_ROW
    assert len(layout_of(paged(1_000, WORDS * 100)).data) < 1_000 * HEAD_AND_ROW


class Counting(io.BytesIO):
    """Counts the bytes that are read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def test_a_page_costs_no_other_page() -> None:
    """Of 1,600 pages, one piece is read and unpacked."""
    text = paged(1_600, WORDS * 100)
    data, span = layout_of(text).data, text.pages[1_499]
    table, stream = Table.read(io.BytesIO(data)), Counting(data)
    assert table.chars(span.start, span.end, stream) == ((0, 2_000),)
    assert stream.taken < len(data) / 1_000


def test_a_piece_that_swells_is_refused() -> None:
    """No more is unpacked than its page has characters."""
    bomb = layout_of(paged(1, WORDS * 100_000))
    table = Table.read(io.BytesIO(bomb.data))
    small = Table(table.text_hash, (PageSpan(1, 0, 10),), table.pieces)
    with pytest.raises(LayoutDamaged):
        small.chars(0, 5, io.BytesIO(bomb.data))
