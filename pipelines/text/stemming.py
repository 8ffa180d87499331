"""Stems of words: English ones by Porter's algorithm (Porter, "An algorithm for suffix stripping", 1980), others by
Snowball's.
"""

from threading import local
from typing import Any

import snowballstemmer

# Porter's own limit: "is" and "as" are no stems with an ending.
LEAST_CHARS = 3
# Snowball's algorithm by ISO 639-1 code. English keeps Porter's first: ADR 0103.
ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_thread = local()


def stem(word: str, language: str = "") -> str:
    """The stem of a folded word in a language (ISO 639-1). Without a language that is known, ASCII words get English
    stems and others come back as they are.
    """
    # Every rule is about an ending of letters: codes and numbers need not be asked.
    if len(word) < LEAST_CHARS or word[-1].isdigit():
        return word
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return str(_stemmer("porter").stemWord(word)) if word.isascii() else word
    return str(_stemmer(algorithm).stemWord(word))


def _stemmer(algorithm: str) -> Any:
    # A stemmer keeps the word it is working on: one of each per thread.
    if (made := getattr(_thread, algorithm, None)) is None:
        made = snowballstemmer.stemmer(algorithm)
        setattr(_thread, algorithm, made)
    return made
