"""Words that say the same in another form, which no stemmer brings together: of languages other than English.

Verbs of German and Dutch stand with a prefix within ("eingereicht", "einzureichen") or behind them ("reiche ich ...
ein"), and change their vowel ("nehmen", "genommen"); a compound may end in the unit that is counted ("Urlaubstage"); a
word may be derived ("inscribir", "inscripción").
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipelines.evidence.arabic import keys
from pipelines.evidence.compounds import BEFORE, within
from pipelines.evidence.tongues.telling import ENGLISH, TONGUES
from pipelines.evidence.words import Asked, stem, unspaced
from pipelines.text.folding import fold

ARABIC = "ar"
_NONE = frozenset[str]()
Form = str | tuple[str, ...]
_GERMAN = """
zusammen zuruck statt teil fest fort nach nieder vorbei ab an auf aus bei dar ein frei her hin los mit um vor weg zu
"""
_DUTCH = "terug samen mee toe voor door aan uit af bij in na om op over"
_PREFIXES: Mapping[str, tuple[str, ...]] = {"de": tuple(_GERMAN.split()), "nl": tuple(_DUTCH.split())}
# Those that never stand behind their verb, and take no *ge*.
_BOUND: Mapping[str, tuple[str, ...]] = {
    "de": ("unter", "uber", "wider", "durch", "ver", "ent", "zer", "be", "er"),
    "nl": ("onder", "ver", "ont", "be", "her"),
}
_WITHIN: Mapping[str, str] = {"de": "zu", "nl": "te"}
_ENDS: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"(?:ungen|ung|est|en|et|te|st|e|t|n)$"),
    "nl": re.compile(r"(?:ingen|ing|en|de|te|t|d)$"),
}
# By vowel of the past and of *er*: that of the infinitive. Without those that are nouns as well (Band, Gang, Stahl).
_PAST = """
nomm:nehm nahm:nehm nimm:nehm fund:find fand:find sproch:sprech sprach:sprech sprich:sprech troff:treff traf:treff
triff:treff worf:werf warf:werf wirf:werf hielt:halt liess:lass begonn:beginn begann:beginn gonn:ginn gann:ginn
bot:biet schloss:schliess schrieb:schreib brach:bring trug:trag griff:greif blieb:bleib stieg:steig flog:flieg
zog:zieh fuhr:fahr lief:lauf rief:ruf schnitt:schneid trat:tret tritt:tret wies:weis wusch:wasch gab:geb gib:geb
sah:seh sieh:seh las:les lies:les trunk:trink trank:trink sung:sing sang:sing sprung:spring sprang:spring hob:heb
schied:scheid lor:lier schien:schein wuchs:wachs schlug:schlag lieh:leih wonn:winn wann:winn bund:bind storb:sterb
starb:sterb stirb:sterb holf:helf half:helf hilf:helf gilt:gelt golt:gelt galt:gelt worb:werb warb:werb wirb:werb
riss:reiss biss:beiss broch:brech brich:brech nann:nenn rann:renn brann:brenn schob:schieb goss:giess mied:meid
wog:wieg bog:bieg frier:frier fror:frier
"""
_STRONG = dict(pair.split(":") for pair in _PAST.split())
_UNITS: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"(?:s|n|en)?(?:tage?n?|wochen?|stunden?|monate?n?|jahre?n?|minuten?)$"),
    "nl": re.compile(r"(?:s|n|en)?(?:dag(?:en)?|weken|week|uren|uur|maand(?:en)?|jaar|jaren|minuten)$"),
}
# Dutch writes a vowel twice where its syllable is closed, a consonant where the vowel before is short.
_DOUBLED = re.compile(r"([a-z])\1")
_LEAST, _HALF = 3, 4
# A derived word has so much in common with the one it is from, and so much of its own.
_SHARED, _ENDING = 5, 6


def derived(asked: Asked, held: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For stems of a question those of a passage (a word each) that are forms of the same word."""
    language = asked.language
    if language == ENGLISH:
        return {}
    liked = _liked(asked, held)
    if unspaced(language):
        return liked
    behind = _behind(fold(asked.text), language)
    found = {
        one: frozenset(_forms(one, word, held, language=language, behind=behind)) | liked.get(one, _NONE)
        for one, word in asked.words.items()
    }
    return {one: others for one, others in found.items() if others}


