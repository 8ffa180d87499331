"""Folding: what is left of a word when compatibility forms, case and diacritics do not count."""

import unicodedata
from collections.abc import Iterator

# Points, accents, breathings and variation selectors, which nobody types. Marks of other scripts are vowels and stay.
_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)  # fmt: skip
# Latin and Greek: their letters with diacritics are folded to the letter. In other scripts they are letters of their
# own (й, أ), except ё.
_LETTERS = ((0x00DF, 0x024F), (0x0370, 0x03FF), (0x1E00, 0x1FFF))
# Latin letters that no normalization takes apart, as Lucene's ASCIIFoldingFilter writes them.
_OTHERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t",
    "ƀ": "b", "ƶ": "z", "ɨ": "i", "ʉ": "u", "ё": "е", "ѐ": "е",
}  # fmt: skip


def fold(text: str) -> str:
    """The text composed (NFKC), without case and without diacritics. Folding twice is folding once."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", plain.translate(_TABLE))


def _bases() -> Iterator[tuple[int, str]]:
    for first, last in _LETTERS:
        for code in range(first, last + 1):
            base = unicodedata.normalize("NFD", chr(code))[0]
            if base != chr(code) and base.isalpha():
                yield code, _OTHERS.get(base, base)


_TABLE: dict[int, str | None] = {
    **dict(_bases()),
    **{ord(letter): plain for letter, plain in _OTHERS.items()},
    **{code: None for first, last in _MARKS for code in range(first, last + 1)},
}
