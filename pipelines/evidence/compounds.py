"""Words that are written together: what is asked in one word may be said in two, and the other way round.

In German, Dutch and Swedish a compound stands where both of its halves stand, and a word stands where a compound begins
or ends with it. Scripts without spaces are taken as pairs of characters: a pair that only arose where two words meet
stands where the pairs before and after it stand.
"""

from collections.abc import Iterable, Mapping

from pipelines.evidence.words import Asked, stem
from pipelines.text.scripts import parts

LANGUAGES = frozenset({"de", "nl", "sv"})
# A half has so many letters; what is put between two of them.
HALF = 4
_JOINTS = ("es", "en", "er", "s", "n", "e")

# By stem: pairs of stems of which both stand where it stands.
Halves = Mapping[str, tuple[tuple[str, str], ...]]


def halves(asked: Asked) -> Halves:
    """What each stem of a question may be made of."""
    found = dict(_meetings(asked.runs.split()))
    if asked.language in LANGUAGES:
        found |= {one: pairs for one, word in asked.words.items() if (pairs := _split(word, asked.language))}
    return found


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
        elif language in LANGUAGES and len(one) >= HALF:
            others = frozenset(other for other, long in held.items() if _is_half(one, word, long))
        else:
            continue
        if others:
            found[one] = others
    return found


def _is_half(one: str, word: str, long: str) -> bool:
    """Whether a longer word begins or ends with this one, and has a half besides."""
    if long.startswith(one) and len(long) >= len(one) + HALF:
        return True
    if len(long) < len(word) + HALF - 1:
        return False
    return long.endswith(word) or (len(one) > HALF and long.endswith(one))


def _split(word: str, language: str) -> tuple[tuple[str, str], ...]:
    pairs: dict[tuple[str, str], None] = {}
    for at in range(HALF, len(word) - HALF + 1):
        first, second = word[:at], stem(word[at:], language)
        pairs[stem(first, language), second] = None
        for joint in _JOINTS:
            bare = first.removesuffix(joint)
            if bare != first and len(bare) >= HALF:
                pairs[stem(bare, language), second] = None
    return tuple(pairs)


def _meetings(runs: Iterable[str]) -> Iterable[tuple[str, tuple[tuple[str, str], ...]]]:
    """Of a run of an unspaced script each pair with those before and after it."""
    for run in runs:
        if run.isascii():
            continue
        pairs = list(parts(run))
        for before, here, after in zip(pairs, pairs[1:], pairs[2:], strict=False):
            if len(here) > 1:
                yield here, ((before, after),)
