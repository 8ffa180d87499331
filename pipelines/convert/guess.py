"""Which encoding bytes are in that nobody declared: by where the letters of a language lie in each.

64 kB from the first byte that is no ASCII decide. Detectors that learn languages need a page of text:
charset-normalizer 3.5 takes a Chinese sentence in GBK for Korean, "Grüße" for Urdu, Russian names in KOI8-R for Thai.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SAMPLE = 65_536
HIGH = re.compile(rb"[\x80-\xff]")
# ISO-2022-JP goes over to its characters by these; all of its bytes are ASCII.
ESCAPED = re.compile(rb"\x1b\$[@B](?:[!-~]{2})+\x1b\(")
WESTERN = "windows-1252"
# Bytes that it has no character for, and letters of DOS (IBM 850) within words, where it has quotes and other signs.
NOWHERE = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# One letter beyond ASCII within a word of ASCII, as of "Änderung" or "für", is no character of two bytes.
WITHIN_WORDS = re.compile(rb"[\x81-\xfe][A-Za-z](?=[a-z])|(?<=[A-Za-z])[\x81-\xfe][A-Za-z](?![\x80-\xff])")
DOS = "ibm850"
DOS_LETTERS = re.compile(rb"(?<=[A-Za-z])[\x81\x82\x84\x85\x87\x8a\x94\xa4\xe1](?=[A-Za-z])")
# The least share of characters where a language's common ones lie.
CLEAR = 0.6
FEWEST_LETTERS = 3
# Punctuation and spaces are of every script.
NEUTRAL = ("Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Cf")
BAD_SHARE = 0.005

Weight = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """An encoding of two bytes a character: its codec, how its characters are cut, how common one of a pair is."""

    codec: str
    cut: re.Pattern[bytes]
    weight: Weight


def _chinese(lead: int, trail: int) -> float:
    """GB 2312: level 1 (3,755 characters by sound) in rows B0–D7, level 2 behind it; GBK's further ones around."""
    if trail < 0xA1 or lead < 0xA1:
        return 0.3
    return 1.0 if 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3) else 0.3 if lead > 0xD7 else 0.0


def _traditional(lead: int, _trail: int) -> float:
    """Big5: frequent characters in A4–C6, the others in C9–F9."""
    return 1.0 if 0xA1 <= lead <= 0xC6 else 0.2


def _japanese(lead: int, trail: int) -> float:
    """Shift_JIS: kana in 82 and 83, level 1 from 889F to 97; a byte of its own is half-width kana."""
    if not trail:
        return 0.1
    if (lead == 0x82 and trail >= 0x9F) or (lead == 0x83 and trail <= 0x96):
        return 1.0
    return 0.9 if lead in (0x81, 0x82) else 0.8 if 0x88 <= lead <= 0x97 else 0.3


def _japanese_euc(lead: int, _trail: int) -> float:
    """EUC-JP: kana in A4 and A5, level 1 in B0–CF."""
    # Big5 and GB 2312 have frequent characters there too, but not nearly all.
    return 1.2 if lead in (0xA4, 0xA5) else 0.9 if lead in (0xA1, 0xA3) else 0.75 if 0xB0 <= lead <= 0xCF else 0.2


def _korean(lead: int, trail: int) -> float:
    """EUC-KR: syllables in B0–C8, where Chinese has only some of its; the rarer ones of windows-949 around."""
    if trail < 0xA1 or lead < 0xA1:
        return 0.4
    return 1.05 if 0xB0 <= lead <= 0xC8 else 1.0 if lead in (0xA1, 0xA3) else 0.2


