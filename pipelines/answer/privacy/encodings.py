"""What runs of signs in a text mean to somebody who decodes them, and runs that can mean nothing else."""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import unquote

_LONGEST = 4_000
# So many letters, digits and spaces does no other run decode to by chance: two in a thousand at the shortest.
_CHANCE = 4
_B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Binary digits of the last code that a sign can have without being out of range.
_WIDEST = 20
_COMPACT = re.compile(r"[A-Za-z0-9+/_-]{6,}={0,6}")
_BROKEN = re.compile(r"(?:[A-Za-z0-9+/_=-]{4,}[\s,;|.]+)+[A-Za-z0-9+/_=-]{2,}")
_OCTAL = re.compile(r"(?:\\?[0-3][0-7]{2}(?!\d)[\s,;]{0,3}){3,}")
_HEX = re.compile(r"(?:(?:0x|\\x|%|=|\\u00|U\+00)?[0-9a-fA-F]{2}[\s,;:-]*){4,}")
_BITS = re.compile(r"(?:[01]{6,8}[\s,;-]*){3,}")
_NUMBERS = re.compile(r"(?:&?#?\b\d{1,3}\b;?[\s,;.\-]*){3,}")
_MORSE = re.compile(r"(?:[.\-·–—_•]{1,6}(?:\s*/\s*|\s+|$)){3,}")
_ESCAPES = re.compile(r"&#|&\w+;|%[0-9a-fA-F]{2}|\\[ux]")
_ESCAPED = re.compile(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})")
_LETTERS = """
.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..
----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.
"""
_CODE = dict(zip(_LETTERS.split(), "abcdefghijklmnopqrstuvwxyz0123456789", strict=True))
_DASHES = str.maketrans({"·": ".", "•": ".", "–": "-", "—": "-", "_": "-"})


def decoded(text: str) -> Iterator[tuple[str, int, str]]:
    """Texts that runs of signs in it decode to, each with the place where its run ends, and the run (empty: what was
    escaped stands in the whole text). Linear in the text.
    """
    if _ESCAPES.search(text):
        yield unquote(html.unescape(_ESCAPED.sub(_escaped, text))), len(text), ""
    for pattern, read in _READERS:
        for found in pattern.finditer(text):
            for meant in read(found[0][:_LONGEST]):
                yield meant, found.end(), found[0]


def readable(meant: str) -> bool:
    """Whether it is so much like words that no other text would decode to it by chance."""
    least = _CHANCE if meant.isascii() else 2 * _CHANCE
    alphabets = {unicodedata.name(sign, "?").partition(" ")[0] for sign in meant if sign.isalpha()}
    told = sum(sign.isalnum() or sign in " .,-_=" for sign in meant)
    lettered = 2 * sum(map(str.isalpha, meant)) >= told and len(alphabets) == 1
    return len(meant) >= least and told == len(meant) and (lettered or all(one in "0123456789.,-/" for one in meant))


