"""Yes and no: the same word is denied in both or in neither, and all, none and only are said where they are meant."""

from collections.abc import Iterator

from pipelines.evidence.claims.alignment import followed
from pipelines.evidence.claims.guards import Objection, Window
from pipelines.evidence.claims.reading import Reading, Token
from pipelines.evidence.claims.vocabulary import NEGATIONS, QUANTIFIERS, opposite, same

# How far a negation reaches: to the first content word within so many words.
REACH = 4
_STRONG = frozenset(("all", "none", "only", "notonly", "half"))
# "40 cents each" and "both" count what was said before.
_WEAK = frozenset(("each", "both"))
_BOUNDS = frozenset(("≥", "≤"))


def turned(claim: Reading, window: Window) -> Iterator[Objection]:
    """Negations, opposites and quantifiers that differ. A row of a table says neither yes nor no."""
    if window.row:
        return
    for sentence in followed(claim, window):
        denied, denies = _denied(sentence), _denied(claim)
        if _differs(denies, denied, sentence) or _differs(denied, denies, claim):
            yield Objection("negation")
        if any(_opposed(token, claim, sentence, denied=denied | denies) for token in claim.tokens):
            yield Objection("opposite")
        said, there = _quantified(claim), _quantified(sentence)
        if (_quantified(claim, _WEAK) - there) & _STRONG or _bounds_differ(said & _BOUNDS, there & _BOUNDS):
            yield Objection("quantifier")


def _bounds_differ(said: frozenset[str], there: frozenset[str]) -> bool:
    """One bound for the other. A bound where the sentence has none says less than it, and is no change."""
    return bool(said and there) and not said & there


def _quantified(reading: Reading, without: frozenset[str] = frozenset()) -> frozenset[str]:
    words = (token.word for token in reading.tokens)
    return frozenset(QUANTIFIERS[word] for word in words if word in QUANTIFIERS and word not in without)


def _denied(reading: Reading) -> frozenset[str]:
    """The stems that a negation reaches."""
    found = set()
    for at, token in enumerate(reading.tokens):
        if token.word in NEGATIONS:
            reached = (one.stem for one in reading.tokens[at + 1 : at + 1 + REACH] if one.content)
            found.add(next(reached, ""))
    return frozenset(found - {""})


def _differs(these: frozenset[str], those: frozenset[str], other: Reading) -> bool:
    """Whether the other text says one of these words, and denies neither it nor one of its meaning."""
    return any(stem in other.stems and not any(same(stem, one) for one in those) for stem in these)


def _opposed(token: Token, claim: Reading, window: Reading, *, denied: frozenset[str]) -> bool:
    """A word whose opposite the window says in its place. Denying the opposite says the same."""
    if any(same(token.stem, stem) for stem in window.stems) or token.stem in denied:
        return False
    there = [stem for stem in window.stems if opposite(token.stem, stem)]
    return bool(there) and not any(stem in denied or stem in claim.stems for stem in there)
