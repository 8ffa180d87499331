"""Chunks: exact, bounded, complete, and stable under edits."""

import hashlib
import re
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.cutting.splitting import Rules, split
from pipelines.types import Heading, PageSpan, Text
from tests.unit.pipelines.prose import Prose

RULES = Rules()
LONG_TABLE = Path(__file__).parents[2] / "samples" / "tables" / "long-table.md"
MARKDOWN_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)


def as_text(source: str) -> Text:
    """A Text with the headings that Markdown marks."""
    found = MARKDOWN_HEADING.finditer(source)
    return Text(source, headings=tuple(Heading(len(m[1]), m[2], m.start(), m.end()) for m in found))


def document(paragraphs: list[str], headings: bool) -> Text:
    """Paragraphs as one document, a heading before every twelfth where wanted."""
    parts = [f"## Part {n // 12}\n\n{p}" if headings and n % 12 == 0 else p for n, p in enumerate(paragraphs)]
    return as_text("\n\n".join(parts))


def hashes(text: Text) -> set[str]:
    return {hashlib.sha256(text.text[p.start : p.end].encode()).hexdigest() for p in split(text, RULES)}


@pytest.mark.parametrize("headings", [True, False], ids=["headings", "plain"])
def test_an_edited_paragraph_changes_few_chunks(headings: bool) -> None:
    """Over 25 one-paragraph edits of 29,000 words: median 1 and at most 6 chunks have new text."""
    prose = Prose(7)
    paragraphs = prose.paragraphs(29_000)
    before = hashes(document(paragraphs, headings))
    changed = []
    for _ in range(25):
        at = prose.random.randrange(len(paragraphs))
        edited = [*paragraphs[:at], edit(prose, paragraphs[at]), *paragraphs[at + 1 :]]
        changed.append(len(hashes(document(edited, headings)) - before))
    assert median(changed) <= 1
    assert max(changed) <= 6


def edit(prose: Prose, paragraph: str) -> str:
    """A sentence rewritten, added or removed, or a short paragraph in its place."""
    parts = re.split(r"(?<=\.) ", paragraph)
    at = prose.random.randrange(len(parts))
    rewritten = [prose.sentence()] * prose.random.randint(0, 2)
    if len(parts) < 9 and prose.random.random() < 0.5:
        return " ".join(prose.sentence() for _ in range(prose.random.randint(1, 8)))
    return " ".join([*parts[:at], *rewritten, *parts[at + 1 :]]) or prose.sentence()


structured = st.lists(
    st.one_of(
        st.text(max_size=300),
        st.sampled_from(
            ["\n\n", "# Heading\n", "## Sub\n\n", "Word. ", "\t", "a" * 3000, "x " * 900, "é。", "- item\n"]
        ),
    ),
    max_size=30,
).map("".join)


@given(structured)
def test_chunks_are_slices_that_lose_nothing(source: str) -> None:
    """Every chunk is a slice without white space around it; between chunks there is only white space."""
    text = as_text(source)
    at = 0
    for piece in split(text, RULES):
        assert not source[at : piece.start].strip()
        body = source[piece.start : piece.end]
        assert body
        assert body == body.strip()
        at = piece.end
    assert not source[at:].strip()


@given(structured)
def test_no_chunk_is_over_the_limit(source: str) -> None:
    """About 320 tokens, counted as UTF-8 bytes by four, is the most."""
    text = as_text(source)
    for piece in split(text, RULES):
        folded = " ".join(source[piece.start : piece.end].split())
        assert len(folded.encode()) <= (RULES.limit + 2) * 4 + 60


def test_a_chunk_knows_its_headings_and_page() -> None:
    """The heading path is the one above the chunk's start, the page the one where it starts."""
    source = "# Loans\n\nBooks are lent.\n\n## Fees\n\nA day costs one euro.\n\n# Rooms\n\nBook a room."
    text = as_text(source)
    text = Text(source, headings=text.headings, pages=(PageSpan(1, 0, 30), PageSpan(2, 30, len(source))))
    pieces = split(text, RULES)
    assert [p.heading for p in pieces] == [("Loans",), ("Loans", "Fees"), ("Rooms",)]
    assert [p.page for p in pieces] == [1, 1, 2]


def test_a_table_that_goes_on_has_its_header_as_context() -> None:
    """In every chunk but the first; the text of none of them has it twice."""
    text = convert(Source(LONG_TABLE.read_bytes(), "long-table.md")).text
    first, *later = split(text, RULES)
    header = "| article | colour | price in euros |"
    assert len(later) > 3
    assert first.context == ""
    assert {piece.context for piece in later} == {header}
    assert text.text.count(header) == 1


def test_tiny_sections_are_packed_together() -> None:
    """Where there are thousands: as many chunks as the text has length for, below what all of it has in common."""
    parts = [f"## Part {n}\n\nNo." for n in range(20_000)]
    text = as_text("# Rules\n\n" + "\n\n".join(parts))
    pieces = split(text, RULES)
    assert len(pieces) < 2 * len(text.text.encode()) // (4 * RULES.target)
    assert {piece.heading for piece in pieces[1:-1]} == {("Rules",)}
    assert len(split(as_text("\n\n".join(parts[:500])), RULES)) == 500


def test_a_megabyte_without_a_full_stop_is_cut_in_time() -> None:
    """Text without any boundary costs no more than linear time and stays under the limit."""
    pieces = split(Text("x" * 1_000_000), RULES)
    assert len(pieces) > 700
    assert sum(p.end - p.start for p in pieces) == 1_000_000
