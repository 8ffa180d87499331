"""The lists of words, as they are looked up: phrases of grammar and entries by the stems of what people type."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import local
from typing import Any

import Stemmer

from pipelines.evidence.glosses import acts, daily, grammar, living, work
from pipelines.text.analyzer import words

NAMES = {"de": "german", "fr": "french", "es": "spanish"}
LEAST = 3
WORDS = 20_000
Key = tuple[str, ...]
_thread = local()


@dataclass(frozen=True, slots=True)
class Glosses:
    """``phrases``: words of grammar as they stand, to English words; ``spelled`` and ``entries``: words as they are
    listed and their stems, to English words that may be meant, likeliest first. No key is of more than ``longest``
    words.
    """

    phrases: Mapping[Key, str]
    spelled: Mapping[Key, tuple[str, ...]]
    entries: Mapping[Key, tuple[str, ...]]
    longest: int

    def of(self, said: Key, stemmed: Key) -> tuple[str, ...] | None:
        """What words may mean: as they are spelled ("cours"), else by their stems ("cour" is a yard)."""
        return self.spelled.get(said) or self.entries.get(stemmed)


@cache
def glosses(language: str) -> Glosses:
    """The list of a language. Raises ``KeyError`` for one that has none."""
    place = list(NAMES).index(language)
    grammatical = {"de": grammar.GERMAN, "fr": grammar.FRENCH, "es": grammar.SPANISH}[language]
    phrases = dict(_phrases(grammatical))
    spelled: dict[Key, list[str]] = {}
    entries: dict[Key, list[str]] = {}
    for line in _entries():
        english, foreign = line.split(" = ")
        for form in filter(None, foreign.split("|")[place].strip().split(" ")):
            said = words(form)
            meant = [word.replace("\xa0", " ") for word in english.split(" ")]
            spelled.setdefault(said, []).extend(meant)
            entries.setdefault(stems(language, said), []).extend(meant)
    longest = max(map(len, [*phrases, *entries]))
    return Glosses(phrases, _once(spelled), _once(entries), longest)


@lru_cache(WORDS)
def lines_of(word: str) -> frozenset[tuple[str, int]]:
    """The lines, by language, that have a folded word: words of one line and language say nearly the same."""
    return frozenset(
        (code, line) for code in NAMES for line in _lines(code).get(stems(code, (word,)), ()) if len(word) >= LEAST
    )


@cache
def _lines(language: str) -> Mapping[Key, tuple[int, ...]]:
    place = list(NAMES).index(language)
    found: dict[Key, list[int]] = {}
    for at, line in enumerate(_entries()):
        for form in filter(None, line.split(" = ")[1].split("|")[place].strip().split(" ")):
            found.setdefault(stems(language, words(form)), []).append(at)
    return {key: tuple(lines) for key, lines in found.items() if len(key) == 1}


def _entries() -> list[str]:
    return list(filter(None, "".join((daily.ENTRIES, work.ENTRIES, living.ENTRIES, acts.ENTRIES)).splitlines()))


def _once(found: Mapping[Key, list[str]]) -> dict[Key, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(meant)) for key, meant in found.items()}


def stems(language: str, said: Sequence[str]) -> Key:
    """The stems of folded words by the language's own rules."""
    stemmer = _stemmer(language)
    return tuple(_singular(stemmer.stemWord(word)) for word in said)


def _singular(one: str) -> str:
    """Snowball leaves "dias" and "plazos" their ending where accents are folded."""
    return one[:-1] if len(one) > LEAST and one.endswith("s") else one


def _phrases(listed: str) -> Iterator[tuple[Key, str]]:
    for line in listed.strip().splitlines():
        left, right = line.split(" =", 1)
        typed = left.split(" | ")
        meant = [one.strip() for one in right.split(" | ")]
        for at, phrase in enumerate(typed):
            yield words(phrase), meant[at] if len(meant) == len(typed) else meant[0]


def _stemmer(language: str) -> Any:
    # A stemmer keeps the word it is working on: one per thread.
    kept = _thread.__dict__.setdefault("stemmers", {})
    if language not in kept:
        kept[language] = Stemmer.Stemmer(NAMES[language])
    return kept[language]
