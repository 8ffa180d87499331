"""Words that German and its relatives write as one: *Urlaubsanspruch* is what others call *Anspruch auf Urlaub*.

No list of words is asked: a compound is taken apart at every place, and counts where both halves stand in one chunk;
two words of a question are put together in every way, and count where a chunk has such a word.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

# Languages that write compounds as one word, and what they put between the halves.
LINKS = {
    "da": ("", "s", "e"),
    "de": ("", "s", "es", "n", "en", "er"),
    "fi": ("", "n"),
    "nl": ("", "s", "e", "en"),
    "no": ("", "s", "e"),
    "sv": ("", "s"),
}
# Beside a word that was asked for: what each half of it is worth, and a word that stands for two.
HALF_WEIGHT, JOINED_WEIGHT = 0.5, 1.5
# Letters of a half, and of one that is joined; how far apart two words are joined; compounds and pairs that are tried.
LEAST, LONGEST, APART, MOST_COMPOUNDS, MOST_PAIRS = 4, 14, 2, 2, 24
# How a word of these languages begins: no half does otherwise.
_ONSET = re.compile(
    "(?:sch[lmnrw]?|s[cfjklmnptvw]?|sp[lr]|s[kt]r|[bdfghkmnp]j|[bfgkpv][lr]|[dtw]r|[gk]n|[dtkz]?w|pf[lr]?|[cpt]h|qu"
    "|[a-z])?[aeiouy]"
)

Term = Callable[[str], str]


def halves(words: Iterable[str], language: str, term: Term) -> list[tuple[str, str]]:
    """The terms of both halves of compounds, for every way to take one of the longest words apart."""
    long = {word for word in words if len(word) >= 2 * LEAST and word.isalpha()}
    longest = sorted(long, key=lambda word: (-len(word), word))[:MOST_COMPOUNDS]
    found = dict.fromkeys((term(a), term(b)) for word in longest for a, b in splits(word, language))
    return list(found)[:MOST_PAIRS]


def splits(word: str, language: str) -> Iterator[tuple[str, str]]:
    """Both halves of a folded word of one of these languages for every way to take it apart, the first without what
    links them.
    """
    for at in range(LEAST, len(word) - LEAST + 1):
        if _ONSET.match(word, at):
            yield from ((left, word[at:]) for left in _unlinked(word[:at], language))


def joined(words: Sequence[str], language: str, term: Term) -> list[str]:
    """The terms of compounds that two words of a question may be written as."""
    known = list(dict.fromkeys(word for word in words if LEAST <= len(word) <= LONGEST and word.isalpha()))
    near = (
        pair
        for at, word in enumerate(known)
        for other in known[at + 1 : at + 1 + APART]
        for pair in ((word, other), (other, word))
    )
    found = dict.fromkeys(
        left + link + right
        for left, whole in ((left, term(left + other)) for left, other in itertools.islice(near, MOST_PAIRS))
        # What the stemmer takes from the end it takes whatever links the halves.
        if whole.startswith(left) and (right := whole.removeprefix(left))
        for link in LINKS[language]
    )
    return list(found)


def _unlinked(left: str, language: str) -> Iterator[str]:
    for link in LINKS[language]:
        if left.endswith(link) and len(left) - len(link) >= LEAST:
            yield left.removesuffix(link)
