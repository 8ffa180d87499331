"""A window of a stored text: what it shows is the text's own, whatever its ends cut."""

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.convert.wire import packed_head
from pipelines.structure.packing import packed_blocks
from pipelines.structure.simple import with_blocks
from pipelines.types import Block, Heading, PageSpan, Text
from webapp.documents.schemas import TextOut
from webapp.documents.services import WINDOW, as_json, text_view
from webapp.documents.strips import STRIP
from webapp.documents.windows import MOST, NEAR, Opened, TableHead, Window, said

PROSE = "# One\n\n" + "word " * 40 + "\n\n- a\n- b 𝒜\n\n## Two\n\n| k | v |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nEnd.\n"


def stored(text: Text) -> bytes:
    body = {"text": text.text, "blocks": packed_blocks(text.blocks)}
    return orjson.dumps(packed_head(text)) + b"\n" + orjson.dumps(body)


def blocks(window: Window) -> list[dict[str, Any]]:
    return list(orjson.loads(b"[" + window.blocks + b"]"))


def as_said(some: Iterable[Block]) -> list[dict[str, Any]]:
    return list(orjson.loads(orjson.dumps([said(one) for one in some])))


def converted(name: str, data: bytes) -> Text:
    return convert(Source(data, name)).text


@cache
def prose() -> Text:
    return converted("a.md", PROSE.encode())


def csv(rows: int) -> bytes:
    return ("city,people\n" + "".join(f"Town {n},{n * 7}\n" for n in range(rows))).encode()


@given(st.integers(0, 400), st.integers(0, 400))
@settings(deadline=None)
def test_a_window_is_a_stretch_of_the_text(start: int, length: int) -> None:
    """Offsets are of the whole; blocks are those of the whole that touch it, each of them whole where it is short."""
    text = prose()
    window = Opened(stored(text)).window(start, start + length)
    end = window.start + len(window.text)
    assert window.text == text.text[window.start : end]
    assert window.length == len(text.text)
    assert window.start <= min(start, window.length)
    assert end >= min(start + length, window.length)
    shown = [one for one in text.blocks if one.start < end and one.end > window.start]
    assert blocks(window) == as_said(shown)
    assert all(window.start <= one.start and one.end <= end for one in shown)


def test_windows_laid_side_by_side_are_the_whole() -> None:
    """Each goes on where the one before ended; nothing is shown twice."""
    text = converted("a.csv", csv(2_000))
    opened, at, read, starts = Opened(stored(text)), 0, "", []
    while at < len(text.text):
        window = opened.window(at, at + 3_000)
        assert window.start == at
        read += window.text
        starts += [one["start"] for one in blocks(window)]
        at += len(window.text)
    assert read == text.text
    assert all(one < other for one, other in pairwise(starts))


def test_a_window_within_a_table_tells_what_heads_it() -> None:
    """Not where the header is in the window itself, nor of another table."""
    opened = Opened(stored(converted("a.csv", csv(2_000))))
    assert [head.cells for head in opened.window(20_000, 21_000).heads] == [["city", "people"]]
    assert opened.window(0, 1_000).heads == []
    assert opened.window(10**9, 10**9 + 5).text == ""


def test_an_endless_paragraph_is_cut() -> None:
    """An end moves out to a block's edge only where that is near."""
    text = with_blocks(Text(text="x" * 500_000))
    window = Opened(stored(text)).window(100_000, 110_000)
    assert (window.start, len(window.text)) == (100_000, 10_000)
    assert len(Opened(stored(text)).window(0, 400_000).text) <= MOST + NEAR


@pytest.mark.parametrize("lines", [1, 2])
def test_texts_from_before_there_were_blocks_have_windows(lines: int) -> None:
    """One line without blocks, or two."""
    text = Text(text=PROSE)
    old = {**packed_head(text), "text": PROSE}
    content = orjson.dumps(old) if lines == 1 else stored(text)
    assert [one["kind"] for one in blocks(Opened(content).window(0, 10_000))].count("row") == 3


