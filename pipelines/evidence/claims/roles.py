"""Who does it and who it is done to, told by what stands on which side of a word that both texts have.

"The tenant pays the landlord" and "the landlord pays the tenant" have the same words. Around "pays" one party has gone
from the left to the right and the other from the right to the left: that turns a statement round, while a phrase that
is only put first ("in March the board …") moves alone. In the passive the sides change places.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.evidence.claims.reading import Reading, Token
from pipelines.evidence.words import base, stem

# Who meets whom is the same either way.
_EITHER_WAY = re.compile(
    r"\b(?:meets?|met|marr(?:y|ies|ied)|borders?|equals?|resembles?|differs?|agrees?|agreed|cooperates?|and|or|between"
    r"|with|both|each other)\b",
    re.IGNORECASE,
)
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"))
_ENDS = re.compile(r"[;:]")
# Between a form of "be" and its participle: "is always paid".
NEAR = 3
# Longer statements are looked at so far only.
MOST = 60
_GIVEN = ("by", "from", "to", "for", "against")


@dataclass(frozen=True, slots=True)
class _Sides:
    """Stems of the words on both sides of a word: who does it, and all the rest."""

    does: frozenset[str]
    rest: frozenset[str]
    passive: bool


def exchanged(claim: Reading, said: Reading) -> bool:
    """Whether two parties have changed places: around a word that is in both, or behind two prepositions."""
    if _EITHER_WAY.search(claim.text) and _EITHER_WAY.search(said.text):
        return _swapped_objects(claim, said)
    for root in _shared(claim, said):
        mine, theirs = _sides(claim, root), _sides(said, root)
        if mine and theirs and _crossed(mine, theirs):
            return True
    return _swapped_objects(claim, said)


def _shared(claim: Reading, said: Reading) -> Iterator[str]:
    """Words that both have once, in order. Where only one is passive, only its participle tells who does it."""
    mine, theirs = Counter(map(_root, claim.tokens)), Counter(map(_root, said.tokens))
    once = [root for root in dict.fromkeys(map(_root, claim.tokens[:MOST])) if mine[root] == theirs[root] == 1]
    voices = {root: (_voice(claim, root), _voice(said, root)) for root in once}
    turned = any(one != other for one, other in voices.values())
    yield from (root for root, (one, other) in voices.items() if one != other or not turned)


def _root(token: Token) -> str:
    """What forms of one verb have in common: pays and paid, gives and given."""
    return base(stem(token.word)) if token.kind == "word" else token.stem


def _voice(reading: Reading, root: str) -> bool:
    sides = _sides(reading, root)
    return sides is not None and sides.passive


def _sides(reading: Reading, root: str) -> _Sides | None:
    at = next((n for n, token in enumerate(reading.tokens) if _root(token) == root and token.kind == "word"), None)
    if at is None:
        return None
    before, after = _clause(reading, at)
    agents = next((n for n, token in enumerate(after) if token.word == "by"), None)
    passive = agents is not None and any(token.word in _BE for token in before[-NEAR:])
    if passive and agents is not None:
        return _Sides(_parties(after[agents:]), _parties((*before, *after[:agents])), passive=True)
    return _Sides(_parties(before), _parties(after), passive=False)


def _clause(reading: Reading, at: int) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    place = reading.tokens[at].start
    low = max((match.end() for match in _ENDS.finditer(reading.text, 0, place)), default=0)
    high = next((match.start() for match in _ENDS.finditer(reading.text, place)), len(reading.text))
    tokens = reading.tokens[max(0, at - MOST) : at + MOST]
    before = tuple(token for token in tokens if low <= token.start < place)
    return before, tuple(token for token in tokens if place < token.start < high)


def _parties(tokens: tuple[Token, ...]) -> frozenset[str]:
    return frozenset(token.stem for token in tokens if token.content)


def _crossed(mine: _Sides, theirs: _Sides) -> bool:
    """Whether something has gone from each side to the other."""
    gone = (mine.does - mine.rest) & (theirs.rest - theirs.does)
    come = (mine.rest - mine.does) & (theirs.does - theirs.rest)
    return bool(gone and come)


def _swapped_objects(claim: Reading, said: Reading) -> bool:
    """Whether what stands behind two prepositions has changed places: handed over by one to the other."""
    mine, theirs = _objects(claim), _objects(said)
    names = [name for name in mine if name in theirs]
    return any(
        mine[one] & theirs[other] - mine[other] and mine[other] & theirs[one] - mine[one]
        for n, one in enumerate(names)
        for other in names[n + 1 :]
    )


def _objects(reading: Reading) -> dict[str, frozenset[str]]:
    """The words behind each preposition that is there once, up to the next one."""
    found: dict[str, set[str]] = {}
    counts = [token.word for token in reading.tokens]
    current: str | None = None
    for token in reading.tokens[: 2 * MOST]:
        if token.word in _GIVEN:
            current = token.word if counts.count(token.word) == 1 else None
        elif token.kind == "stop" and token.word not in ("the", "a", "an", "our", "its", "their"):
            current = None
        elif current is not None and token.content:
            found.setdefault(current, set()).add(token.stem)
    return {name: frozenset(stems) for name, stems in found.items()}
