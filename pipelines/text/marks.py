"""Which language words are in, told by its function words alone: a look-up a word, where a model takes a millisecond.

Only for words of the Latin script: elsewhere the lists of neighbours are missing, and Macedonian would pass for
Bulgarian. Words are compared as they stand, lower case, though the lists are folded: *für* says nothing, but neither
does Albanian *në* say *ne*.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache

import stopwordsiso

from pipelines.text.languages import MARKS
from pipelines.text.stopping import function_words

# Languages with lists, and those whose lists are long but count against their neighbours all the same.
_LISTED = "af ca cs da de en eo es et eu fi fr ga gl hr hu id it lv nl no pl pt ro sk sv sw tl tr"
_LONG = "lt sl vi"
# So many of the words, so many different ones, and so few of the next language's for one of this.
SHARE, LEAST, NEXT = 0.2, 3, 0.6
_CODES = (*_LISTED.split(), *_LONG.split())
_WORD = re.compile(r"[^\W\d_]+")
# The words of ASCII by a table of bytes, in a third of the time.
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalpha() else 32 for code in range(256))
# Counts of all languages in one number, so many bytes for each: words beyond what they hold are not looked at.
_BYTES, _MOST = 2, 0xFFFF


def said_in(text: str, most: int) -> list[str]:
    """The first words of a text, lower case, as function words are looked up."""
    if text.isascii():
        return text.encode().translate(_ASCII).decode().split()[:most]
    return _WORD.findall(text.lower())[:most]


def marked(said: Sequence[str]) -> str:
    """The language (ISO 639-1) whose function words dominate these lower-case words; empty where none surely does."""
    said, listed = said[:_MOST], _counting()
    marks = [word for word in said if word in listed]
    if not marks:
        return ""
    found = _counts(sum(map(listed.__getitem__, marks)))
    *_, following, count = sorted(found)
    best = found.index(count)
    if count < SHARE * len(said) or following > NEXT * count:
        return ""
    different = _counts(sum(map(listed.__getitem__, set(marks))))[best]
    return _CODES[best] if different >= LEAST else ""


@lru_cache(maxsize=1)
def known() -> Mapping[str, tuple[str, ...]]:
    """The languages of each function word. Made once, some 20 ms."""
    lists = {code: MARKS["en"] if code == "en" else function_words(code) for code in _LISTED.split()}
    lists |= {code: frozenset(stopwordsiso.stopwords(code)) for code in _LONG.split()}
    found: dict[str, tuple[str, ...]] = {}
    for language, words in lists.items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found


@lru_cache(maxsize=1)
def _counting() -> Mapping[str, int]:
    """The languages of each function word as one number, so that adding words counts all languages at once."""
    ones = {code: 1 << 8 * _BYTES * place for place, code in enumerate(_CODES)}
    return {word: sum(map(ones.__getitem__, codes)) for word, codes in known().items()}


def _counts(total: int) -> list[int]:
    return memoryview(total.to_bytes(_BYTES * len(_CODES), sys.byteorder)).cast("H").tolist()