def test_a_large_table_is_windowed_in_a_moment() -> None:
    """1.4 million characters: opened once, then each window is a look-up."""
    opened = Opened(stored(converted("a.csv", csv(60_000))))
    began = time.process_time()
    for at in range(0, opened.window(0, 0).length, 20_000):
        opened.window(at, at + 10_000)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(("name", "data"), [("a.md", PROSE.encode()), ("a.csv", csv(20))])
def test_what_is_sent_is_what_the_schema_says(name: str, data: bytes) -> None:
    """Written without going through it, with every part that a text can have."""
    text = converted(name, data)
    window = Opened(stored(text)).whole()
    assert (window.text, blocks(window)) == (text.text, as_said(text.blocks))
    window = replace(window, pages=[PageSpan(1, 0, 5)], heads=[TableHead(0, ["city"])])
    parts = {part: getattr(window, part) for part in WINDOW} | {
        "blocks": [said(one) for one in text.blocks],
        "headings": text.headings,
    }
    gone = datetime(2026, 11, 30, 12, 0, 1, 5, UTC)
    for moment in (gone, gone.replace(microsecond=0), None):
        version = {"version": "v", "live_version": None, "removed_at": moment}
        said_by_schema = TextOut.model_validate(parts | version).model_dump(mode="json")
        assert orjson.loads(as_json(text_view(window, **version))) == said_by_schema


# What looks like the end of one item and the beginning of the next, within strings.
STRANGE = ('],["heading",5', '},{"level":1', '"start":7', '","blocks":[', '],"page_count":', "],[", "},{", ",true")


def strange(many: int) -> Text:
    """A text of many blocks and headings whose words are written like what they are told apart by."""
    lines, headings, made, at = [], [], [], 0
    for number in range(many):
        line = STRANGE[number % len(STRANGE)] + "x" * (number % 7)
        if number % 2:
            headings.append(Heading(1, line, at, at + len(line)))
            made.append(Block("heading", at, at + len(line), 1, line))
        else:
            row = ((at, at + 1), (at + 1, at + len(line)))
            made.append(Block("row", at, at + len(line), cells=row, table=number // 100, header=number % 100 == 0))
        lines.append(line)
        at += len(line) + 1
    return Text("\n".join(lines), headings=tuple(headings), blocks=tuple(made), title=STRANGE[4], page_count=None)


@given(st.integers(0, 60_000), st.integers(0, 60_000))
@settings(deadline=None, max_examples=60)
def test_a_long_text_is_cut_between_its_blocks_whatever_they_say(start: int, length: int) -> None:
    """Of many strips, each parsed alone: what a window shows is what the whole has there."""
    text, content = long_and_strange()
    window = Opened(content).window(start, start + length)
    end = window.start + len(window.text)
    touching = [one for one in text.blocks if one.start < end and one.end > window.start]
    assert blocks(window) == as_said(touching)
    named = [one for one in text.headings if one.start < end and one.end > window.start]
    assert window.headings == orjson.dumps(named)[1:-1]


def test_the_head_of_a_table_is_found_many_strips_before() -> None:
    """And none where the table is another one."""
    opened = Opened(stored(converted("a.csv", csv(20_000))))
    assert [head.cells for head in opened.window(300_000, 301_000).heads] == [["city", "people"]]
    text, content = long_and_strange()
    row = text.blocks[350]
    (head,) = Opened(content).window(row.start, row.start + 5).heads
    of_table = next(one for one in text.blocks if one.table == row.table)
    assert (head.table, head.cells) == (row.table, [text.text[start:end] for start, end in of_table.cells])


@cache
def long_and_strange() -> tuple[Text, bytes]:
    text = strange(6_000)
    content = stored(text)
    assert len(content) > 8 * STRIP
    return text, content


def test_a_text_is_opened_without_reading_its_blocks() -> None:
    """Sixty thousand of them: whoever opens it keeps the interpreter from nobody. By the processor's time."""
    lines = (f"## {number}\n\nThe valve {number} is opened.\n\n" for number in range(30_000))
    content = stored(converted("long.md", "".join(lines).encode()))
    began = time.thread_time()
    parsed = orjson.loads(content.partition(b"\n")[2])
    by_parsing = time.thread_time() - began
    assert len(parsed["blocks"]) == 60_000
    began = time.thread_time()
    Opened(content)
    assert time.thread_time() - began < by_parsing
