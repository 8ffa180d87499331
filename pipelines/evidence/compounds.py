"""Words that are written together: what is asked in one word may be said in two, and the other way round.

In German, Dutch and Swedish a compound stands where both of its halves stand, and a word stands where a compound begins
or ends with it. Scripts without spaces are taken as pairs of characters: a pair that only arose where two words meet
stands where the pairs before and after it stand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

from pipelines.evidence.words import Asked, stem
from pipelines.index.compounds import LEAST, splits
from pipelines.text.scripts import parts

LANGUAGES = frozenset({"de", "nl", "sv"})
# What a half ends in where it is a form of another word: "Kündigungsfrist" is a "Frist", within which "gekündigt" is.
_ENDING = re.compile(r"(?:ungen|ung|ingen|ing|en|e|n)$")
# The head of a compound has so many letters before it where it stands alone for it.
MODIFIER = 3
# What stands before a word and makes another of it: "Überstunden" are no hours.
BEFORE = frozenset("uber unter haupt vor nach bei auf aus ein mit rest over onder voor extra".split())  # noqa: SIM905

# Words of a question that are taken apart for each passage, and letters of one: every place costs a look.
MOST, LONGEST = 32, 40

# By stem: pairs of stems of which both stand where it stands.
Halves = Mapping[str, tuple[tuple[str, str], ...]]


def halves(asked: Asked) -> Halves:
    """What each stem of a question may be made of."""
    found = dict(_meetings(asked.runs.split()))
    if asked.language in LANGUAGES:
        found |= {one: pairs for one, word in asked.words.items() if (pairs := _split(word, asked.language))}
    return found


def spelt(asked: Asked, held: Mapping[str, str]) -> Halves:
    """What each stem of a question is made of in a passage whose words by stem these are: halves in other forms, and
    as parts of other compounds.
    """
    if asked.language not in LANGUAGES:
        return {}
    said = " ".join(held.values())
    found = {
        one: tuple(
            pair
            for roots in _roots(word, asked.language)
            if all(root in said for root in roots)
            for pair in _pairs_in(roots, held)
        )
        for one, word in islice(asked.words.items(), MOST)
        if one not in held and len(word) <= LONGEST
    }
    return {one: pairs for one, pairs in found.items() if pairs}


def _roots(word: str, language: str) -> Iterator[tuple[str, str]]:
    return ((_root(first), _root(second)) for first, second in splits(word, language))


def _pairs_in(roots: tuple[str, str], held: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    ends = ([one for one, word in held.items() if _is_form(root, word)] for root in roots)
    return ((a, b) for a, b in product(*ends) if a != b)


def _root(half: str) -> str:
    root = _ENDING.sub("", half)
    return root if len(root) >= LEAST else half


def _is_form(root: str, word: str) -> bool:
    return word.startswith((root, f"ge{root}")) or _ENDING.sub("", word).endswith(root)


def completed(held: frozenset[str], made: Halves) -> frozenset[str]:
    """The stems held, and those whose halves are."""
    more = {one for one, pairs in made.items() if any(a in held and b in held for a, b in pairs)}
    return held | more if more else held


def within(asked: Mapping[str, str], held: Mapping[str, str], language: str) -> dict[str, frozenset[str]]:
    """For stems of a question those of a passage that are compounds of it; both are words by stem."""
    found: dict[str, frozenset[str]] = {}
    for one, word in asked.items():
        if len(word) == 1 and not word.isascii():
            others = frozenset(other for other in held if word in other)
        elif language in LANGUAGES and len(one) >= LEAST:
            others = frozenset(other for other, long in held.items() if _is_half(one, word, long))
            others |= _heads(word, held) if one in held else frozenset()
        else:
            continue
        if others:
            found[one] = others
    return found


def _heads(word: str, held: Mapping[str, str]) -> frozenset[str]:
    """What a compound is called further on where it stands in a passage: the "Schwimmkurs" is "der Kurs"."""
    return frozenset(
        other
        for other, head in held.items()
        if LEAST <= len(head) <= len(word) - MODIFIER and word.endswith(head) and word.removesuffix(head) not in BEFORE
    )


def _is_half(one: str, word: str, long: str) -> bool:
    """Whether a longer word begins or ends with this one, and has a half besides."""
    if long.startswith(one) and len(long) >= len(one) + LEAST:
        return True
    if len(long) < len(word) + LEAST - 1:
        return False
    return long.endswith(word) or (len(one) > LEAST and long.endswith(one))


def _split(word: str, language: str) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((stem(a, language), stem(b, language)) for a, b in splits(word, language)))


def _meetings(runs: Iterable[str]) -> Iterable[tuple[str, tuple[tuple[str, str], ...]]]:
    """Of a run of an unspaced script each pair with those before and after it."""
    for run in runs:
        if run.isascii():
            continue
        pairs = list(parts(run))
        for before, here, after in zip(pairs, pairs[1:], pairs[2:], strict=False):
            if len(here) > 1:
                yield here, ((before, after),)
