"""Which language a question is in, told by its letters and its words of grammar."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pipelines.evidence.tongues import ar, de, es, fr, it, ja, ko, nl, ru, sv, th, zh
from pipelines.evidence.tongues.tongue import Tongue
from pipelines.text.analyzer import words
from pipelines.text.languages import MARKS, language_of

ENGLISH = "en"
TONGUES: Mapping[str, Tongue] = {
    one.TONGUE.language: one.TONGUE for one in (de, fr, es, it, nl, sv, ru, ar, zh, ja, ko, th)
}
KEPT = 1_024
# So many signs are looked at: nobody asks longer in one language only to go on in another.
MOST_SIGNS = 1_000
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# In order: Japanese and Chinese share their ideographs, and kana are in the former alone.
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e01-\u0e4e]")),
    ("ar", re.compile(r"[\u0620-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
# Words of grammar that are English words as well.
_ENGLISH_TOO = frozenset({"come", "per", "men", "man", "far", "sin", "for", "is", "of", "over", "at", "hat", "gift"})
_MARKS: Mapping[str, frozenset[str]] = {
    **{code: one.told_by - _ENGLISH_TOO for code, one in TONGUES.items() if one.marks},
    **{code: marks for code, marks in MARKS.items() if code in TONGUES or code == ENGLISH},
}


@lru_cache(KEPT)
def tongue_of(text: str) -> str:
    """The ISO 639-1 code of the language of a question: one of ``TONGUES``, English where nothing tells."""
    text = text[:MOST_SIGNS]
    if not text.isascii() and (written := _by_script(text)):
        return written
    return language_of(words(text), _MARKS)


def tongue(text: str) -> Tongue | None:
    """What is known of the language of a question, None for English."""
    return TONGUES.get(tongue_of(text))


def _by_script(text: str) -> str | None:
    """The language of letters that are not Latin, where they are more than names and codes among others."""
    counts = {code: len(signs.findall(text)) for code, signs in _SCRIPTS}
    if counts["ja"]:
        counts["ja"] += len(_HAN.findall(text))
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] and 2 * counts[best] >= len(_LATIN.findall(text)) else None
