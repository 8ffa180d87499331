"""A text as detectors read it: one form of each space, dash and digit, nothing invisible; offsets lead back."""

import re
import unicodedata
from dataclasses import dataclass

# Soft hyphens, joiners, marks of direction, word joiner, byte order mark: they stand between letters unseen.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " "
)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_TABLE = {**_SPACES, **_DASHES}


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` as it is read; ``places[i]`` is where its i-th character stands in the original, None: right there."""

    text: str
    places: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of it in the original."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """The text as it is read."""
    if text.isascii():
        return Plain(text.replace("\t", " "))
    places = None
    if _UNSEEN.search(text):
        places = [at for at, sign in enumerate(text) if not _UNSEEN.match(sign)]
        text = "".join(text[at] for at in places)
    return Plain("".join(map(_sign, text.translate(_TABLE))), places)


def _sign(sign: str) -> str:
    """Wide letters as narrow ones, digits of every script as those of ASCII; one character stays one."""
    if sign.isascii():
        return sign
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return sign
