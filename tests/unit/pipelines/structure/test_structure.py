"""Blocks of texts that have none, sentences within blocks, and what a place is called."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.storage.blobs import Storage
from pipelines.storage.texts import StoredTexts
from pipelines.structure.places import place_at
from pipelines.structure.sentences import sentences_in
from pipelines.structure.simple import simple_blocks, with_blocks
from pipelines.types import Heading, PageSpan, Text

NAME = {"org_id": "o", "document_id": "d", "version": "a" * 32}
SOURCE = (
    "# Fees\n\nA day. Costs one\neuro.\n\n- first\n- second\n\n| Day | Opens |\n|---|---|\n| Mon. | at 9. Or 10. |\n"
)


def read(data: str, name: str) -> Text:
    return convert(Source(data.encode(), name)).text


def stored_before(storage: Storage, text: Text) -> None:
    """A text as it was written while there were no blocks."""
    pages = [{"page": page.page, "start": page.start, "end": page.end} for page in text.pages]
    headings = [{"level": one.level, "text": one.text, "start": one.start, "end": one.end} for one in text.headings]
    known = {"text": text.text, "title": text.title, "pages": pages, "headings": headings}
    path = Path(storage.root) / "texts" / "o" / "d" / f"{NAME['version']}.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({**known, "page_count": text.page_count, "meta": {}}))


def test_a_stored_text_comes_back_whole(tmp_path: Path) -> None:
    """Blocks and language beside pages and headings; headings are read without the text."""
    storage, text = Storage(str(tmp_path)), replace(read(SOURCE, "a.md"), language="en", pages=(PageSpan(1, 0, 9),))
    storage.put_text(text, **NAME)
    assert storage.get_text(**NAME) == text
    assert storage.headings(**NAME) == text.headings


def test_a_text_of_before_stays_readable(tmp_path: Path) -> None:
    """It comes back as it was; whoever needs its blocks gets simple ones."""
    storage, text = Storage(str(tmp_path)), read(SOURCE, "a.md")
    stored_before(storage, text)
    assert storage.get_text(**NAME) == replace(text, blocks=())
    assert storage.headings(**NAME) == text.headings
    found = StoredTexts(storage).get(**NAME)
    assert found is not None
    assert [block.kind for block in found.blocks] == ["heading", "paragraph", "item", "item", "row", "row"]
    assert found.blocks == text.blocks


def test_own_blocks_stay() -> None:
    """Only a text without any gets simple ones."""
    text = read(SOURCE, "a.md")
    assert with_blocks(text) is text


def test_a_fence_that_nobody_closes_is_code_to_the_end() -> None:
    """And a heading, known from elsewhere, ends it."""
    assert [block.kind for block in simple_blocks("a\n\n```\nb\n\n- c")] == ["paragraph", "code"]
    source = "```\nb\n\nHead\n\nc"
    kinds = [block.kind for block in simple_blocks(source, (Heading(1, "Head", 8, 12),))]
    assert kinds == ["code", "heading", "paragraph"]


def test_sentences_end_with_their_block() -> None:
    """A row is one, however it is punctuated; an item is none of the next one's."""
    text = read(SOURCE, "a.md")
    found = [SOURCE[at:to] for at, to in sentences_in(SOURCE, text.blocks, (0, len(SOURCE)))]
    assert found == [
        *("# Fees", "A day.", "Costs one\neuro.", "- first", "- second"),
        *("| Day | Opens |", "|---|---|", "| Mon. | at 9. Or 10. |"),
    ]


@given(st.lists(st.sampled_from(["# A\n", "word. ", "\n\n", "- ", "| a |\n", "|---|\n", "```\n", "x"])).map("".join))
def test_sentences_lose_nothing_but_white_space(source: str) -> None:
    """Also where a stretch begins or ends within a block."""
    blocks, start, end = simple_blocks(source), len(source) // 4, len(source) - len(source) // 4
    at = start
    for low, high in sentences_in(source, blocks, (start, end)):
        assert not source[at:low].strip()
        assert source[low:high].strip()
        at = high
    assert not source[at:end].strip()


@pytest.mark.parametrize(
    ("words", "label", "kind"),
    [("euro", "Fees", "heading"), ("at 9", "Fees, row 2", "row"), ("second", "Fees", "heading")],
)
def test_a_place_is_what_people_say(words: str, label: str, kind: str) -> None:
    """The nearest heading, and in a table the row, which counts from the header."""
    place = place_at(read(SOURCE, "a.md"), SOURCE.index(words))
    assert place is not None
    assert (place.label, place.kind, place.page) == (label, kind, None)


def test_a_page_is_a_place() -> None:
    """Where there are pages nothing else counts; where there is nothing to say there is no place."""
    text = Text("One. Two.", headings=(Heading(1, "One.", 0, 4),), pages=(PageSpan(1, 0, 5), PageSpan(2, 5, 9)))
    place = place_at(text, 6)
    assert place is not None
    assert (place.label, place.kind, place.page) == ("p. 2", "page", 2)
    assert place_at(Text("One."), 2) is None


def test_a_row_of_a_table_without_headings() -> None:
    """As programs for tables number it."""
    text = read("Room,Seats\nBlue,12\nRed,6\n", "a.csv")
    place = place_at(text, text.text.index("Red"))
    assert place is not None
    assert place.label == "row 3"
