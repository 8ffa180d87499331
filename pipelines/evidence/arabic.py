"""Forms of an Arabic word that the stemmer keeps apart: plurals, verbs and their nouns, what is written to it.

A word is bare without the article and particles before it and endings behind; its key is the pattern's class and the
root's letters. Two words with a common key count as forms of one another, as evidence only: nothing of this is indexed,
so a plural read as another word's finds nothing by itself.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.text.folding import fold

# One letter for those that writers take for each other; tatweel and hamza standing alone are none.
_ALIKE = str.maketrans("أإآٱىئؤةیک", "اااايييهيك", "ـء")
_BEFORE = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|[وف]?[بلك]|[وف]|س(?=[يتنا]))(?=.{2})")
_BEHIND = re.compile(r"(?<=.{3})(?:ات|ون|ين|ان|تها|ته|تي|تك|هما|هم|ها|نا|كم|ه|ي|ا|ك)$")
_ADVERB = re.compile(r"(?<=.{3})ا$")
# A letter of a root: any but alef.
_C = "([^ا])"
# By class, patterns whose words have the same key: nouns, verbs and plurals of three letters; verbs with a letter put
# in; what has a long vowel behind the first letter; what has four letters.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern.replace("C", _C)))
    for name, patterns in {
        "": "CCC|[يتنا]CCC|تCCيC|اCCاC|CC[اوي]C|CCيC|اCCCه|CCCا|اCCCا|مCCوC",
        "8": "[يتنام]CتCC|اCتCاC|مCتCC",
        "10": "[يتنم]ستCCC|استCCاC|استCCC|[يتنم]ستC[يا]C|استCاCه|استC[يا]C",
        "7": "[يتن]نCCC|انCCاC|انCCC",
        "a": "CاCC|CواCC|[يتن]CاCC|مCاCC",
        "au": "CاC[وي]C|CواCيC",
        "4": "CCCC|CCاCC|CCاCيC|CCC[اوي]C",
    }.items()
    for pattern in patterns.split("|")
)
LEAST = 2


@lru_cache(16_384)
def keys(word: str) -> frozenset[tuple[str, ...]]:
    """The keys of a word as it is written; empty for a word of other letters, or one that is too short."""
    plain = fold(word).translate(_ALIKE)
    if not ("\u0620" <= plain[:1] <= "\u064a"):
        return frozenset()
    return frozenset(key for bare in _bare(plain) for key in _keys(bare))


def _bare(plain: str) -> Iterator[str]:
    begun = {plain, _BEFORE.sub("", plain)}
    for one in begun:
        yield one
        yield _BEHIND.sub("", one)
        yield _BEHIND.sub("", _ADVERB.sub("", one))


def _keys(bare: str) -> Iterator[tuple[str, ...]]:
    if len(bare) >= LEAST:
        yield "=", bare.removesuffix("ه")
    for name, pattern in _PATTERNS:
        if (found := pattern.fullmatch(bare)) is not None:
            yield name, *found.groups()
