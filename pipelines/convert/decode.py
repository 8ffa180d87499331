"""Bytes to clean text, in the encoding that a browser would read them in; what nobody declares is guessed."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import webencodings

from pipelines.convert import guess
from pipelines.convert.failures import fail
from pipelines.convert.source import Source

BREAKS = re.compile("\r\n|[\r\f\v\x85\u2028\u2029]")
# Control characters, the noncharacters of the basic plane, byte order marks in the middle, and surrogates; and what is
# not seen and parts a word for whoever looks for it whole: soft hyphens, word joiners, zero-width spaces (which stay in
# scripts that part words by them).
_ALWAYS = "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff"
JUNK = re.compile(f"[{_ALWAYS}]|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b")
# Most texts have none of all this, which one look at each character tells in a thirtieth of the time.
BREAKING = "\r\f\v\x85\u2028\u2029"
ODD = re.compile(f"[{_ALWAYS}\u200b]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python's narrower codecs where the standard (https://encoding.spec.whatwg.org) means the wider one.
WIDER = {"gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
# So much of a text may be unreadable; more, and it is another encoding or no text.
BAD_SHARE = 0.05
NOWHERE_SHARE = 0.02
# Of letters beyond ASCII, one that is not valid may stand among so many that are.
GOOD_FOR_A_BAD = 3


@dataclass(frozen=True, slots=True)
class Decoded:
    """Clean text, and the WHATWG name of the encoding that it was taken to be in; None: it was marked or is UTF-8."""

    text: str
    guessed: str | None = None

    @property
    def meta(self) -> Mapping[str, Any]:
        """What a ``Text`` keeps of it."""
        return {"encoding": self.guessed} if self.guessed else {}


def decode(source: Source) -> str:
    """The file's text with clean characters. Raises ``bad_encoding``."""
    return decoded(source).text


def decoded(source: Source, declared: str | None = None) -> Decoded:
    """As ``decode``; a byte order mark wins over the label that a page declares. Raises ``bad_encoding``."""
    data = source.data
    for mark, name in MARKS:
        if data.startswith(mark):
            marked = data[len(mark) :].decode(name, "replace")
            if _bad(marked) > BAD_SHARE * len(marked):
                fail("bad_encoding", source.name, name.upper())
            return Decoded(clean(marked))
    said = _declared(data, declared)
    return _guessed(source) if said is None else Decoded(clean(said))


def clean(text: str) -> str:
    """One kind of newline; nothing that a terminal, a database, JSON or whoever looks for a word would trip over."""
    if any(mark in text for mark in BREAKING):
        text = BREAKS.sub("\n", text)
    return JUNK.sub("", text) if ODD.search(text) else text


def codec(encoding: str) -> str:
    """Python's name of the codec for a WHATWG encoding."""
    found = webencodings.lookup(encoding)
    return encoding if found is None else WIDER.get(found.name, found.codec_info.name)


def _declared(data: bytes, label: str | None) -> str | None:
    """The text in the encoding of a label, if it is one and most of the text is in it."""
    found = webencodings.lookup(label) if label else None
    if found is None:
        return None
    # Whoever could read the declaration is not reading UTF-16 (WHATWG HTML, 13.2.3.2).
    name = "utf-8" if found.name.startswith("utf-") else codec(found.name)
    if name == "utf-8":
        return _utf_8(data)
    text = data.decode("cp1252" if name == "x-user-defined" else name, "replace")
    return text if _bad(text) <= BAD_SHARE * len(text) else None


def _utf_8(data: bytes) -> str | None:
    """The text, if it is UTF-8 but for a few slips."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = _bad(text)
    good = len(text) - bad - sum(text.count(chr(one)) for one in range(128))
    return text if good >= GOOD_FOR_A_BAD * bad else None


def _guessed(source: Source) -> Decoded:
    data = source.data
    if (wide := guess.wide(data)) is not None:
        return Decoded(clean(data.decode(wide, "replace")), wide)
    if guess.ESCAPED.search(data):
        return Decoded(clean(data.decode("iso2022_jp", "replace")), "iso-2022-jp")
    if (text := _utf_8(data)) is not None:
        return Decoded(clean(text))
    name = guess.encoding(data)
    text = data.decode(codec(name), "replace")
    rubbish = name == guess.WESTERN and len(guess.NOWHERE.findall(data)) > NOWHERE_SHARE * len(guess.HIGH.findall(data))
    if rubbish or _bad(text) > BAD_SHARE * len(text):
        fail("bad_encoding", source.name, "text in any encoding that is known")
    return Decoded(clean(text), name)


def _bad(text: str) -> int:
    return text.count("\ufffd")
