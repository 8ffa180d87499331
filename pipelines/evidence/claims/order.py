"""Who did it to whom: the same names and numbers in turned places."""

import itertools
import re
from collections.abc import Iterator

from pipelines.evidence.claims.alignment import followed
from pipelines.evidence.claims.guards import Objection, Window
from pipelines.evidence.claims.reading import Reading
from pipelines.evidence.claims.roles import exchanged

LEAST_MATCH = 0.6
_JOINED = frozenset(("and", "or", "und", "oder", "et", "ou", "of", "the", "s", "as", "well", "both"))
_OPENING = re.compile(
    r"\s*(?:in|on|at|if|when|since|during|from|after|before|until|for|with|by|under|according|while|as|once|because"
    r"|although|unless|between|within|whenever|where|to)\b",
    re.IGNORECASE,
)
_SCENE = re.compile(r"\b(?:if|when|since|during|in|on|at|after|before|until)\s+(?:the\s+)?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+\s+){1,4}?by\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom\s+(?P<a>.+?)\s+to\s+(?P<b>[^,;.]+)", re.IGNORECASE)
_COMPARED = re.compile(r"(?P<a>[^,;:.]*?)\b(?:than|preferred\s+to|prefers?\s+.*?\s+to)\b(?P<b>[^,;:.]*)", re.IGNORECASE)
_PREFERRED = re.compile(r"\bprefer\w*\s+(?P<a>.+?)\s+to\s+(?P<b>[^,;:.]+)", re.IGNORECASE)


def swapped(claim: Reading, window: Window) -> Iterator[Objection]:
    """Names inverted, or the two sides of "from … to …" or of a comparison."""
    if window.row:
        return
    forms = (_FROM_TO, _COMPARED, _PREFERRED)
    for said in followed(claim, window):
        if _inverted(claim, said) or exchanged(claim, said) or any(_turned(form, claim, said) for form in forms):
            yield Objection("order")


def _inverted(claim: Reading, window: Reading) -> bool:
    if len(_PASSIVE.findall(claim.text)) != len(_PASSIVE.findall(window.text)):
        return False
    if _shared(claim, window) <= LEAST_MATCH:
        return False
    here, there = _places(claim, window), _places(window, claim)
    common = [stem for stem in here if stem in there]
    for one, other in itertools.combinations(common, 2):
        if (here[one] - here[other]) * (there[one] - there[other]) < 0 and _apart(claim, window, (one, other)):
            return True
    return False


def _shared(claim: Reading, window: Reading) -> float:
    return sum(stem in window.stems for stem in claim.order) / len(claim.order) if claim.order else 0.0


def _places(reading: Reading, other: Reading) -> dict[str, int]:
    """Where each name stands that is said once. A sentence may begin with one: then the other text shows that it is."""
    names = {token.stem for token in (*reading.names, *other.names)}
    return {
        token.stem: at
        for at, token in enumerate(reading.tokens)
        if token.stem in names and token.content and reading.order.count(token.stem) == 1
    }


def _apart(claim: Reading, window: Reading, pair: tuple[str, str]) -> bool:
    """Whether the two stand in different roles: not coordinated, neither in an introductory clause."""
    for reading, beside in ((claim, window), (window, claim)):
        places = _places(reading, beside)
        first, last = sorted(places[name] for name in pair)
        if _coordinated(reading, first, last) or _introduced(reading, first, last):
            return False
    return True


def _coordinated(reading: Reading, first: int, last: int) -> bool:
    between = reading.tokens[first + 1 : last]
    return all(token.word in _JOINED or token.kind == "name" for token in between)


def _introduced(reading: Reading, first: int, last: int) -> bool:
    """One of the two stands before the comma of a clause that only sets the scene, or after the word that opens one."""
    start, end = reading.tokens[first].start, reading.tokens[last].start
    head = reading.text[:start]
    if _OPENING.match(reading.text) and ("," not in head or "," in reading.text[start:end]):
        return True
    return _SCENE.search(reading.text[:end]) is not None


def _turned(form: re.Pattern[str], claim: Reading, window: Reading) -> bool:
    for mine, theirs in itertools.product(form.finditer(claim.text), form.finditer(window.text)):
        one, other = _side(mine, "a", claim), _side(mine, "b", claim)
        first, second = _side(theirs, "a", window), _side(theirs, "b", window)
        crossed = len(one & second) + len(other & first)
        straight = len(one & first) + len(other & second)
        if one & second and other & first and crossed > straight:
            return True
    return False


def _side(found: re.Match[str], name: str, reading: Reading) -> frozenset[str]:
    start, end = found.span(name)
    return frozenset(
        token.stem for token in reading.tokens if start <= token.start < end and token.kind in ("word", "name", "value")
    )
