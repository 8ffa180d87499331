"""Stems of words: English ones by Porter's algorithm (Porter, "An algorithm for suffix stripping", 1980)."""

from threading import local
from typing import Any

import snowballstemmer

# Porter's own limit: "is" and "as" are no stems with an ending.
LEAST_CHARS = 3
_thread = local()


def stem(word: str) -> str:
    """The stem of a folded word. Words that are not ASCII come back as they are."""
    # Every rule is about an ending of letters: codes and numbers need not be asked.
    if len(word) < LEAST_CHARS or not word.isascii() or word[-1].isdigit():
        return word
    return str(_stemmer().stemWord(word))


def _stemmer() -> Any:
    # A stemmer keeps the word it is working on: one per thread.
    if not hasattr(_thread, "porter"):
        _thread.porter = snowballstemmer.stemmer("porter")
    return _thread.porter
