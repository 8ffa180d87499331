"""What every generator of statements shares: the statement, a choice that is the same each time, and the guards."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.bench.answers.wordlists import GIVEN_NAMES, SPELLED

T = TypeVar("T")

NEGATION = re.compile(
    r"\b(?:not|no|none|never|nobody|nothing|neither|nor|cannot|without|except|unless|hardly|seldom|forbid\w*|refus\w*"
    r"|forbade|instead|but)\b",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(
    r"\b(?:if|when|whenever|whoever|whatever|who|whom|which|that|unless|although|because|since|while|where|wherever"
    r"|should|after|before|as|until|once|so|whether)\b",
    re.IGNORECASE,
)
QUANTIFIER = re.compile(
    r"\b(?:all|every|each|any|some|only|none|most|both|half|either|everybody|anybody|everything|many|few|several)\b",
    re.IGNORECASE,
)
PERSON = re.compile(rf"\b(?:{'|'.join(sorted(GIVEN_NAMES))}) [A-ZÅÄÖØ][\w'-]+")
NUMBER = re.compile(
    r"(?<![\w.,:§-])(?<!\d )(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w:-]|[.,]\d| \d)"
    rf"|\b(?:{'|'.join(SPELLED)})\b(?!-)"
)


@dataclass(frozen=True)
class Statement:
    """A claim that cites passages. `truth` is whether the cited passages, together, say so."""

    kind: str
    passages: tuple[str, ...]
    claim: str
    truth: bool
    half: str


def pick(options: Sequence[T], seed: str) -> T:
    """One of the options, always the same for the same seed."""
    return options[zlib.crc32(seed.encode()) % len(options)]


def plain(sentence: str) -> bool:
    """No negation, no subordinate clause, no quantifier, one clause: the scope of a change is the whole sentence."""
    return not (
        NEGATION.search(sentence)
        or SUBORDINATE.search(sentence)
        or QUANTIFIER.search(sentence)
        or re.search("[;:?]", sentence)
    )


def replaced(sentence: str, span: tuple[int, int], new: str) -> str:
    """The sentence with other words at the span; the first letter stays a capital."""
    text = sentence[: span[0]] + new + sentence[span[1] :]
    return text[:1].upper() + text[1:]


def people(text: str) -> list[str]:
    """The full names in a text."""
    return [match.group() for match in PERSON.finditer(text)]
