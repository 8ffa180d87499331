"""Mistyped words of a question, repaired by the words that its documents are written with.

A word of five letters and more that no document has becomes its neighbour at Damerau distance 1 (Damerau, CACM 1964;
Wagner, Lowrance 1975), else at 2 from eight letters on, else two words that were run together. Of 100 questions with
two typos .73 found their answer again, where .12 did unrepaired; of 300 off-topic ones none got an answer by it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipelines.evidence.tongues.telling import ENGLISH, TONGUES, tongue_of
from pipelines.evidence.vocabulary import Lexicon
from pipelines.evidence.words import stem
from pipelines.text.analyzer import words
from pipelines.text.languages import FUNCTION_WORDS, MARKS
from pipelines.text.stopping import STOP_WORDS

LEAST, FAR = 5, 8
# Of a language's words of grammar, to say that a document is in it.
GRAMMAR = 12
SWAPPED = 4
# Short words that are remembered with what they were meant to be.
ASKED = 1 << 12
# Of other languages: how long a word must be, and what of it is its ending.
LONG, ENDING = 7, 2
# Unspaced scripts are read as pairs of characters, and Arabic puts articles and prepositions before the word.
UNMENDED = frozenset({"zh", "ja", "ko", "th", "ar"})
# Fewer words of grammar do not tell a question's language; so many signs of it are looked at.
ASKS, MOST_SIGNS = 2, 500
# Fewer sounds than these are those of too many names.
SOUNDS = 3
_ALIKE = str.maketrans({"c": "k", "q": "k", "z": "s", "y": "i"})
# Words of asking that short typos are of ("teh", "wich", "manny"): worth mending for what they tell of the question.
_ASKING = """
what which where when who whose how many much long often does the there with from can must should have this that
phone price cost email
"""
ASKING = tuple(_ASKING.split())
# What is said to the desk rather than looked for.
_COMMANDS = """
summarise summarize summary translate explain describe compare list show define outline please hello thanks thank
question answer document documents example meaning difference between
"""
_GRAMMAR = STOP_WORDS | frozenset(ASKING)
_SPARED = frozenset(_COMMANDS.split()) | STOP_WORDS | frozenset().union(*FUNCTION_WORDS.values())
# Of each language the words that no other one has: "a", "me" and "on" are in several.
_OWN = {
    code: frozenset(
        word
        for word in marks
        if len(word) > 1 and not any(word in others for two, others in MARKS.items() if two != code)
    )
    for code, marks in MARKS.items()
}
_ELSEWHERE = frozenset().union(*MARKS.values())
_FURTHER = {
    code: frozenset(word for word in one.told_by if len(word) > 1 and word not in _ELSEWHERE)
    for code, one in TONGUES.items()
    if one.told_by
}
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_PART = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its repairs, each as (typed, searched)."""

    text: str
    repairs: tuple[tuple[str, str], ...]


def mend(text: str, lexicon: Lexicon, common: frozenset[str] = frozenset()) -> Mended:
    """Repair what no document has. Names in mid-sentence, codes, words of grammar, commands and ``common`` words are
    spared; so is a question in a language that no document is in.
    """
    language = tongue_of(text)
    if not _spoken(text, lexicon) or language in UNMENDED:
        return Mended(text, ())
    repairs: list[tuple[str, str]] = []
    met: dict[tuple[str, bool], str | None] = {}
    shouted = text.isupper()

    def repaired(match: re.Match[str]) -> str:
        typed = match.group()
        name = typed[0].isupper() and not shouted and not _begins(text, match.start())
        if _beside_digit(text, match):
            return typed
        if (typed, name) not in met:
            met[typed, name] = _repair(typed, lexicon, common, name=name, language=language)
        better = met[typed, name]
        if better is None or better == typed.casefold():
            return typed
        repairs.append((typed, better))
        return better

    return Mended(_PART.sub(repaired, text) if lexicon.words else text, tuple(repairs))