def _liked(asked: Asked, held: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For stems of a question those of a passage that its language's lists know for the same."""
    language = asked.language
    wanted = {one: likes for one, word in asked.words.items() if (likes := _likes(word, language))}
    if not wanted:
        return {}
    there = {one: _as_listed(word, language) for one, word in held.items()}
    found = {
        one: frozenset(o for o, said in there.items() if o != one and likes & said) for one, likes in wanted.items()
    }
    return {one: others for one, others in found.items() if others}


@lru_cache(maxsize=4_096)
def _likes(word: str, language: str) -> frozenset[Form]:
    """The forms of all words that one of a question may be said as, its own among them; empty where no list has it."""
    said = _as_listed(word, language)
    return frozenset().union(*(group for group in _listed(language) if group & said))


@lru_cache(maxsize=16)
def _listed(language: str) -> tuple[frozenset[Form], ...]:
    """The groups of a language by the forms of their words."""
    known = TONGUES.get(language)
    groups = () if known is None else known.groups
    return tuple(frozenset().union(*(_as_listed(word, language) for word in group)) for group in groups)


def _as_listed(word: str, language: str) -> frozenset[Form]:
    """Which words of a list a word is a form of."""
    if language == ARABIC:
        return keys(word)
    return _verbs(word, language) if language in _PREFIXES else frozenset((stem(word, language),))


def _forms(one: str, word: str, held: Mapping[str, str], *, language: str, behind: tuple[str, ...]) -> Iterator[str]:
    if language == ARABIC:
        wanted_keys = keys(word)
        yield from (other for other, said in held.items() if other != one and not wanted_keys.isdisjoint(keys(said)))
    elif language in _PREFIXES:
        wanted = _verbs(word, language) | {
            f"{prefix}-{word_root}" for prefix in behind for word_root in _bare(word, language)
        }
        yield from (other for other, said in held.items() if other != one and wanted & _verbs(said, language))
        yield from _without_unit(word, held, language)
    elif len(one) > _SHARED:
        root = one[: max(_SHARED, len(one) - 2)]
        yield from (other for other in held if other != one and other.startswith(root) and _near(other, root))


def _near(other: str, root: str) -> bool:
    return len(other) - len(root) <= _ENDING


def _without_unit(word: str, held: Mapping[str, str], language: str) -> Iterator[str]:
    """What "Urlaubstage" are days of, by itself and in other compounds."""
    thing = _UNITS[language].sub("", word)
    if thing == word or len(thing) < _HALF or thing in BEFORE:
        return
    root = stem(thing, language)
    yield from {root} & held.keys()
    for others in within({root: thing}, held, language).values():
        yield from others


def _behind(text: str, language: str) -> tuple[str, ...]:
    """Prefixes that end a clause of a question: they belong to its verb."""
    prefixes = _PREFIXES.get(language, ())
    return tuple(one for one in re.findall(r"(\w+)\s*(?:[?!.,;:]|$)", text) if one in prefixes)


@lru_cache(maxsize=16_384)
def _verbs(word: str, language: str) -> frozenset[str]:
    """Which verbs a word may be a form of, each as prefix and root."""
    found = {f"-{root}" for root in _bare(word, language)}
    for prefix in (*_PREFIXES[language], *_BOUND[language]):
        if word.startswith(prefix) and len(word) > len(prefix) + _LEAST:
            found |= {f"{prefix}-{root}" for root in _bare(word[len(prefix) :], language)}
    return frozenset(found)


def _bare(word: str, language: str) -> Iterator[str]:
    """Roots of a form without its prefix."""
    if not word.isalpha():
        return
    for said in (word, *(word[2:] for sign in ("ge", _WITHIN[language]) if word.startswith(sign))):
        root = said if said in _STRONG else _ENDS[language].sub("", said)
        if len(root) >= _LEAST:
            yield _STRONG.get(root, root) if language == "de" else _DOUBLED.sub(r"\1", root)
