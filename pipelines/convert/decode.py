"""Bytes to clean text: UTF-8, or UTF-16 with a byte order mark. Never a guess."""

import codecs
import re

from pipelines.convert.failures import fail
from pipelines.convert.source import Source

BREAKS = re.compile("\r\n|[\r\f\v\x85\u2028\u2029]")
# Control characters, the noncharacters of the basic plane, byte order marks in the middle, and surrogates.
JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]")


def decode(source: Source) -> str:
    """The file's text with clean characters. Raises ``bad_encoding``."""
    return clean(_decoded(source))


def clean(text: str) -> str:
    """One kind of newline; nothing that a terminal, a database or JSON would trip over."""
    return JUNK.sub("", BREAKS.sub("\n", text))


def _decoded(source: Source) -> str:
    encoding = "UTF-8"
    if source.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "UTF-16"
    try:
        return source.data.decode(encoding)
    except UnicodeDecodeError as wrong:
        fail("bad_encoding", source.name, f"{encoding} (byte {wrong.start})")
