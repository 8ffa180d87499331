"""What changed where a statement otherwise follows its window word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from pipelines.evidence.claims.guards import Objection, Window
from pipelines.evidence.claims.reading import Reading, Token
from pipelines.evidence.claims.values import equal
from pipelines.evidence.claims.vocabulary import NEGATIONS, QUANTIFIERS, opposite

LEAST_MATCH = 0.7
# A longer insertion or deletion is another clause, not a change of this one.
SHORT = 3
# Put in, these say less than was said: "up to two times" for "twice".
_WEAKER = frozenset(("≥", "≤", "each"))


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a window and those that stand in their place in the statement; one side may be empty."""

    window: tuple[Token, ...]
    claim: tuple[Token, ...]


def followed(claim: Reading, window: Window) -> list[Reading]:
    """The sentences of the window that the statement follows word by word; if none, all of them together."""
    if len(window.sentences) == 1:
        return [window.reading]
    return [one for one in window.sentences if changes(claim, one) is not None] or [window.reading]


@lru_cache(maxsize=512)
def changes(claim: Reading, window: Reading) -> list[Change] | None:
    """How the statement differs from a sentence; None when it does not follow it."""
    matcher = SequenceMatcher(None, window.order, claim.order, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    if not claim.order or matched / len(claim.order) < LEAST_MATCH:
        return None
    return [
        Change(window.tokens[a:b], claim.tokens[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    ]


def changed(claim: Reading, window: Window) -> Iterator[Objection]:
    """A number or name replaced; an opposite, quantifier or negation put in, taken out or exchanged."""
    if window.row:
        return
    for sentence in followed(claim, window):
        for change in changes(claim, sentence) or ():
            yield from _replaced(change, claim, sentence)
            yield from _turned(_without_moved(change, claim, sentence))


def _replaced(change: Change, claim: Reading, sentence: Reading) -> Iterator[Objection]:
    for kind, reason in (("value", "value_replaced"), ("name", "name_replaced")):
        said = [token for token in change.claim if token.kind == kind]
        there = [token for token in change.window if token.kind == kind]
        if len(said) == len(there) == 1 and not _equal(said[0], there[0], claim=claim, sentence=sentence):
            alike = kind == "name" or _unit(said[0], claim) == _unit(there[0], sentence)
            yield Objection(reason, (_text(said[0], claim), _text(there[0], sentence)) if alike else None)
    yield from _reworded(change, claim, sentence)


def _reworded(change: Change, claim: Reading, sentence: Reading) -> Iterator[Objection]:
    """One content word for one other that nothing connects with it."""
    said = [token for token in change.claim if token.kind == "word"]
    there = [token for token in change.window if token.kind == "word"]
    if len(said) != 1 or len(there) != 1 or max(len(change.claim), len(change.window)) > SHORT:
        return
    if sentence.holds(said[0].stem) or claim.holds(there[0].stem):
        return
    yield Objection("word_replaced")


def _equal(one: Token, other: Token, *, claim: Reading, sentence: Reading) -> bool:
    if one.kind == "name":
        return equal(one.word, other.word)
    mine = [quantity for quantity in claim.quantities if quantity.start == one.start]
    theirs = [quantity for quantity in sentence.quantities if quantity.start == other.start]
    if mine and theirs:
        return mine[0].equals(theirs[0]) or mine[0].weak
    # Dates of different detail are compared by their guard.
    return not mine and not theirs


def _unit(token: Token, reading: Reading) -> str | None:
    """What a quantity measures; None for a moment and for a bare number."""
    found = next((quantity for quantity in reading.quantities if quantity.start == token.start), None)
    return None if found is None or found.unit is None else found.unit.kind


def _text(token: Token, reading: Reading) -> str:
    return reading.text[token.start : token.end]


def _turned(change: Change) -> Iterator[Objection]:
    if any(opposite(one.stem, other.stem) for one in change.window for other in change.claim):
        yield Objection("opposite")
    if max(len(change.window), len(change.claim)) > SHORT:
        return
    if _signs(change.window, NEGATIONS) != _signs(change.claim, NEGATIONS):
        yield Objection("negation")
    before, after = _quantifiers(change.window), _quantifiers(change.claim)
    if before != after and not (after <= _WEAKER and not before) and not (before == {"all"} and not after):
        yield Objection("quantifier")


def _without_moved(change: Change, claim: Reading, sentence: Reading) -> Change:
    """The change without what only stands in another place: "every spring" put first says no more and no less."""
    return Change(_unmoved(change.window, sentence, claim), _unmoved(change.claim, claim, sentence))


def _unmoved(tokens: tuple[Token, ...], reading: Reading, other: Reading) -> tuple[Token, ...]:
    followers = dict(zip(reading.tokens, reading.tokens[1:], strict=False))
    there = set(pairwise(other.order))
    moved = {one for one in tokens if one.word in QUANTIFIERS and _pair(one, followers.get(one)) in there}
    return tuple(one for one in tokens if one not in moved)


def _pair(one: Token, other: Token | None) -> tuple[str, str]:
    return one.stem, "" if other is None else other.stem


def _signs(tokens: tuple[Token, ...], wanted: frozenset[str]) -> int:
    return sum(token.word in wanted for token in tokens) % 2


def _quantifiers(tokens: tuple[Token, ...]) -> set[str]:
    classes = {QUANTIFIERS[token.word] for token in tokens if token.word in QUANTIFIERS}
    # "40 cents each" counts what was said before; "each" for "not every" does not.
    return {"each"} if {token.word for token in tokens} & QUANTIFIERS.keys() == {"each"} else classes
