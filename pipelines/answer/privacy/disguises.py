"""Letters that are no letters of any language, and words that carry others around or between them.

What cannot be read as it is written hides something: it is not compared but left out, unless it may be quoted.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from pipelines.answer.privacy.signs import Words

# Phonetic, raised, lowered, enclosed and mathematical letters, Braille, Cherokee, tags: nobody writes a text in them.
_ODD = re.compile(
    "[\u0250-\u02af\u02b0-\u02b8\u02e0-\u02e4\u1d00-\u1dbf\u2071\u207f\u2090-\u209c\u249c-\u24e9\u2800-\u28ff\u2c60-\u2c7f"
    "\ua720-\ua7ff\uab30-\uab6f\u13a0-\u13ff\uab70-\uabbf\u1680-\u169f\u16a0-\u16ff"
    "\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff\U00010400-\U0001044f]"
)
_MOST_ODD = 3
_ROW = re.compile(rf"(?:{_ODD.pattern}\W?){{{_MOST_ODD},}}")
# Pictures in a row, whatever stands between words: more than one says to be friendly.
_PICTURES = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_MOST_PICTURES = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_STRUCK = re.compile("(?:\\w[\u0300-\u0305\u0332-\u0338\u20d0-\u20ff]){3,}")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "GEORGIAN", "COPTIC", "HEBREW", "LISU", "DESERET")
_BARED = 3
_UNSPOKEN, _VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{4}"), re.compile(r"[aeiouy]")


def unreadable(text: str, known: Callable[[str], bool]) -> bool:
    """Whether it is written in signs for letters, in two alphabets within a word, or struck through. ``known``: a word
    that may be quoted.
    """
    if text.isascii():
        return False
    if len(_PICTURES.findall(text)) > _MOST_PICTURES or _STRUCK.search(unicodedata.normalize("NFC", text)):
        return True
    words = [word for word in _WORD.findall(text) if not word.isascii() and not known(word)]
    if any(not known(found[0]) for found in _ROW.finditer(text)):
        return True
    if sum(len(_ODD.findall(word)) for word in words) >= _MOST_ODD:
        return True
    return any(_mixed(word) for word in words)


def gibberish(found: Words, known: Callable[[str], bool]) -> bool:
    """Whether words are none of any language that has vowels: letters moved by a key. ``known``: words of some one."""
    strange = [word for word in found if len(word) >= _NAMED and word.isascii() and word.isalpha() and not known(word)]
    hard = sum(_UNSPOKEN.search(word) is not None or not _VOWEL.search(word) for word in strange)
    return hard > 1 and 4 * hard >= len(strange) and 2 * len(strange) >= len(found)


def unstammered(found: Words) -> Words:
    """Words without those that are only the beginning of the next: "mo-mordait"."""
    return [
        one
        for one, behind in itertools.zip_longest(found, found[1:], fillvalue="")
        if not (behind.startswith(one) and len(one) < len(behind))
    ]


@lru_cache(1 << 12)
def _mixed(word: str) -> bool:
    found = {_alphabet(sign) for sign in word[:64]} - {""}
    return len(found) > 1


def _alphabet(sign: str) -> str:
    if sign.isascii():
        return "LATIN"
    name = unicodedata.name(sign, "").partition(" ")[0]
    return name if name in _ALPHABETS else ""


def halved(found: Words) -> Words:
    """Words of which every letter stands twice, with each once."""
    return [one[::2] if len(one) > 2 and one[::2] == one[1::2] else one for one in found]


def bared(found: Words) -> Words:
    """Words without what all of them begin and end with; the words themselves where that is nothing."""
    if len(found) < _BARED:
        return found
    first, last = min(found), max(found)
    begin = _shared(first, last)
    turned = sorted(one[::-1] for one in found)
    end = _shared(turned[0], turned[-1])
    shortest = min(map(len, found))
    if not begin + end or begin + end >= shortest:
        return found
    return [one[begin : len(one) - end] for one in found]


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


# What English calls its letters; those of ``_PLAIN`` are words as well.
_NAMES = frozenset(
    """
    ay bee cee see dee ee ef eff gee aitch haitch eye jay kay el ell em en oh pee cue queue ar ess es tee you yu vee
    doubleyou ex why wye zee zed
    """.split()  # noqa: SIM905 - a list of words
)
_PLAIN = frozenset({"see", "eye", "you", "why", "oh", "es", "el", "en", "jay", "ay", "ex"})
_NAMED = 4


def names_letters(found: Words) -> bool:
    """Whether it says the names of letters in a row: "em eye ar ay"."""
    row = strange = 0
    for word in found:
        row, strange = (row + 1, strange + (word not in _PLAIN)) if word in _NAMES else (0, 0)
        if row >= _NAMED and strange > 1:
            return True
    return False