def foreign(text: str, lexicon: Lexicon) -> str | None:
    """The language of a text, where it is one that no document is in; ``other`` where no document has its letters."""
    if not lexicon.words:
        return None
    said = words(text)
    if not any(word.isascii() for word in said):
        scripts = _scripts(text)
        known = any(_scripts(word) & scripts for word in lexicon.words)
        told = tongue_of(text)
        return (told if told != ENGLISH else "other") if scripts - {"LATIN"} and not known else None
    language = tongue_of(text)
    if language == "en":
        spoken = languages(lexicon)
        asks = sum(word in MARKS["en"] for word in said) >= ASKS
        return "en" if asks and spoken and "en" not in spoken else None
    return None if _spoken(text, lexicon) else language


def languages(lexicon: Lexicon) -> tuple[str, ...]:
    """The languages that documents are in, those with more words of grammar first; of a few words the likeliest."""
    counts = {code: sum(word in lexicon.counts for word in own) for code, own in {**_FURTHER, **_OWN}.items()}
    ordered = sorted(counts, key=lambda code: -counts[code])
    many = tuple(code for code in ordered if counts[code] >= GRAMMAR)
    return many or tuple(code for code in ordered[:1] if counts[code] >= ASKS)


def _scripts(text: str) -> frozenset[str]:
    """The first words of the names of its letters: LATIN, CJK, CYRILLIC."""
    letters = {sign for sign in text[:MOST_SIGNS] if sign.isalpha()}
    return frozenset(unicodedata.name(sign, "").split(" ", 1)[0] for sign in letters)


def _spoken(text: str, lexicon: Lexicon) -> bool:
    """Whether documents are in the language of a text: they have some of its words of grammar."""
    language = tongue_of(text)
    if (own := FUNCTION_WORDS.get(language)) is not None:
        return sum(word in lexicon.counts for word in own - STOP_WORDS) >= GRAMMAR
    if language not in TONGUES:
        return True
    # What is left of it besides words of other languages is little; other scripts tell by themselves.
    own = _FURTHER.get(language, frozenset())
    return not text.isascii() or sum(word in lexicon.counts for word in own) >= ASKS


def _begins(text: str, at: int) -> bool:
    return text[:at].rstrip(" \"'“‘(«¿¡")[-1:] in ("", ".", "?", "!", ":")


def _beside_digit(text: str, match: re.Match[str]) -> bool:
    """Whether the letters are a part of a code: E08, P4, MG-52."""
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    code = text[match.end() : match.end() + 2]
    return any(sign.isdigit() or sign == "_" for sign in around) or (code[:1] == "-" and code[1:].isdigit())


def _repair(typed: str, lexicon: Lexicon, common: frozenset[str], *, name: bool, language: str) -> str | None:
    folded = words(typed)
    if len(folded) != 1 or folded[0] in _SPARED or folded[0] in lexicon.counts:
        return None
    word = folded[0]
    if language != ENGLISH:
        return _mistyped(word, lexicon, language)
    if name:
        return (_swapped(word, lexicon) if len(word) >= LEAST else None) or _sounding(word, lexicon)
    if len(word) >= LEAST:
        return _asking(word) or _long(word, lexicon, common)
    return _asking(word) or _swapped(word, lexicon) or _doubled(word, lexicon)


def _long(word: str, lexicon: Lexicon, common: frozenset[str]) -> str | None:
    """A word that is an inflection of one that documents have finds what it means as it is."""
    if word in common or any(stem(word) == stem(known) for known in lexicon.near(word, 2)):
        return None
    near = _best(word, lexicon, 1) or (_best(word, lexicon, 2) if len(word) >= FAR else None)
    return near or _split(word, lexicon)


def _mistyped(word: str, lexicon: Lexicon, language: str) -> str | None:
    """Of other languages a long word with one edit within it. What differs at its end is an inflection, and short ones
    are too near to each other.
    """
    known = TONGUES[language]
    if len(word) < LONG or word in known.told_by or stem(word, language) in known.generics:
        return None
    near = [
        one
        for one in lexicon.near(word, 1)
        if one[0] == word[0] and one[:-ENDING] != word[:-ENDING] and one[-1] == word[-1] and distance(word, one, 1) == 1
    ]
    if any(stem(one, language) == stem(word, language) for one in lexicon.near(word, 2)):
        return None
    return max(near, key=lambda one: (lexicon.counts[one], one), default=None)


