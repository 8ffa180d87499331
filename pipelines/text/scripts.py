"""Scripts that write no spaces between words: their runs are taken as overlapping pairs of characters.

Pairs find nearly as well as words do and need no dictionary (Nie, Gao, Zhang, Zhou, "On the Use of Words and N-grams
for Chinese Information Retrieval", IRAL 2000); Lucene's CJK analyzer does the same.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator

# Thai, Lao; Myanmar; Khmer; ideographs, kana, bopomofo; Hangul; ideographs of the supplementary planes.
UNSPACED = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3\u3005-\u3007\u3021-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]+"
)


def parts(word: str) -> Iterator[str]:
    """A folded word as it is, or its stretches of unspaced script as pairs; a single character stays alone."""
    at = 0
    for run in UNSPACED.finditer(word):
        start = _past_marks(word, run.start(), run.end())
        if at < start:
            yield word[at:start]
        yield from _pairs(word[start : run.end()])
        at = run.end()
    if at < len(word):
        yield word[at:]


def _past_marks(word: str, start: int, end: int) -> int:
    """Where the first letter is: marks before it belong to what stands before them."""
    while start < end and unicodedata.category(word[start])[0] == "M":
        start += 1
    return start


def _pairs(run: str) -> Iterator[str]:
    signs: list[str] = []
    for sign in run:
        if signs and unicodedata.category(sign)[0] == "M":
            signs[-1] += sign
        else:
            signs.append(sign)
    if len(signs) == 1:
        yield signs[0]
    for first, second in itertools.pairwise(signs):
        yield first + second
