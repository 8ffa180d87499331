"""Statements made false by a negation, a quantifier, a comparative, an antonym or swapped roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.bench.answers.statements import NEGATION, QUANTIFIER, SUBORDINATE, plain, replaced
from tests.bench.answers.wordlists import ANTONYMS, MONTHS, OPPOSITES, SPELLED, SUPERLATIVES

_AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|may|must|will|has been|have been)\b")
_NOT = re.compile(
    r"\b(is|are|was|were|may|must|can|will|do|does|did|has|have) not\b"
    r"(?! (?:only|merely|more|less|later|before|until|all|every|even|yet|exceed|just|from|to|been longer|longer)\b)"
)
_NUMBER_WORD = rf"(?:\d[\d,.]*|{'|'.join(SPELLED)})"
_QUANTIFIERS = (
    (r"^All (?=\d)", "Only some of the "),
    (r"^All (?!of|other|in all|day)(?=[a-z])", "Only some "),
    (r"^All (?=of (?:them|the))", "Only some "),
    (r"\band all of them\b", "and only some of them"),
    (r"^(?:Every|Each) (?!time|year|month|day|week)", "Not every "),
    (r"^Only (?!\d|a few|after|when|if)", "Not only "),
    (r"^Nobody\b", "Everybody"),
    (r"^Nothing\b", "Everything"),
    (r"^None of them is\b", "All of them are"),
    (r"^Most of (?=(?:the|them)\b(?!.*\bnever\b))", "None of "),
    (r"^Some (?=[a-z]+s\b)", "No "),
    (r"^Everybody\b", "Nobody"),
    (r"^Half of ", "All of "),
    (r"\bevery one of them\b", "only a part of them"),
)
_PARTIES = (("Landlord", "Tenant"), ("Buyer", "Supplier"))
_NAME = r"[A-Z][\w&]+(?: (?:& )?[A-Z][\w]*)*"
_DEEDS = re.compile(
    rf"^(?!(?:He|She|It|They) )(?P<a>(?:The [a-z]+ of )?{_NAME}) (?P<verb>defeated|beat|overtook|succeeded|acquired) "
    rf"(?P<b>(?:the [a-z]+ of )?{_NAME})(?=\b)"
)
_THAN = re.compile(
    r"^(?P<a>The (?:\w+ ){1,2}?)(?P<verb>(?:is|are|was|were) (?:\w+er|(?:more|less) \w+) than) "
    r"(?P<b>the (?:[a-z]+ ?){1,4})(?=[,.;]| but| and|$)"
)
_EVENT = (
    rf"(?= (?:\d{{4}}|\d+:|\d+ (?:{'|'.join(MONTHS)})|the (?!court|board|assembly|district)"
    r"|her |his |its |a (?:year|stop)))"
)


def negated(sentence: str) -> Iterator[str]:
    """A `not` after the only auxiliary of a sentence that has one clause."""
    found = list(_AUXILIARY.finditer(sentence))
    starts_with_number = re.match(rf"(?:Up to )?{_NUMBER_WORD}\b", sentence, re.IGNORECASE)
    if len(found) != 1 or not plain(sentence) or starts_with_number or " may have " in sentence:
        return
    if " than " in sentence[: found[0].start()]:
        return
    word = found[0].group()
    new = "cannot" if word == "can" else word.replace(" been", " not been") if "been" in word else f"{word} not"
    yield replaced(sentence, found[0].span(), new)


def affirmed(sentence: str) -> Iterator[str]:
    """The only negation taken away."""
    if len(NEGATION.findall(sentence)) != 1:
        return
    for match in _NOT.finditer(sentence):
        if not SUBORDINATE.search(sentence[: match.start()]):
            yield replaced(sentence, match.span(), match.group(1))
    for match in re.finditer(r"\bcannot\b", sentence):
        if not SUBORDINATE.search(sentence[: match.start()]):
            yield replaced(sentence, match.span(), "can")
    for match in re.finditer(r"(?<=\b(?:is|am) )never\b|(?<=\b(?:may|are|can) )never\b", sentence):
        yield replaced(sentence, match.span(), "always")


def quantified(sentence: str) -> Iterator[str]:
    """All for some, nobody for everybody, only for not only; least for most."""
    for pattern, new in _QUANTIFIERS:
        match = re.search(pattern, sentence)
        if match is not None:
            yield replaced(sentence, match.span(), new)
    for old, new in (("at least", "at most"), ("at most", "at least")):
        found = re.search(rf"\b{old} (?={_NUMBER_WORD}\b)", sentence, re.IGNORECASE)
        if found and not NEGATION.search(sentence) and not SUBORDINATE.search(sentence[: found.start()]):
            yield replaced(sentence, found.span(), f"{new} ")


def compared(sentence: str) -> Iterator[str]:
    """The comparative or superlative turned round; before for after."""
    if NEGATION.search(sentence):
        return
    for pair in (*OPPOSITES, ("more", "less"), ("more", "fewer")):
        plural = pair[1] == "fewer"
        if not set(pair) <= {"more", "less", "fewer"} or plural == bool(
            re.search(r"\bmore (?:women|than \d+ letters)", sentence)
        ):
            yield from _turned(sentence, pair, r"(?= (?:[\w']+ ){0,3}?than\b)")
    if len(re.findall(r"\b\w+est\b", sentence)) == 1:
        for pair in SUPERLATIVES:
            yield from _turned(sentence, pair, r"(?= [a-z])")
    yield from _turned(sentence, ("before", "after"), _EVENT)


def _turned(sentence: str, pair: tuple[str, str], ahead: str) -> Iterator[str]:
    for old, new in (pair, pair[::-1]):
        found = list(re.finditer(rf"(?<!no )(?<!not )(?<!any )\b{old}\b{ahead}", sentence, re.IGNORECASE))
        if len(found) == 1 and not _conditional(sentence, found[0].start(), old):
            yield replaced(sentence, found[0].span(), new)


def _conditional(sentence: str, position: int, word: str) -> bool:
    """A comparison inside a condition or relative clause sets who is meant, not what is so."""
    before = sentence[:position]
    return SUBORDINATE.search(before) is not None or (
        word in ("more", "less") and QUANTIFIER.search(before) is not None
    )


def opposed(sentence: str) -> Iterator[str]:
    """One word for its opposite."""
    if NEGATION.search(re.sub(r"\bforbidden\b", "", sentence)) or "," in sentence:
        return
    for pattern, new in ANTONYMS:
        found = list(re.finditer(pattern, sentence))
        if len(found) != 1 or SUBORDINATE.search(sentence[: found[0].start()]):
            continue
        opposite = found[0].expand(new)
        root = opposite.split()[-1][:4]
        if root not in sentence.replace(found[0].group(), ""):
            yield replaced(sentence, found[0].span(), opposite)


def swapped(sentence: str) -> Iterator[str]:
    """Who did it and to whom, which is more and which is less, from where and to where."""
    for pattern in (_DEEDS, _THAN):
        match = pattern.search(sentence)
        if match is not None:
            first, second = match["a"].strip(), match["b"].strip()
            turned = f"{_initial(second, first)} {match['verb']} {_initial(first, second)}"
            yield replaced(sentence, match.span(), turned)
    match = re.search(
        rf"\b(moved?s?|rose|fell|has fallen)\b(.*?) from ({_NAME}|[\d,]+) to ({_NAME}|[\d,]+)\b", sentence
    )
    if match is not None:
        yield replaced(sentence, match.span(), f"{match[1]}{match[2]} from {match[4]} to {match[3]}")
    match = re.search(r"\bpreferred (\w+) to (\w+)\b", sentence)
    if match is not None:
        yield replaced(sentence, match.span(), f"preferred {match[2]} to {match[1]}")
    yield from _parties(sentence)


def _initial(text: str, like: str) -> str:
    """`the crew` or `The crew`, as the other stood; a name keeps its capital."""
    if not text.lower().startswith("the "):
        return text
    return ("T" if like[0].isupper() and like.lower().startswith("the ") else "t") + text[1:]


def _other_of(one: str, other: str) -> Callable[[re.Match[str]], str]:
    return lambda found: other if found.group() == one else one


def _parties(sentence: str) -> Iterator[str]:
    if NEGATION.search(sentence) or re.search(r"represented|\(the|between the|For the|either", sentence):
        return
    for one, other in _PARTIES:
        if re.search(rf"\b(?:{one}|{other})\b", sentence):
            yield re.sub(rf"\b(?:{one}|{other})\b", _other_of(one, other), sentence)
