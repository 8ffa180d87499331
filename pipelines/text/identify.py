"""Which language a text is in: told by its script, else by its function words, else by py3langid's model.

The model, of byte sequences, is loaded when it is first asked: about .6 s and 45 MB. A text costs a few calls of it at
most, a third of a millisecond each, and mostly none.
"""

import fcntl
import mmap
import os
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

import numpy as np

from pipelines.text.marks import known, marked, said_in
from pipelines.text.prose import prose_of
from pipelines.text.writing import runs_of, scripts, told_by

# Windows that are looked at, and how long each is: what a document begins with may be a foreign abstract.
WINDOWS, WINDOW_CHARS = 4, 220
# Of windows that only the model can tell so much is shown to it; so many answers of it are kept.
ASKED_CHARS, KEPT = 440, 256
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
# Threads that ask at first wait for one load of the model: each by itself would hold it twice.
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Look:
    """What a window shows: its language, else the prose by which only the model can choose between the candidates."""

    language: str = ""
    prose: str = ""
    candidates: frozenset[str] = frozenset()


def identify(text: str, among: Collection[str] = ()) -> str:
    """The language of a text (ISO 639-1), empty where it is not certain: little text, numbers, code, several.

    ``among``: it is one of these. At most some thousand characters are looked at. Any thread may ask.
    """
    looks = [_look(window, frozenset(among)) for window in _windows(text)]
    told = Counter(look.language for look in looks if look.language)
    doubtful = [look for look in looks if look.candidates and not look.language]
    # The model is asked only where it could change what the others say.
    if doubtful and not _most(told, len(doubtful)):
        told += _by_model(doubtful)
    return _most(told)


def load() -> None:
    """Load lists and model; who comes while another one does, waits for it."""
    known()
    with _LOADING:
        _model()


def load_for_children() -> None:
    """``load``, the model's tables laid where forked processes share them and none of them can change them.

    A process that is forked copies no page table for them, and holds only what it touches.
    """
    load()
    model = _model()
    model.nb_ptc = np.frombuffer(_sealed(model.nb_ptc), model.nb_ptc.dtype).reshape(model.nb_ptc.shape)
    model.tk_nextmove = _sealed(model.tk_nextmove).cast(model.tk_nextmove.typecode)
    model._full_model = model.nb_ptc, model.nb_pc, model.nb_classes


def shown(text: str) -> frozenset[str]:
    """The languages that a text's scripts and function words show, without the model."""
    return frozenset(look.language for look in map(_look, _windows(text)) if look.language)


def _most(told: Counter[str], against: int = 0) -> str:
    """The language of most windows, whatever so many more of them are in."""
    best, many = max(told.items(), key=itemgetter(1), default=("", 0))
    return best if many >= MOST * (told.total() + against) else ""


def _windows(text: str) -> Iterator[str]:
    if len(text) <= WINDOWS * WINDOW_CHARS:
        yield text
        return
    step = (len(text) - WINDOW_CHARS) // (WINDOWS - 1)
    for start in range(0, WINDOWS * step, step):
        # A word that the edge cuts says nothing true.
        yield text[start : start + WINDOW_CHARS].partition(" ")[2]


def _look(window: str, among: frozenset[str] = frozenset()) -> _Look:
    prose = prose_of(window)
    found = scripts(prose)
    script, letters = max(found.items(), key=itemgetter(1), default=("", 0))
    if letters < MOST * found.total() or letters < FEWEST:
        return _Look()
    if language := told_by(script):
        return _Look(_of_script(language, script, among))
    candidates = _candidates(script)
    if among:
        candidates &= among
    if not candidates or letters < (LEAST_AMONG if among else LEAST):
        return _Look()
    language = _by_words(prose, candidates)
    return _Look(language, "" if language else runs_of(prose, script), candidates)


def _by_words(prose: str, candidates: Collection[str]) -> str:
    if len(candidates) == 1:
        return min(candidates)
    # Of a few, function words are known before anybody asks here; a short text says few of them.
    return marked(said_in(prose, WINDOW_CHARS)) if candidates == _candidates("Latin") else ""


@lru_cache(maxsize=len(_SHARED))
def _candidates(script: str) -> frozenset[str]:
    return frozenset(_SAME.get(code, code) for code in _SHARED[script].split())


def _of_script(language: str, script: str, among: frozenset[str]) -> str:
    if not among or language in among:
        return language
    return "ja" if script == "Han" and "ja" in among else ""


def _by_model(looks: Sequence[_Look]) -> Counter[str]:
    """What windows say that only the model can tell: those of Latin script together, since most of these are no prose
    of any language (lists, made-up words) and would cost a call each.
    """
    found = Counter[str]()
    latin = [look for look in looks if look.candidates <= _candidates("Latin")]
    if latin:
        # A short text is a single window, and is shown whole.
        share = WINDOWS * WINDOW_CHARS if len(latin) == 1 else ASKED_CHARS // len(latin)
        sample = " ".join(look.prose[:share] for look in latin)
        found[_chosen(sample, latin[0].candidates)] += len(latin)
    for look in looks if len(latin) < len(looks) else ():
        if look not in latin:
            found[_chosen(look.prose, look.candidates)] += 1
    del found[""]
    return found


def _chosen(prose: str, candidates: frozenset[str]) -> str:
    shares, codes = _shares(prose), _in_order(candidates)
    likely = [shares.get(code, 0.0) for code in codes]
    total, most = sum(likely), max(likely)
    return codes[likely.index(most)] if total and most >= SURE * total else ""


@lru_cache(maxsize=KEPT)
def _in_order(candidates: frozenset[str]) -> Sequence[str]:
    return sorted(candidates)


@lru_cache(maxsize=KEPT)
def _shares(prose: str) -> Mapping[str, float]:
    """How likely each language is. A document is asked about as it is read, and again as it is cut."""
    shares = dict[str, float]()
    with _LOADING:
        model = _model()
    for code, share in model.rank(prose):
        same = _SAME.get(code, code)
        shares[same] = shares.get(same, 0.0) + share
    return shares


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


def _sealed(table: Any) -> memoryview:
    """A copy of a table's bytes."""
    content = memoryview(table).cast("B")
    descriptor = os.memfd_create("identify", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        fcntl.fcntl(file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
        return memoryview(mmap.mmap(descriptor, len(content), mmap.MAP_PRIVATE, mmap.PROT_READ))
