"""Numbers of bank accounts and of cards."""

import re
from collections.abc import Iterator
from functools import cache

from pipelines.personal.context import named
from pipelines.personal.spans import Span

_IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?=[ .\-]?[A-Za-z0-9])")
_LONGEST = 34
_CARD = re.compile(
    r"(?<![\d.,\w\-])(?:\d{12,19}|\d{4}([ .\-])\d{4}\1\d{4}\1(?:\d{4}(?:\1\d{1,3}(?!\d))?|\d{2,3}(?!\d))|"
    r"\d{4}([ .\-])\d{6}\2\d{4,5})(?![\w]|[.,\-]\d)"
)
# ISO/IEC 7812: first digits, and how many there are of all.
_ISSUERS: tuple[tuple[int, int, frozenset[int]], ...] = (
    (4, 4, frozenset({13, 16, 19})),
    (51, 55, frozenset({16})),
    (2221, 2720, frozenset({16})),
    (34, 34, frozenset({15})),
    (37, 37, frozenset({15})),
    (300, 305, frozenset({14})),
    (36, 36, frozenset({14, 16})),
    (38, 39, frozenset({14, 16})),
    (6011, 6011, frozenset({16, 19})),
    (644, 649, frozenset({16, 19})),
    (65, 65, frozenset({16, 19})),
    (3528, 3589, frozenset({16, 19})),
    (62, 62, frozenset({16, 17, 18, 19})),
    (1800, 1800, frozenset({15})),
    (2131, 2131, frozenset({15})),
    (50, 50, frozenset(range(12, 20))),
    (56, 58, frozenset(range(12, 20))),
    (6304, 6304, frozenset(range(12, 20))),
    (6759, 6763, frozenset(range(12, 20))),
    (2200, 2204, frozenset({16})),
)
# Accounts as they are written without an IBAN: only behind their name.
_ACCOUNT = re.compile(
    r"(?<![\w.,\-])(?:\d{2}-\d{2}-\d{2}(?:[ ,;/]{1,3}\d{7,8})?|\d{4}[ \-]\d{4}[ \-]\d{2}[ \-]\d{10}|"
    r"\d(?:[ \-]?\d){5,13})(?!\w|[.,]\d)"
)


@cache
def _length(country: str) -> int:
    """How many characters an IBAN of the country has; 0 where it has none."""
    from schwifty import exceptions, registry

    try:
        return int(registry.get_iban_spec(country).iban_length)
    except exceptions.InvalidCountryCode:
        return 0


def ibans(text: str) -> Iterator[Span]:
    """IBANs (ISO 13616): the length of the country, its shape, and the check digits."""
    for found in _IBAN.finditer(text):
        end = _end(text, found.start(), _length(found[0][:2].upper()))
        if end is not None and _is_iban(text[found.start() : end]):
            yield Span(found.start(), end, "iban")


def _end(text: str, start: int, length: int) -> int | None:
    """Where so many letters and digits end that stand in groups; None where there are fewer, or the word goes on."""
    taken = 0
    for at in range(start, min(len(text), start + 2 * _LONGEST)):
        if text[at].isascii() and text[at].isalnum():
            taken += 1
            if taken == length:
                return None if text[at + 1 : at + 2].isalnum() else at + 1
        elif text[at] not in " -." or text[at - 1] in " -.":
            return None
    return None


def _is_iban(text: str) -> bool:
    from schwifty import IBAN

    return bool(IBAN(re.sub(r"[ .\-]", "", text).upper(), allow_invalid=True).is_valid)


def cards(text: str) -> Iterator[Span]:
    """Numbers of payment cards: Luhn's check digit, and an issuer's first digits and length or a word for it."""
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        kinds = named(text, found.start())
        if luhn(digits) and ("card" in kinds or (_issued(digits) and "other" not in kinds)):
            yield Span(found.start(), found.end(), "card")


def _issued(digits: str) -> bool:
    return any(
        len(digits) in lengths and first <= int(digits[: len(str(first))]) <= last for first, last, lengths in _ISSUERS
    )


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = [int(one) * (1 + at % 2) for at, one in enumerate(reversed(digits))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0 and len(set(digits)) > 1


def accounts(text: str) -> Iterator[Span]:
    """Accounts without an IBAN, behind a word that names one."""
    for found in _ACCOUNT.finditer(text):
        if "account" in named(text, found.start()):
            yield Span(found.start(), found.end(), "account")
