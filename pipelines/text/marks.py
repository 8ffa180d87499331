"""Which language words are in, told by its function words alone: a look-up a word, where a model takes a millisecond.

Only for words of the Latin script: elsewhere the lists of neighbours are missing, and Macedonian would pass for
Bulgarian. Words are compared as they stand, lower case, though the lists are folded: *für* says nothing, but neither
does Albanian *në* say *ne*.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

import stopwordsiso

from pipelines.text.languages import MARKS
from pipelines.text.stopping import function_words

# Languages with lists, and those whose lists are long but count against their neighbours all the same.
_LISTED = "af ca cs da de en eo es et eu fi fr ga gl hr hu id it lv nl no pl pt ro sk sv sw tl tr"
_LONG = "lt sl vi"
# So many of the words, so many different ones, and so few of the next language's for one of this.
SHARE, LEAST, NEXT = 0.2, 3, 0.6
_WORD = re.compile(r"[^\W\d_]+")


def said_in(text: str, most: int) -> list[str]:
    """The first words of a text, lower case, as function words are looked up."""
    return _WORD.findall(text.lower())[:most]


def marked(said: Iterable[str]) -> str:
    """The language (ISO 639-1) whose function words dominate these lower-case words; empty where none surely does."""
    words, listed = Counter(said), known()
    found: dict[str, int] = {}
    different: dict[str, int] = {}
    for word in words.keys() & listed.keys():
        for language in listed[word]:
            found[language] = found.get(language, 0) + words[word]
            different[language] = different.get(language, 0) + 1
    if not found:
        return ""
    best = max(found, key=found.__getitem__)
    count = found.pop(best)
    enough = count >= SHARE * words.total() and different[best] >= LEAST
    return best if enough and all(other <= NEXT * count for other in found.values()) else ""


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
