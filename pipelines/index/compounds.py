"""Words that German and its relatives write as one: *Urlaubsanspruch* is what others call *Anspruch auf Urlaub*.

No list of words is asked: a compound is taken apart at every place, and counts where both halves stand in one chunk;
two words of a question are put together in every way, and count where a chunk has such a word.
"""

import itertools
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
# Letters of a half, and of one that is joined; how far apart two words are joined; words and pairs that are tried.
LEAST, LONGEST, APART, MOST_WORDS, MOST_PAIRS = 4, 14, 2, 4, 40

Term = Callable[[str], str]


def halves(words: Iterable[str], language: str, term: Term) -> list[tuple[str, str]]:
    """The terms of both halves of compounds, for every way to take one of the longest words apart."""
    long = {word for word in words if len(word) >= 2 * LEAST and word.isalpha()}
    longest = sorted(long, key=lambda word: (-len(word), word))[:MOST_WORDS]
    found = dict.fromkeys(
        (term(left), term(word[at:]))
        for word in longest
        for at in range(LEAST, len(word) - LEAST + 1)
        for left in _unlinked(word[:at], language)
    )
    return list(found)[:MOST_PAIRS]


def joined(words: Sequence[str], language: str, term: Term) -> list[str]:
    """The terms of compounds that two words of a question may be written as."""
    known = [word for word in words if LEAST <= len(word) <= LONGEST and word.isalpha()]
    near = (
        pair
        for at, word in enumerate(known[: 4 * MOST_WORDS])
        for other in known[at + 1 : at + 1 + APART]
        for pair in ((word, other), (other, word))
    )
    pairs = itertools.islice(dict.fromkeys(near), MOST_PAIRS)
    made = (term(left + link + right) for left, right in pairs for link in LINKS[language] if left != right)
    return list(dict.fromkeys(made))


def _unlinked(left: str, language: str) -> Iterator[str]:
    for link in LINKS[language]:
        if left.endswith(link) and len(left) - len(link) >= LEAST:
            yield left.removesuffix(link)