def _escaped(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code < 0x110000 else ""


def _bases(run: str) -> Iterator[str]:
    """As base64 from each of its four beginnings, as base32, base85."""
    signs = re.sub(r"[\s,;|.=]", "", run)
    usual = signs.replace("-", "+").replace("_", "/")
    for at in range(min(4, len(usual))):
        yield from _tried(base64.b64decode, usual[at : at + (len(usual) - at) // 4 * 4])
        yield from _tried(base64.b64decode, usual[at:] + "=" * (-(len(usual) - at) % 4))
    yield from _tried(base64.b64decode, usual[::-1] + "=" * (-len(usual) % 4))
    yield from _tried(_b58decode, signs)
    yield from _tried(base64.b32decode, signs.upper() + "=" * (-len(signs) % 8))
    yield from _tried(base64.b85decode, run.strip())


def _b58decode(signs: str) -> bytes:
    number = 0
    for sign in signs[:200]:
        number = number * 58 + _B58.index(sign)
    return number.to_bytes((number.bit_length() + 7) // 8)


def _hex(run: str) -> Iterator[str]:
    digits = re.sub(r"0x|\\x|\\u00|U\+00|[^0-9a-fA-F]", "", run)
    for at in (0, 1):
        yield from _tried(bytes.fromhex, digits[at : at + (len(digits) - at) // 2 * 2])


def _octal(run: str) -> Iterator[str]:
    yield "".join(chr(int(one, 8)) for one in re.findall(r"[0-3][0-7]{2}", run))


def _bits(run: str) -> Iterator[str]:
    groups = re.findall(r"[01]+", run)
    yield "".join(chr(int(group, 2)) for group in groups if len(group) <= _WIDEST)
    joined = "".join(groups)
    for width in (7, 8):
        cut = (joined[at : at + width] for at in range(0, len(joined) - width + 1, width))
        yield "".join(chr(int(one, 2)) for one in cut)


def _numbers(run: str) -> Iterator[str]:
    """As codes of signs, as places in the alphabet counted from 1 and from 0."""
    values = [int(one) for one in re.findall(r"\d+", run)]
    yield "".join(map(chr, values))
    for first in (96, 97):
        yield "".join(chr(first + value) for value in values if value <= 26)


def _morse(run: str) -> Iterator[str]:
    yield "".join(_CODE.get(one, "") for one in run.translate(_DASHES).replace("/", " ").split())


def _tried(read: Callable[..., bytes], signs: str) -> Iterator[str]:
    try:
        data = read(signs)
    except (ValueError, binascii.Error):
        return
    yield data.decode("utf-8", "ignore")
    if b"\x00" in data:
        yield data.decode("utf-16-le", "ignore")


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[str]]], ...] = (
    (_COMPACT, _bases),
    (_BROKEN, _bases),
    (_HEX, _hex),
    (_BITS, _bits),
    (_OCTAL, _octal),
    (_NUMBERS, _numbers),
    (_MORSE, _morse),
)

# Three words in a row that are no words, more than five bare numbers, dots and dashes: never said of something citable.
_ODD = re.compile(r"(?=\S*[A-Za-z])(?=\S*\d)[A-Za-z0-9+/_=-]{4,}|[a-z]+[A-Z][A-Za-z0-9]*|[A-Za-z0-9+/]{2,}=+")
_MOST_ODD, _MOST_NUMBERS, _LONG, _MOST_SIGNS = 3, 6, 16, 4
# Small letters, capitals, digits and signs that take turns so often are no words either.
_KINDS, _MOST_KINDS = re.compile(r"[^\W\dA-Z_]+|[A-Z]+|\d+|[\W_]+"), 8
_PUNCTUATION = ".,;:!?()[]{}\"'“”„«»*`"


def opaque(text: str, known: Callable[[str], bool]) -> bool:
    """Whether it holds a run that reads like something encoded and is not ``known`` from what may be quoted."""
    odd = numbers = strange = 0
    for token in text.split():
        bare = token.strip(_PUNCTUATION)
        if not bare and "-" not in token and "." not in token:
            continue
        fresh = not known(bare)
        if fresh and _long(bare):
            return True
        odd = odd + 1 if fresh and _ODD.fullmatch(bare) else 0
        numbers = numbers + 1 if fresh and bare.isdigit() else 0
        strange = strange + 1 if re.fullmatch(r"[.\-·–—_•/]+", token) else 0
        if odd >= _MOST_ODD or numbers >= _MOST_NUMBERS or (strange >= _MOST_SIGNS and "." in token):
            return True
    return False


def _long(token: str) -> bool:
    """A long run of letters and digits that is no word: mixed with digits or capitals, or in an alphabet of signs."""
    if len(token) < _LONG:
        return False
    if re.fullmatch(r"[0-9a-fA-F]+|[A-Za-z0-9+/_=-]+", token):
        return any(sign.isdigit() for sign in token) or re.search(r"[a-z][A-Z]", token) is not None
    bare = re.sub(r"[-/'’.,]", "", token)
    if len(_KINDS.findall(bare)) >= _MOST_KINDS:
        return True
    return sum(not sign.isalpha() and ord(sign) > 0x2000 for sign in token) > len(token) / 2
