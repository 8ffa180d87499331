"""Every word that a document shows stands in its text, once: against a reading of the XML that knows nothing else."""

import io
import itertools
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import ooxml
from tests.samples.ooxml import boxed, cell, field, levels, listed, numbering, p, part, r, row, styled, word
from tests.unit.pipelines.convert.docx.reading import read

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_SHOWN = {FALLBACK, WORD + "del", WORD + "moveFrom"}
COUNTED = re.compile(r"[a-z]+\d+")

# What a document is made of: a kind, and what is in it.
Shape = tuple[str, list["Shape"]]
KINDS = (
    *("plain", "bold", "struck", "inserted", "deleted", "moved", "linked", "field", "control", "noted", "boxed"),
    *("item", "heading", "table", "merged", "nested", "frame"),
)
SHAPES: st.SearchStrategy[Shape] = st.recursive(
    st.tuples(st.sampled_from(KINDS), st.just([])),
    lambda inner: st.tuples(st.sampled_from(KINDS), st.lists(inner, max_size=3)),
    max_leaves=12,
)


class _Made:
    """Writes shapes as XML, each word of which is there once."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.notes: list[str] = []

    def block(self, shape: Shape) -> str:
        kind, inner = shape
        if kind in ("table", "merged", "nested", "frame"):
            return self.table(kind, inner) + p(self.word())
        properties = {"item": listed(1, 0), "heading": styled("Heading1")}.get(kind, "")
        return p(self.word(), properties, inner=" ".join(self.run(one) for one in (shape, *inner)))

    def run(self, shape: Shape) -> str:
        kind, inner = shape
        said = r(f" {self.word()} ")
        if kind in RUNS:
            return RUNS[kind].format(said)
        if kind == "field":
            return field("REF x", said)
        if kind == "noted":
            self.notes.append(p(self.word()))
            return f'{said}<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        return boxed("".join(map(self.block, inner)) or p(self.word())) if kind == "boxed" else said

    def table(self, kind: str, inner: list[Shape]) -> str:
        content = "".join(map(self.block, inner)) or p(self.word())
        rows = [row(self.word(), self.word()), row(cell(content), self.word())]
        if kind == "merged":
            rows += [row(cell(self.word(), '<w:gridSpan w:val="2"/>')), row(self.word(), cell("", "<w:vMerge/>"))]
        if kind == "frame":
            rows = [row(cell(content))]
        return f"<w:tbl>{''.join(rows)}</w:tbl>" + (p(self.word()) if kind == "nested" else "")

    def word(self) -> str:
        return f"w{next(self.numbers)}"


RUNS = {
    "struck": "{}",
    "inserted": "<w:ins>{}</w:ins>",
    "deleted": "<w:del>{}</w:del>",
    "moved": "<w:moveFrom>{}</w:moveFrom>",
    "linked": "<w:hyperlink r:id='x'>{}</w:hyperlink>",
    "control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
}


def independent(data: bytes) -> Counter[str]:
    """All text elements of the body and of the notes that are not in a deletion or in a second copy."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name == "word/document.xml" or "footnotes-" in name:
                waiting = [ElementTree.fromstring(archive.read(name))]
                while waiting:
                    element = waiting.pop()
                    if element.tag == WORD + "t":
                        found.update(COUNTED.findall(element.text or ""))
                    waiting += [child for child in element if child.tag not in NOT_SHOWN]
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(SHAPES, min_size=1, max_size=5))
def test_no_word_is_lost_and_none_is_doubled(shapes: list[Shape]) -> None:
    """However paragraphs, tables, boxes, notes, lists, changes and controls stand in one another."""
    made = _Made()
    body = "".join(map(made.block, shapes))
    notes = "".join(f'<w:footnote w:id="{at}">{note}</w:footnote>' for at, note in enumerate(made.notes, 1))
    every: list[ooxml.Related] = [("f", "footnotes", part("footnotes", notes)), numbering(levels(("decimal", "%1.")))]
    data = word(body, *every)
    text = read(data)
    assert Counter(COUNTED.findall(text.text)) == independent(data)
    shown = " ".join(text.text[block.start : block.end] for block in text.blocks)
    assert Counter(COUNTED.findall(shown)) == Counter(COUNTED.findall(text.text))
