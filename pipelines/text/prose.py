"""What of a text is prose: without fenced and inlined code, tags, addresses, and words with digits, signs or capitals
within.
"""

import re
from collections.abc import Iterator

_CODE = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|<[^<>]{0,200}>|(?<!\S)(?:https?:|www\.)\S+|(?<!\S)[^\s_\\/={}|$#@]*+[_\\/={}|$#@]\S*"
    r"|\b[^\W\d]*+\d\w*|\b[^\WA-Z]++[A-Z]\w*",
    re.DOTALL,
)
# Most prose has nothing of it but numbers and signs, which a table of bytes tells in a tenth of the time. It names
# what may hold spaces "!", a sign "#", a digit "1", letters "a" and "A", spaces " " and all else ".".
_SPANS, _SIGNS, _ADDRESSES = "`<", "_\\/={}|$#@", ("http", "www.")
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ENCODING = "cp1252"
_MARK, _NUMBER = re.compile(b"[#1]"), re.compile(b"(?<![aA1])[aA]*+1[aA1]*")


def prose_of(text: str) -> str:
    """The text with a space in place of each piece of code."""
    try:
        kinds = text.encode("ascii" if text.isascii() else _ENCODING).translate(_KINDS)
    except UnicodeEncodeError:
        return _CODE.sub(" ", text)
    if b"!" in kinds or b"aA" in kinds or any(address in text for address in _ADDRESSES):
        return _CODE.sub(" ", text)
    return "".join(_without_marks(text, kinds)) if _MARK.search(kinds) else text


def _without_marks(text: str, kinds: bytes) -> Iterator[str]:
    """The pieces around what has a sign, up to the spaces, and around words with a digit; a space for each."""
    at = 0
    while mark := _MARK.search(kinds, at):
        after = kinds.find(b" ", mark.start())
        after = after if after >= 0 else len(kinds)
        first = max(kinds.rfind(b" ", at, mark.start()) + 1, at)
        yield text[at:first]
        at = first
        cut = (
            [(first, after)]
            if b"#" in kinds[first:after]
            else [one.span() for one in _NUMBER.finditer(kinds, first, after)]
        )
        for start, end in cut:
            yield text[at:start]
            yield " "
            at = end
        yield text[at:after]
        at = after
    yield text[at:]


def _kind(code: int) -> str:
    letter = bytes([code]).decode(_ENCODING, "replace")
    for kind, letters in (("!", _SPANS), ("#", _SIGNS), ("A", _CAPITALS)):
        if letter in letters:
            return kind
    if letter.isdecimal():
        return "1"
    return "a" if letter.isalnum() else " " if letter.isspace() else "."


_KINDS = "".join(map(_kind, range(256))).encode()
