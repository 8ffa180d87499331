"""Stems of words: English ones by Porter's algorithm (Porter, "An algorithm for suffix stripping", 1980), others by
Snowball's. Which one, the script of a word says before the language of its text does.
"""

import unicodedata
from functools import lru_cache
from threading import local
from typing import Any

import Stemmer

from pipelines.text.folding import fold
from pipelines.text.unfolding import UNFOLDED

# Porter's own limit: "is" and "as" are no stems with an ending.
LEAST_CHARS = 3
# Snowball's algorithms by ISO 639-1 code, by the script that they are for. English keeps Porter's first: ADR 0103.
LATIN = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "porter",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}
# Languages that are written in Latin letters and have no algorithm: their words stay.
_UNSTEMMED = frozenset(
    "af bs cy fy gd gl hr ht is jv la lb lv mg ms mt oc sk sl so sq sw tl uz vi".split()  # noqa: SIM905 reads better
)
# First and last letter of a script, and algorithms by language; under "" the one of all other languages.
_SCRIPTS = (
    ("\u0370", "\u03ff", {"": "greek"}),
    ("\u0400", "\u052f", {"sr": "serbian", "": "russian"}),
    ("\u0531", "\u0587", {"": "armenian"}),
    ("\u05d0", "\u05ea", {"yi": "yiddish", "": ""}),
    ("\u0620", "\u06ff", {"fa": "persian", "ku": "", "ps": "", "ug": "", "ur": "", "": "arabic"}),
    ("\u0900", "\u097f", {"ne": "nepali", "": "hindi"}),
    ("\u0b80", "\u0bff", {"": "tamil"}),
)
# One letter for those that writers of Arabic take for each other; those of Persian keyboards, and back.
_ALIKE = str.maketrans("أإآٱىیک", "اااايي" + "ك", "ـ")
_PERSIAN = str.maketrans("يك", "یک")
_TA_MARBUTA = str.maketrans("ة", "ه")
_thread = local()


def stem(word: str, language: str = "") -> str:
    """The stem of a folded word in a language (ISO 639-1).

    Of a word in another script than the language's, that script's language decides: Cyrillic is stemmed as Russian,
    ASCII in Chinese as English. So does it where no language is known. Words without an algorithm stay. Digits of all
    scripts become those of ASCII.
    """
    # Every rule is about an ending of letters: codes and numbers need not be asked.
    if word.isascii():
        return word if len(word) < LEAST_CHARS or word[-1].isdigit() else _latin(word, language)
    if word[-1].isdigit():
        return "".join(str(unicodedata.decimal(sign, sign)) for sign in word)
    if len(word) < LEAST_CHARS:
        return word
    for first, last, algorithms in _SCRIPTS:
        if first <= word[0] <= last:
            return _scripted(word, algorithms.get(language, algorithms[""]))
    return word


@lru_cache(1 << 14)
def english(word: str) -> str:
    """The stem of a folded word in the first revision of the analyzer: of ASCII words, whatever the language."""
    known = word.isascii() and len(word) >= LEAST_CHARS and not word[-1].isdigit()
    return str(_stemmer("porter").stemWord(word)) if known else word


def _latin(word: str, language: str) -> str:
    if (algorithm := LATIN.get(language)) is None:
        return word if language in _UNSTEMMED else str(_stemmer("porter").stemWord(word))
    if (unfolded := UNFOLDED.get(language)) is not None:
        return fold(_stemmer(algorithm).stemWord(unfolded(word)))
    return _stemmed(word, algorithm)


def _scripted(word: str, algorithm: str) -> str:
    if not "\u0620" <= word[0] <= "\u06ff":
        return _stemmed(word, algorithm) if algorithm else word
    plain = word.translate(_PERSIAN if algorithm == "persian" else _ALIKE)
    return (_stemmed(plain, algorithm) if algorithm else plain).translate(_ALIKE).translate(_TA_MARBUTA) or word


def _stemmed(word: str, algorithm: str) -> str:
    made = str(_stemmer(algorithm).stemWord(word))
    # The Serbian one answers in Latin letters with their diacritics. A rule that takes all of a word is not for it.
    return (fold(made) if algorithm == "serbian" else made) or word


def _stemmer(algorithm: str) -> Any:
    # A stemmer keeps the word it is working on: one of each per thread. Words are remembered elsewhere.
    if (made := getattr(_thread, algorithm, None)) is None:
        made = Stemmer.Stemmer(algorithm, 0)
        setattr(_thread, algorithm, made)
    return made
