"""Sentences of a passage, as they are ranked and quoted."""

from pathlib import Path

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.lines import Line
from pipelines.evidence.ranking import QUOTABLE
from pipelines.evidence.units import PassageUnits, Units
from pipelines.questions import Passage
from pipelines.storage.blobs import Storage
from pipelines.storage.texts import StoredTexts
from pipelines.types import Block, PageSpan, Text

NAMES = {"document_id": "d", "version": "v" * 32, "source_id": "s", "org_id": "o", "title": "Ids", "uri": "ids.md"}
FENCED = "# Reset\n\nType this line.\n\n```\nreset the lamp now please\n```\n\nThe lamp goes out.\n"
TABLE = (
    "<table><tr><th>Day</th><th>Opens at</th></tr><tr><td>Monday</td><td>9 a.m. sharp. Not before.</td></tr></table>"
)


def passage(text: str, start: int = 7, end: int | None = None) -> Passage:
    end = start + len(text) if end is None else end
    return Passage(**NAMES, heading=(), page=None, start=start, end=end, text=text, score=1, bm25=None, cosine=None)


def units_of(folder: Path, text: Text, start: int = 0) -> Units:
    """The units of a passage to the end of a stored text."""
    storage = Storage(str(folder))
    storage.put_text(text, org_id="o", document_id="d", version="v" * 32)
    found = passage(text.text[start:], start, len(text.text))
    return PassageUnits(WordLlamaEmbedder(), StoredTexts(storage)).of(found)


def quotable(units: Units) -> list[str]:
    return [text for text, kind in zip(units.texts, units.kinds, strict=True) if kind in QUOTABLE]


def test_a_label_is_quoted_with_what_it_labels() -> None:
    """A definition list's term and its meaning are one unit, at exact offsets."""
    text = "The ids are these.\n\n65534:\n\nUser nobody. It has no home.\n\n65535:"
    units = PassageUnits(WordLlamaEmbedder()).of(passage(text))
    assert units.texts == ("The ids are these.", "65534:\n\nUser nobody.", "It has no home.", "65535:")
    assert [text[start - 7 : end - 7] for start, end in units.spans] == list(units.texts)


@pytest.mark.parametrize("start", [0, FENCED.index("the lamp now")])
def test_code_is_no_answer(tmp_path: Path, start: int) -> None:
    """Also where the passage begins within it, and no fence is to be seen."""
    units = units_of(tmp_path, convert(Source(FENCED.encode(), "a.md")).text, start)
    assert quotable(units)[-1] == "The lamp goes out."
    assert not any("please" in one for one in quotable(units))


def test_a_row_is_one_unit_and_its_header_none_to_quote(tmp_path: Path) -> None:
    """However it is punctuated; it is read with its header."""
    units = units_of(tmp_path, convert(Source(TABLE.encode(), "a.html")).text)
    assert quotable(units) == ["Monday | 9 a.m. sharp. Not before."]
    assert units.kinds == (Line.HEADER, Line.ROW)
    assert "open" in units.before[1]


def test_a_row_is_read_with_a_header_that_the_passage_lacks(tmp_path: Path) -> None:
    """Also one that was indexed before chunks had context."""
    source = "| Article | Price |\n|---|---|\n" + "".join(f"| lamp {n} | {n} |\n" for n in range(9))
    text = convert(Source(source.encode(), "a.md")).text
    units = units_of(tmp_path, text, text.text.index("| lamp 5"))
    assert len(units.texts) == 4
    assert all("price" in before for before in units.before)


def test_a_list_of_contents_is_no_answer(tmp_path: Path) -> None:
    """A line that is a heading of the document and a page, without dots between as well."""
    source = "Lending of tools to members \t 12\n\n# Lending of tools to members\n\nMembers may take two.\n"
    units = units_of(tmp_path, convert(Source(source.encode(), "a.md")).text)
    assert quotable(units) == ["Members may take two."]


def test_a_typewritten_text_is_no_code(tmp_path: Path) -> None:
    """Where most of a text is of one width, its letters are no sign of code."""
    words = "The desk opens at nine.\n\nIt closes at five."
    text = Text(words, pages=(PageSpan(1, 0, 43),), blocks=(Block("code", 0, 23), Block("code", 25, 43)))
    assert quotable(units_of(tmp_path, text)) == ["The desk opens at nine.", "It closes at five."]


def test_a_text_that_is_gone_is_cut_by_its_looks(tmp_path: Path) -> None:
    """Who asks gets sentences in any case."""
    units = PassageUnits(WordLlamaEmbedder(), StoredTexts(Storage(str(tmp_path)))).of(passage("One is here. Two too."))
    assert units.texts == ("One is here.", "Two too.")
