"""Which language a text is in: told by its script, else by py3langid's model of byte sequences.

The model is loaded when it is first asked: about .6 s and 45 MB. Then a text takes a millisecond.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from pipelines.text.writing import runs_of, scripts, told_by

# Windows that are looked at, and how long each is: what a document begins with may be a foreign abstract.
WINDOWS, WINDOW_CHARS = 4, 220
# Letters below which a text says too little, by itself and where its language is one of a few.
LEAST, LEAST_AMONG = 24, 8
# The same where the script tells: single Greek letters are signs of mathematics.
FEWEST = 4
# How sure the model must be of a window; how much of the letters one script has, of the windows one language.
SURE, MOST = 0.7, 0.6
# The languages that share a script. The rarer ones of the model take short texts from those that people write.
_SHARED = {
    "Latin": "af ca cs cy da de en eo es et eu fi fr ga gl hr hu id is it lb lt lv mt nl nn no pl pt ro sk sl sq sv sw"
    " tl tr vi",
    "Cyrillic": "be bg kk ky mk mn ru sr tg uk",
    "Arabic": "ar ary arz fa ps sdh ug ur",
    "Devanagari": "hi mr ne sa",
}
_SAME = {"nn": "no", "nb": "no", "ary": "ar", "arz": "ar", "sdh": "ku"}
# Not prose: fenced and inlined code, tags, addresses, and words with digits, signs or capitals within.
_CODE = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|<[^<>]{0,200}>|(?<!\S)(?:https?:|www\.)\S+|(?<!\S)[^\s_\\/={}|$#@]*+[_\\/={}|$#@]\S*"
    r"|\b[^\W\d]*+\d\w*|\b[^\WA-Z]++[A-Z]\w*",
    re.DOTALL,
)


def identify(text: str, among: Collection[str] = ()) -> str:
    """The language of a text (ISO 639-1), empty where it is not certain: little text, numbers, code, several.

    ``among``: it is one of these. At most some thousand characters are looked at. Any thread may ask.
    """
    told = Counter(filter(None, (_language_of(window, frozenset(among)) for window in _windows(text))))
    if not told:
        return ""
    best, many = told.most_common(1)[0]
    return best if many >= MOST * told.total() else ""


def _windows(text: str) -> Iterator[str]:
    if len(text) <= WINDOWS * WINDOW_CHARS:
        yield text
        return
    step = (len(text) - WINDOW_CHARS) // (WINDOWS - 1)
    for start in range(0, WINDOWS * step, step):
        # A word that the edge cuts says nothing true.
        yield text[start : start + WINDOW_CHARS].partition(" ")[2]


def _language_of(window: str, among: frozenset[str]) -> str:
    prose = _CODE.sub(" ", window)
    found = scripts(prose)
    if not found:
        return ""
    script, letters = found.most_common(1)[0]
    if letters < MOST * found.total() or letters < FEWEST:
        return ""
    if language := told_by(script):
        return _of_script(language, script, among)
    candidates = {_SAME.get(code, code) for code in _SHARED[script].split()}
    if among:
        candidates &= among
    if not candidates or letters < (LEAST_AMONG if among else LEAST):
        return ""
    return _by_model(runs_of(prose, script), candidates)


def _of_script(language: str, script: str, among: frozenset[str]) -> str:
    if not among or language in among:
        return language
    return "ja" if script == "Han" and "ja" in among else ""


def _by_model(prose: str, candidates: Collection[str]) -> str:
    shares = Counter[str]()
    for code, share in _model().rank(prose):
        shares[_SAME.get(code, code)] += share
    total = sum(shares[code] for code in candidates)
    best = max(sorted(candidates), key=lambda code: shares[code])
    return best if total and shares[best] >= SURE * total else ""


@lru_cache(maxsize=1)
def _model() -> Any:
    """Made once and never changed after: asking it is reading."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(" ".join(_SHARED.values()).split())
    # Column by column, as it comes, each feature of a text is as many misses of the cache as there are languages.
    model.nb_ptc = np.ascontiguousarray(model.nb_ptc)
    # The rest is of no use to us and takes 20 MB.
    model._full_model = model.nb_ptc, model.nb_pc, model.nb_classes
    return model