@lru_cache(ASKED)
def _asking(word: str) -> str | None:
    """A short word one edit away from a word of asking."""
    if not 3 <= len(word) <= LEAST:
        return None
    near = [one for one in ASKING if abs(len(one) - len(word)) <= 1 and distance(word, one, 1) == 1]
    kept = [one for one in near if sorted(one) == sorted(word) or (one[0] == word[0] and len(one) >= 4)]
    return kept[0] if kept else None


def _swapped(word: str, lexicon: Lexicon) -> str | None:
    """The most frequent word of the same letters with two neighbours in another order."""
    if len(word) < SWAPPED:
        return None
    found = [
        one
        for one in lexicon.near(word, 1)
        if len(one) == len(word) and sorted(one) == sorted(word) and distance(word, one, 1) == 1
    ]
    return max(found, key=lambda one: lexicon.counts[one], default=None)


def _sounding(word: str, lexicon: Lexicon) -> str | None:
    """The one name that sounds the same, with another number of letters: Doyl and Doyle, Maroco and Morocco.

    With as many letters it is as likely another name (Biden, Baden), and so it is with another ending (Paul, Paula).
    """
    if len(word) < SWAPPED:
        return None
    sound = _sound(word)
    near = [
        one
        for one in lexicon.near(word, 2)
        if one[0] == word[0] and _sound(one) == sound and distance(word, one, 2) <= 2 and not _other_name(word, one)
    ]
    told = len(near) == 1 and (len(sound) >= SOUNDS or distance(word, near[0], 1) == 1)
    return near[0] if told else None


def _sound(word: str) -> str:
    """Its first letter and its consonants, those that are written in several ways as one, none twice in a row."""
    bare = word[0] + "".join(sign for sign in word[1:].translate(_ALIKE) if sign not in "aeiou")
    return re.sub(r"(.)\1+", r"\1", bare.replace("ph", "f").replace("ck", "k"))


def _other_name(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    ending = longer[len(shorter) :] if longer.startswith(shorter) else ""
    doubled = bool(ending) and ending == shorter[-1]
    vowels = len(one) == len(other) and one.translate(_ALIKE) != other.translate(_ALIKE)
    return vowels or (ending not in ("", "e") and not doubled)


def _doubled(word: str, lexicon: Lexicon) -> str | None:
    """A short word that lacks one of two same letters: ful, cal."""
    forms = {word[:at] + word[at] + word[at:] for at in range(1, len(word))} if len(word) >= SOUNDS else set()
    return max((one for one in forms if one in lexicon.counts), key=lambda one: lexicon.counts[one], default=None)


def _best(word: str, lexicon: Lexicon, most: int) -> str | None:
    """Of the neighbours those with the same first letter, then the most frequent. Two edits away only the former."""
    near = [one for one in lexicon.near(word, most) if len(one) >= SWAPPED and distance(word, one, most) <= most]
    if most > 1:
        near = [one for one in near if one[0] == word[0]]
    return max(
        near, key=lambda one: (stem(one) == stem(word), one[0] == word[0], lexicon.counts[one], one), default=None
    )


def _split(word: str, lexicon: Lexicon) -> str | None:
    """Two words that were run together, the pair whose rarer one is the most frequent."""
    pairs = list(_pairs(word, lexicon))
    return max(pairs, key=lambda pair: pair[0])[1] if pairs else None


def _pairs(word: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    for at in range(3, len(word) - 2):
        first, second = word[:at], word[at:]
        counts = [lexicon.counts.get(one, 1 if one in _GRAMMAR else 0) for one in (first, second)]
        if all(counts):
            yield min(counts), f"{first} {second}"


def distance(a: str, b: str, most: int) -> int:
    """The restricted Damerau-Levenshtein distance, or ``most + 1`` where it is more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, last = list(range(len(b) + 1)), list[int]()
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        last, before = before, row
    return before[-1]