_PAIR = re.compile(rb"[\x81-\xfe][\x30-\xfe]")
PAIRS: Mapping[str, _Pairs] = {
    "gb18030": _Pairs("gb18030", _PAIR, _chinese),
    "big5": _Pairs("big5hkscs", _PAIR, _traditional),
    "shift_jis": _Pairs("cp932", re.compile(rb"[\x81-\x9f\xe0-\xfc][\x40-\xfc]|[\xa1-\xdf]"), _japanese),
    "euc-jp": _Pairs("euc_jp", _PAIR, _japanese_euc),
    "euc-kr": _Pairs("cp949", _PAIR, _korean),
}
# The letters of a text, most frequent first; each third of them is worth less than the one before.
THIRDS = (1.0, 0.75, 0.5)
_LETTERS: Mapping[str, tuple[str, str]] = {
    "windows-1251": ("cp1251", "оеаинтсрвлкмдпуяыьгзбчйхжшюі"),
    "koi8-r": ("koi8_r", "оеаинтсрвлкмдпуяыьгзбчйхжшюі"),
    "koi8-u": ("koi8_u", "оеаинтсрвлкмдпуяыьгзбчйхжшюії"),
    "ibm866": ("cp866", "оеаинтсрвлкмдпуяыьгзбчйхжшюі"),
    "iso-8859-5": ("iso8859_5", "оеаинтсрвлкмдпуяыьгзбчйхжшюі"),
    "windows-1253": ("cp1253", "αοιετσνηυρπκμλςδγωθχβφάέήίόύώ"),
    "windows-1255": ("cp1255", "יוהלאבתםרשנמכקחעדןפגטסזץך"),
    "windows-1256": ("cp1256", "اليمنوتربةعدسفهكحقجشطصىأخإضذز"),
    "windows-874": ("cp874", "านรอกเงมยลวดทสตะปบคหแจพชขใไโ่้ิีุูัำ็์ื"),
}


def wide(data: bytes) -> str | None:
    """``utf-16le`` or ``utf-16be`` for bytes that are one without saying so: every letter is one that is written."""
    head = data[: SAMPLE // 2 * 2]
    if b"\x00" not in head or len(data) % 2:
        return None
    return next((name for name in ("utf-16le", "utf-16be") if _is_written(head, name)), None)


def encoding(data: bytes) -> str:
    """The WHATWG name of what bytes that are no UTF-8 are most likely in; ``windows-1252`` unless it is clear."""
    first = HIGH.search(data)
    # The byte before: a letter of another script does not stand in a word of ASCII.
    sample = data[max(first.start() - 1, 0) :][:SAMPLE] if first else b""
    within = DOS_LETTERS.findall(sample)
    if (len(set(within)) > 1 or b"\x81" in within) and len(within) >= len(HIGH.findall(sample)) / 2:
        return DOS
    scores = {name: _of_pairs(sample, one) for name, one in PAIRS.items()}
    scores |= {name: _of_letters(sample, *one) for name, one in _LETTERS.items()}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= CLEAR else WESTERN


def _is_written(head: bytes, name: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(name)().decode(head)
    except UnicodeDecodeError:
        return False
    kinds = [unicodedata.category(sign) for sign in text if sign not in "\t\n\r\f\ufeff"]
    # Bytes in the wrong order make letters of scripts that are not written in one text: spaces tell which is right.
    return not any(kind in ("Cc", "Cn", "Co", "Cs") for kind in kinds) and ("Zs" in kinds or "\n" in text)


def _read(sample: bytes, name: str) -> str | None:
    """The sample's text; the character that its end cuts is left out. None when more than a slip is not valid."""
    text = codecs.getincrementaldecoder(name)("replace").decode(sample, final=len(sample) < SAMPLE)
    return text if text.count("\ufffd") <= BAD_SHARE * len(text) else None


def _of_pairs(sample: bytes, one: _Pairs) -> float:
    if _read(sample, one.codec) is None:
        return 0.0
    pairs = [pair if len(pair) > 1 else pair + b"\x00" for pair in one.cut.findall(sample)]
    worth = sum(one.weight(pair[0], pair[1]) for pair in pairs) - len(WITHIN_WORDS.findall(sample))
    return worth / len(pairs) if pairs else 0.0


def _of_letters(sample: bytes, name: str, common: str) -> float:
    """The share of common letters among characters beyond ASCII: beside others of them, beside none of ASCII."""
    text = _read(sample, name)
    if text is None:
        return 0.0
    worth, count, before = 0.0, 0, " "
    for sign, after in zip(text, text[1:] + " ", strict=True):
        if sign > "\x7f" and unicodedata.category(sign) not in NEUTRAL:
            count += 1
            beside = [one for one in (before, after) if one.isalpha()]
            if beside and not any(map(str.isascii, beside)):
                worth += _worth(sign, before, common)
        before = sign
    return worth / count if count >= FEWEST_LETTERS else 0.0


def _worth(sign: str, before: str, common: str) -> float:
    """A capital within a word is hardly one: KOI8-R and windows-1251 have each other's case."""
    rank = common.find(sign.lower())
    if rank < 0:
        return 0.2 if sign.isalpha() else 0.0
    within = before > "\x7f" and before.isalpha() and before == before.lower()
    return THIRDS[rank * 3 // len(common)] * (1.0 if sign == sign.lower() else 0.3 if within else 0.95)
