"""Sentences with exact offsets, for chunks, quotes and the sentence that answers.

A single newline never ends a sentence; a blank line, a list item, a table row and a heading line do.
"""

import re
from collections.abc import Iterator

# A terminator with its closing quotes and marks of notes (``[^1]``), then white space; scripts without spaces end at
# their own full stops. It is looked for where a run of signs begins only: a line of dots costs once what it is long.
END = re.compile(
    r"""(?<![.!?…])[.!?…]++["'“”’»›«)\]]*+(?:\[\^\w{1,8}\])*+(?=\s)"""
    r"""|[。！？｡]+["”’」』）〉》】]*(?:\[\^\w{1,8}\])*|[؟۔।॥]++["”’»)\]]*+"""
)
# Full stops that are nothing else.
CERTAIN = frozenset("。！？｡؟۔।॥")
# What starts a new unit at the beginning of a line: list items, table rows, headings, quotes, fences.
LINE_START = re.compile(r"\n[^\S\n]*(?=\n|[-*+•‣◦▪–—]\s|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s|[|#>]|```|~~~)")
AFTER_ROW = re.compile(r"\|[^\S\n]*\n|(?<=\n)[^\S\n]*#{1,6}[^\n]*\n|(?<=\n)(?:```|~~~)[^\n]*\n")
ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'“‘])(?:e\.g|i\.e|cf|vs|viz|al|approx|resp|incl|mr|mrs|ms|dr|prof|st|jr|sr|ed|eds|dept"
    r"|u\.s|u\.k|z\.b|d\.h|bzw|ca|str|bspw|ggf|evtl|inkl|zzgl|vgl|sog|u\.a|z\.t|i\.d\.r|v\.a|o\.ä|mme|mlle|env|ex|sra|uds?"
    r"|aprox|sig|dott|bijv|blz|evt|dhr|mevr|o\.a|d\.w\.z|m\.b\.t|t\.ex|bl\.a|d\.v\.s|т\.е|т\.к|т\.п|напр|им|ул|[a-zа-ве-яё])\.$",
    re.IGNORECASE,
)
# Only before a number: "No. 12", but "The answer is no."
BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(\[])(?:fig|figs|sec|secs|ch|chap|vol|no|nos|art|pp|p|eq|ref|refs|nr|jan|feb|mar|apr|jun|jul|aug|sep"
    r"|sept|oct|nov|dec|abs|abb|kap|tel|n[úu]m|p[áa]g|kl|tab|рис|стр|см|ст|гл|п|д)\.$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\s+\d")
# German writes ordinals with a full stop: "am 3. März", "das 16. Lebensjahr". "I am 16." is none.
ORDINAL = re.compile(
    r"(?:^|[\s(])(?:der|die|das|den|dem|des|(?<!\bI )am|zum|zur|vom|im|ab|bis|seit|beim|jede[nrsm]?|spätestens|und|oder"
    r"|nach|vor)\s\d{1,2}\.$",
    re.IGNORECASE,
)
NOUN = re.compile(r"\s+[A-ZÄÖÜ]")
DAY_OF_MONTH = re.compile(r"(?:^|\s)\d{1,2}\.$")
MONTH = re.compile(
    r"\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
ITEM_NUMBER = re.compile(r"(?:^|\n)[^\S\n]*\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])[.)]$")
CONTINUES = re.compile(r"\s+[a-zß-öø-ÿа-яё]")
LOOK_BACK = 14


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
    cuts.update(m.start() for m in LINE_START.finditer(text, start, end))
    cuts.update(m.end() for m in AFTER_ROW.finditer(text, start, end))
    return sorted(cuts)


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether a terminator ends a sentence: not after an abbreviation, an initial or a list number."""
    if end.group()[0] in CERTAIN:
        return True
    if CONTINUES.match(text, end.end()) and end.group()[0] in ".…":
        return False
    if end.group() != ".":
        return True
    before = text[max(start, end.end() - LOOK_BACK) : end.end()]
    after = end.end()
    if BEFORE_NUMBER.search(before) and NUMBER.match(text, after):
        return False
    if (ORDINAL.search(before) and NOUN.match(text, after)) or (
        DAY_OF_MONTH.search(before) and MONTH.match(text, after)
    ):
        return False
    return not (ABBREVIATION.search(before) or ITEM_NUMBER.search(before))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
