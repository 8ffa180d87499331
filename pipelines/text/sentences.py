"""Sentences with exact offsets, for chunks, quotes and the sentence that answers.

A single newline never ends a sentence; a blank line, a list item, a table row and a heading line do.
"""

import re
from collections.abc import Iterator

from pipelines.text.abbreviations import LOOK_BACK, abbreviates

# A terminator with its closing quotes ("»" also behind a space) and marks of notes (``[^1]``), then white space or the
# end; scripts without spaces end at their own full stops. It is looked for where a run of signs begins only: a line of
# dots costs once what it is long.
END = re.compile(
    r"""(?<![.!?…؟۔।॥])[.!?…؟۔।॥]++["'”’“»«›‹)\]]*+(?:[ \u00a0\u202f]»(?=\s|\Z))?(?:\[\^\w{1,8}\])*+(?=\s|\Z)"""
    r"""|(?:[。！？｡]|．(?!\d))+["”’」』）〉》】]*(?:\[\^\w{1,8}\])*"""
)
# What starts a new unit at the beginning of a line: list items, table rows, headings, quotes, fences.
LINE_START = re.compile(r"\n[^\S\n]*(?=\n|[-*+•‣◦▪–—]\s|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s|[|#>]|```|~~~)")
AFTER_ROW = re.compile(r"\|[^\S\n]*\n|(?<=\n)[^\S\n]*#{1,6}[^\n]*\n|(?<=\n)(?:```|~~~)[^\n]*\n")
# Thai has no full stops: a space ends a sentence or a clause, not beside numbers, and not before what goes on.
THAI_GAP = re.compile(
    r"(?<=[\u0e01-\u0e4e])[ \u00a0]+(?=[\u0e01-\u0e4e])"
    r"(?!และ|หรือ|แต่|ที่|ซึ่ง|เพื่อ|เพราะ|โดย|จาก|ถึง|ได้แก่|เช่น|คือ|ให้|จะ|ก็|จึง|แล้ว|ตั้งแต่|ไม่เกิน|เว้น|ยกเว้น|บาท|ต่อ)"
)
# So much is said before one of them ends it: shorter clauses have their subject in the one before.
THAI_LEAST = 40
ITEM_NUMBER = re.compile(r"(?:^|\n)[^\S\n]*\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])[.)]$")
FOLLOWING = re.compile(r"\s+(\S)")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end), in order, without white space around them."""
    end = len(text) if end is None else end
    at = start
    for cut in _cuts(text, start, end):
        if span := _trimmed(text, at, cut):
            yield span
        at = cut
    if span := _trimmed(text, at, end):
        yield span


def _cuts(text: str, start: int, end: int) -> list[int]:
    cuts = {m.end() for m in END.finditer(text, start, end) if _ends(text, start, m)}
    cuts.update(_thai(text, start, end))
    cuts.update(m.start() for m in LINE_START.finditer(text, start, end))
    cuts.update(m.end() for m in AFTER_ROW.finditer(text, start, end))
    return sorted(cuts)


def _thai(text: str, start: int, end: int) -> Iterator[int]:
    at = start
    for gap in THAI_GAP.finditer(text, start, end):
        # A unit begins anew with its line.
        at = max(at, text.rfind("\n", at, gap.start()) + 1)
        if gap.start() - at >= THAI_LEAST:
            yield gap.end()
            at = gap.end()


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether a terminator ends a sentence: not after an abbreviation, an initial or a list number."""
    if end.group()[0] in "。！？｡．":
        return True
    following = FOLLOWING.match(text, end.end())
    if following and following[1].islower() and end.group()[0] in ".…":
        return False
    if end.group() != ".":
        return True
    before = text[max(start, end.end() - LOOK_BACK) : end.end()]
    return not (abbreviates(before, text, end.end()) or ITEM_NUMBER.search(before))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
