"""Stems of texts and questions, for coverage: how much of a question a sentence holds."""

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import Any

import snowballstemmer

from pipelines.index.question import STOP_WORDS, parse
from pipelines.text.analyzer import words

WORD = re.compile(r"[^\W_]+")
_thread = local()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The English stem of a lower-case word; other scripts come back as they are."""
    if not word.isascii():
        return word
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=8_192)
def stems(text: str) -> tuple[str, ...]:
    """The stems of all words of a text, in order, stop words included."""
    return tuple(map(stem, words(text)))


@lru_cache(maxsize=8_192)
def content_stems(text: str) -> frozenset[str]:
    """The distinct stems of a text's content words."""
    return frozenset(stem(word) for word in words(text) if word not in STOP_WORDS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's content: ``words`` by stem (one spelling each, as asked) and its adjacent pairs of stems."""

    text: str
    words: dict[str, str]
    pairs: frozenset[tuple[str, str]]


# "How long": the adjective asks, it is not looked for.
_HOW = re.compile(
    r"\bhow (?:long|far|old|big|large|fast|soon|late|tall|deep|high|wide|heavy|quickly|frequently)\b", re.IGNORECASE
)


def asked(text: str) -> Asked:
    """Read a question."""
    question = parse(_HOW.sub("how", text))
    by_stem: dict[str, str] = {}
    for word in question.words:
        by_stem.setdefault(stem(word), word)
    return Asked(text, by_stem, frozenset((stem(a), stem(b)) for a, b in question.phrases))


def _stemmer() -> Any:
    # A stemmer keeps the word it is working on: one per thread.
    if not hasattr(_thread, "stemmer"):
        _thread.stemmer = snowballstemmer.stemmer("english")
    return _thread.stemmer
