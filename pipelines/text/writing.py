"""Which script a text is written in, and the languages that are told by theirs."""

import re
from collections import Counter

# Scripts by name: the characters of their letters. Those that one language of our days writes bear its ISO 639-1 code.
_LETTERS = {
    "Latin": "A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a",
    "Cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Arabic": "\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08b4\ufb50-\ufdfb\ufe70-\ufefc",
    "Devanagari": "\u0900-\u0963\u0970-\u097f",
    "Han": "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "ja": "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d",
    "ko": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3\uffa1-\uffdc",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "hy": "\u0531-\u0588\ufb13-\ufb17",
    "he": "\u05d0-\u05f2\ufb1d-\ufb4f",
    "ka": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "th": "\u0e01-\u0e4e",
    "lo": "\u0e81-\u0ecd\u0edc-\u0edf",
    "km": "\u1780-\u17d3",
    "my": "\u1000-\u109f\uaa60-\uaa7f",
    "bo": "\u0f40-\u0fbc",
    "am": "\u1200-\u139f\u2d80-\u2ddf",
    "bn": "\u0980-\u09e3\u09f0-\u09f1",
    "pa": "\u0a01-\u0a75",
    "gu": "\u0a81-\u0ae3",
    "or": "\u0b01-\u0b63",
    "ta": "\u0b82-\u0bd7",
    "te": "\u0c00-\u0c63",
    "kn": "\u0c80-\u0ce3",
    "ml": "\u0d00-\u0d63",
    "si": "\u0d81-\u0df4",
}
_RUN = re.compile("|".join(f"(?P<{name}>[{letters}]+)" for name, letters in _LETTERS.items()))
_OTHER = re.compile("[^A-Za-z]+")
_OTHER_BYTES = bytes(code for code in range(256) if not (chr(code).isascii() and chr(code).isalpha()))
# A character of these says about as much as so many letters.
_WEIGHT = {"Han": 3, "ja": 2, "ko": 2}
# Han with at least this share of kana is Japanese, Hangul with any share of Han is Korean.
_KANA = 0.05


def scripts(text: str) -> Counter[str]:
    """How much of a text is in which script, in letters; Han beside kana counts as ``ja``."""
    if text.isascii():
        letters = len(text.encode().translate(None, _OTHER_BYTES))
        return Counter({"Latin": letters} if letters else {})
    found = Counter[str]()
    for run in _RUN.finditer(text):
        script = str(run.lastgroup)
        found[script] += (run.end() - run.start()) * _WEIGHT.get(script, 1)
    if found["ja"] and found["ja"] >= _KANA * (found["ja"] + found["Han"]):
        found["ja"] += found.pop("Han", 0)
    return found


def told_by(script: str) -> str:
    """The language (ISO 639-1) that a script of ``scripts`` is written for; empty where there are several."""
    return script if len(script) == 2 else {"Han": "zh"}.get(script, "")


def runs_of(text: str, script: str) -> str:
    """The words of a text in one script, parted by spaces."""
    if text.isascii():
        return _OTHER.sub(" ", text) if script == "Latin" else ""
    return " ".join(run.group() for run in _RUN.finditer(text) if run.lastgroup == script)
