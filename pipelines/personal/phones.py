"""Phone numbers: by libphonenumber's plans, by how they are written, and by the word they stand behind."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipelines.personal.context import named
from pipelines.personal.spans import Span

# Where a number without a country is looked up, and the languages that say so.
REGIONS = {
    "de": ("DE", "AT", "CH"),
    "en": ("GB", "US", "IE", "AU"),
    "fr": ("FR", "BE", "CH"),
    "es": ("ES", "MX"),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "pl": ("PL",),
    "sv": ("SE",),
    "da": ("DK",),
    "nb": ("NO",),
    "fi": ("FI",),
    "pt": ("PT", "BR"),
    "cs": ("CZ",),
    "ru": ("RU",),
    "ja": ("JP",),
    "zh": ("CN",),
    "ko": ("KR",),
    "ar": ("AE",),
    "th": ("TH",),
    "tr": ("TR",),
}
EVERYWHERE = ("DE", "AT", "CH", "GB", "US", "FR", "ES", "IT", "NL", "BE", "PL", "SE", "DK", "PT", "CZ")
LEAST_DIGITS, MOST_DIGITS = 7, 15
# Beginnings that are tried of a run, and look-ups in one text.
CUTS, LOOK_UPS = 6, 5_000
_RUN = re.compile(
    r"(?<![\w,/\-+#])(?<!\d\.)(?:\+ ?|\(\+?|00(?=[ 1-9]))?\d(?:[ ]?[().\-/][ ]?(?=[\d(])|[)][ \-./]?(?=\d)|"
    r"[ ]{1,2}(?=[\d(])|(?=\d))"
    r"(?:\d[ ().\-/]{0,3}+(?=\d)){5,15}\d(?![\w]|[.,:/\-]\d)(?:[ ]?(?:ext\.?|x|Durchwahl|DW)[ ]?\d{1,5}(?!\w))?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{4}[./\-]\d{1,2}[./\-]\d{1,2})(?![./\-]?\d)")
# What the letters of a number in figures say: "030 12 34 56 78", "(212) 555-0123", "0171/1234567".
_GROUPED = re.compile(
    r"\(?0\d{1,5}\)?[ /\-].{0,20}|0\d(?:\.\d\d){4}|\(\d{2,5}\)[ \-]?.{0,20}|\d{3}-\d{3}-\d{4}|\d{3}\.\d{3}\.\d{4}"
)


def phones(text: str, languages: Sequence[str] = ()) -> Iterator[Span]:
    """Phone numbers. Without a country and without a word that names it, one must be valid and written like one."""
    regions = tuple(dict.fromkeys(region for one in languages for region in REGIONS.get(one, ()))) or EVERYWHERE
    plans, at = _Plans(regions), 0
    while (found := _RUN.search(text, at)) is not None:
        at = found.end()
        kinds = named(text, found.start())
        # Several in a row, with nothing but spaces between them: the longest beginning that is one.
        for end in _ends(found[0]):
            if _is_phone(found[0][:end], kinds, plans):
                at = found.start() + end
                yield Span(found.start(), at, "phone")
                break


def _ends(run: str) -> Iterator[int]:
    """Where a number may end: with the run, or at one of its last spaces."""
    if _DATE.match(run):
        return
    for end in (len(run), *[found.start() for found in re.finditer(r" ", run)][-CUTS:][::-1]):
        if LEAST_DIGITS <= sum(map(str.isdigit, run[:end])) <= MOST_DIGITS:
            yield end


def _is_phone(written: str, kinds: frozenset[str], plans: "_Plans") -> bool:
    called = "phone" in kinds
    if kinds and not called:
        return False
    if written.lstrip("( ").startswith("+"):
        return plans.possible(written)
    if written.startswith("00"):
        return plans.possible(written) and (called or " " in written)
    if called:
        return _plausible(written) or plans.valid(written)
    return _GROUPED.fullmatch(written) is not None and plans.valid(written)


def _plausible(written: str) -> bool:
    """A number that a word names, of no plan that is looked at: in groups, or with a first nought."""
    return written.lstrip("(").startswith("0") or len(re.findall(r"\d+", written)) > 1


class _Plans:
    """The numbering plans of some regions. After so many look-ups in one text a number is taken as it is written:
    such a text is a directory, and to look up every one takes longer than anybody waits.
    """

    def __init__(self, regions: Sequence[str]) -> None:
        self._regions = regions
        self._left = LOOK_UPS

    def possible(self, written: str) -> bool:
        """Whether a number with its country's code is as long as one of that country."""
        import phonenumbers

        written = re.sub(r"^[( ]*00", "+", written).lstrip("( ").replace("(0)", "")
        number = self._parsed(written, None)
        return self._left <= 0 or (number is not None and bool(phonenumbers.is_possible_number(number)))

    def valid(self, written: str) -> bool:
        """Whether it is a number of one of the regions."""
        import phonenumbers

        for region in self._regions:
            number = self._parsed(written, region)
            if self._left <= 0 or (number is not None and phonenumbers.is_valid_number(number)):
                return True
        return False

    def _parsed(self, written: str, region: str | None) -> Any:
        import phonenumbers

        self._left -= 1
        if self._left <= 0:
            return None
        try:
            return phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            return None
