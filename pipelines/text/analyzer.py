"""Text to words and terms, the same for documents and questions, whatever the store.

A *word* is what a person may type for it: composed, case and diacritics folded. A *term* is what an index keeps of a
word: its stem. Neither ever holds a space, a sign, a control or format character, or a code point of private use or
without a meaning, so a store may split them at spaces and a query may quote them as they are.

Words are runs of letters, digits and the marks on them. Format characters and soft hyphens inside a run are passed
over; every other character ends it. Runs of scripts that write no spaces become overlapping pairs (``scripts``).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain

from pipelines.text.folding import fold
from pipelines.text.remembering import Remembered
from pipelines.text.scripts import parts
from pipelines.text.stemming import stem

# A longer word is cut here. OpenSearch's whitespace tokenizer would split it at 255 UTF-16 units.
MOST_CHARS = 100
# Languages whose terms are remembered: more than most collections have.
LANGUAGES = 8
# Stems, of all languages.
STEMS = 1 << 14

# A run is cut further by ``_cut``. What is not ASCII and surely stands between words (spaces, dashes, quotes) already
# ends it here, so that the same word is the same run.
_RUN = re.compile("[^\x00-/:-@[-`{-\xa0\u2000-\u200b\u2010-\u2029\u2030-\u205f\u3000-\u3003]+")
# The runs of ASCII by a table of bytes, in half the time: what is not of them becomes a space.
_ASCII = bytes(code if chr(code).isascii() and chr(code).isalnum() else 32 for code in range(256))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and its term. It was made of ``text[start:end]``: code points, end exclusive."""

    word: str
    term: str
    start: int
    end: int


def analyze(text: str, language: str = "") -> list[Token]:
    """The tokens of any text, in order. Those made of one compatibility character (㎞, ½) share its offsets."""
    return [
        Token(word, _kept_stem(word, language), run.start() + start, run.start() + end)
        for run in _RUN.finditer(text)
        for word, start, end in _cut(run.group())
    ]


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in order. Each is its own only word."""
    return tuple(chain.from_iterable(map(_WORDS.__getitem__, _runs(text))))


def terms(text: str, language: str = "") -> str:
    """The terms of a text in a language, in order, parted by single spaces: what a store indexes."""
    return " ".join(filter(None, map(_terms_in(language).__getitem__, _runs(text))))


def term(word: str, language: str = "") -> str:
    """The term of one of ``words`` in a language."""
    return _terms_in(language)[word]


def _runs(text: str) -> list[str]:
    return text.encode().translate(_ASCII).decode().split() if text.isascii() else _RUN.findall(text)


@lru_cache(LANGUAGES)
def _terms_in(language: str) -> Remembered[str]:
    return Remembered(partial(_terms_of, language=language))


def _terms_of(run: str, language: str) -> str:
    return " ".join([_kept_stem(word, language) for word, _, _ in _cut(run)])


# A run without spaces may hold thousands of words, mostly the same.
_kept_stem = lru_cache(STEMS)(stem)


def _words_of(run: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in _cut(run))


_WORDS = Remembered(_words_of)


def _cut(run: str) -> Iterator[tuple[str, int, int]]:
    """The words of a run and what they were made of."""
    for start, end, signs in [(0, len(run), run)] if run.isascii() else _pieces(run):
        for word in _words(signs):
            yield word, start, end


def _words(signs: str) -> Iterable[str]:
    if signs.isascii() and signs.isalnum():
        return (signs[:MOST_CHARS].lower(),)
    # Folding makes several of one (½ is 1⁄2, ㏂ is a.m.), so what it makes is cut again.
    return [part[:MOST_CHARS] for _, _, piece in _pieces(fold(signs)) for part in parts(piece)]


def _pieces(run: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of letters, digits and their marks, as (start, end, those characters without what is passed over)."""
    kept: list[str] = []
    start = end = 0
    before = ""
    for at, sign in enumerate(run):
        kind = unicodedata.category(sign)
        if kind == "Cf" or (kind[0] == "M" and not kept):
            continue
        if kept and not _goes_on(before, kind):
            yield start, end, "".join(kept)
            kept = []
        if kind[0] in "LNM" or (kind[0] == "S" and _spelt(sign)):
            start = start if kept else at
            end, before = at + 1, kind if kind[0] != "M" else before
            kept.append(sign)
    if kept:
        yield start, end, "".join(kept)


def _goes_on(before: str, kind: str) -> bool:
    """Whether a character goes on a word that a letter or digit of category ``before`` is the last of.

    10² and 5½ are no 102 and 51⁄2: a digit and a number sign stay apart. So does a sign that spells a word (℃).
    """
    if before[0] == "S" or kind[0] not in "LNM":
        return False
    return {before, kind} != {"Nd", "No"}


@lru_cache(maxsize=1_024)
def _spelt(sign: str) -> bool:
    return any(one.isalnum() for one in unicodedata.normalize("NFKC", sign))
