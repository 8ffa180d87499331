"""A text as a reader could read it back: letters only, in another order, in another alphabet, one letter of each word.

Each view is the same for what is private and for what is about to be said, so that only their being alike counts.
"""

import itertools
import re
import string
import unicodedata
from functools import lru_cache

from pipelines.text.analyzer import words
from pipelines.text.folding import fold

_LOOKALIKES = str.maketrans("асеорхуіјѕһԁɡвнмткαοιυνκρτβηχγε", "aceopxyijshdgbhmtkaoiuvkptbnxye")
_SPELLED_SIGNS = str.maketrans("0134578@$€!|", "oieastbaseii")
# Flags, and letters in filled circles and squares: what NFKC leaves as it is.
_BOXED = {
    first + at: letter for first in (0x1F1E6, 0x1F150, 0x1F170) for at, letter in enumerate(string.ascii_lowercase)
}
_ROMAN = str.maketrans(
    {
        **dict(zip("абвгдеёзийклмнопрстуфхыэьъ", [*"abvgdeeziiklmnoprstufhye", "", ""], strict=True)),
        **{"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi"},
        **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "abgdeziiklmnxoprsstyfo", strict=True)),
        **{"θ": "th", "χ": "ch", "ψ": "ps"},
    }
)
_SPELLED = """
zero one two three four five six seven eight nine
null eins zwei drei vier fünf sechs sieben acht neun
zéro un deux trois quatre cinq six sept huit neuf
cero uno dos tres cuatro cinco seis siete ocho nueve
zero uno due tre quattro cinque sei sette otto nove
nul een twee drie vier vijf zes zeven acht negen
ноль один два три четыре пять шесть семь восемь девять
〇 一 二 三 四 五 六 七 八 九
"""
DIGITS = {fold(word): str(value) for row in _SPELLED.strip().split("\n") for value, word in enumerate(row.split())} | {
    "oh": "0"
}
# Signs that nobody sees, in which a text could be hidden.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufe00-\ufe0e\U000e0000-\U000e0fff\U0001d173-\U0001d17a]|[\u200c\u200d]{2,}"
)
_RUN = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u20d0-\u20ff\ufe0f])+")
# Letters that stand for each other where a word is written in another alphabet; "h" and "j" are heard in few of them.
_ALIKE = str.maketrans({"c": "k", "q": "k", "x": "ks", "z": "s", "w": "v", "h": "", "j": ""})
_VOWELS = str.maketrans("", "", "aeiouy")
Words = list[str]


def said(text: str) -> Words:
    """The words of a text as the index has them: folded, pairs of signs where no spaces are written."""
    return list(map(plain, words(text)))


def runs(text: str) -> Words:
    """The runs of letters and digits of a text, folded."""
    return [folded for found in _found(text) if (folded := plain(found))]


def written(text: str) -> Words:
    """Its runs folded, in the alphabets that they are written in."""
    return [folded for found in _found(text) if (folded := bare(found))]


def _found(text: str) -> Words:
    return _RUN.findall(unicodedata.normalize("NFKC", UNSEEN.sub("", text)).translate(_BOXED))


def bare(word: str) -> str:
    """A word folded, its letters and digits only."""
    return "".join(filter(str.isalnum, fold(word)))


@lru_cache(1 << 14)
def plain(word: str) -> str:
    """A word folded; letters of other alphabets that look like Latin ones are these where it is Latin otherwise."""
    folded = bare(word)
    if folded.isascii():
        return folded
    alike = folded.translate(_LOOKALIKES)
    return alike if alike.isascii() else folded


def turned(found: Words) -> Words:
    """Each word read from its end."""
    return [one[::-1] for one in found]


def romanised(found: Words) -> Words:
    """Cyrillic and Greek words in Latin letters; the others are left out."""
    return [one.translate(_ROMAN) for one in found if not one.isascii()]


def respelled(found: Words) -> Words:
    """Digits and signs that stand for letters as these."""
    return [one.translate(_SPELLED_SIGNS) for one in found]


def counted(found: Words) -> Words:
    """Digits that were spelled out as digits."""
    return [DIGITS.get(one, one) for one in found]


def hard(letters: str) -> str:
    """Without vowels."""
    return letters.translate(_VOWELS)


def sounded(word: str) -> str:
    """The consonants that are heard of a word of any of three alphabets, those that sound alike as one."""
    return hard(word.translate(_ROMAN)).translate(_ALIKE)


def latin(letters: str) -> str:
    """Only a to z."""
    return "".join(sign for sign in letters if "a" <= sign <= "z")


def steps(letters: str) -> str:
    """How far each letter from a to z is from the one before: the same however far the alphabet was moved."""
    return "".join(chr(97 + (ord(b) - ord(a)) % 26) for a, b in itertools.pairwise(letters))
