"""RTF as tokens: control words, letters in whatever code page is in force, and the ends of groups."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([\r\n]+)|([^\\{}\r\n]+)|(.)",
    re.DOTALL,
)
CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp437",
}
PAGES = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030", 950: "big5hkscs", 1361: "johab"}


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is ``word`` (with its ``value``), ``bytes``, ``{`` or ``}``."""

    kind: str
    word: str = ""
    value: int | None = None
    data: bytes = b""


OPEN, CLOSE = Token("{"), Token("}")


def tokens(data: bytes) -> Iterator[Token]:
    r"""The tokens of a file. ``\bin`` is jumped over with its bytes; line ends between tokens mean nothing."""
    at = 0
    while at < len(data):
        found = TOKEN.match(data, at)
        if found is None:
            return
        at = found.end()
        if found[1] == b"bin":
            at += max(int(found[2] or 0), 0)
        elif (token := _token(found)) is not None:
            yield token


def _token(found: re.Match[bytes]) -> Token | None:
    word, value, byte, sign, brace, _, run, _ = found.groups()
    if word:
        return Token("word", word.decode("ascii"), int(value) if value else None)
    if brace:
        return OPEN if brace == b"{" else CLOSE
    if sign:
        return _signed(sign)
    if byte or run:
        return Token("bytes", data=bytes.fromhex(byte.decode("ascii")) if byte else run)
    return None


def _signed(sign: bytes) -> Token:
    if sign in (b"\\", b"{", b"}"):
        return Token("bytes", data=sign)
    return Token("word", {b"\n": "par", b"\r": "par"}.get(sign, sign.decode("latin-1")))


def codec_of_page(page: int) -> str:
    """The codec of a code page of Windows."""
    return PAGES.get(page, f"cp{page}")
