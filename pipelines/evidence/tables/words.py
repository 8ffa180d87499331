"""The words of a question to a table, and the groups of words that name the same kind of column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.evidence.words import GENERIC, base, stem
from pipelines.index.question import stop_words
from pipelines.text.analyzer import analyze
from pipelines.text.stopping import STOP_WORDS

# Words of one group name the same kind of column, in a question as in a header.
_GROUPS = {
    "price": "price cost fee charge rate amount pay expensive cheap dear money "
    "tariff spend euro eur value preis kosten kostet prix coute cuesta",
    "phone": "phone telephone extension call ring dial mobile reach telefon tel number",
    "mail": "mail email e write",
    "place": "where place location room office site building kept store stand shelf desk address ort",
    "person": "who person responsible owner contact charge manager name staff teacher leader tutor lecturer",
    "start": "start begin beginning since joined from",
    "due": "due deadline until end expire finish ready",
    "long": "long duration period last takes take time",
    "often": "often interval frequency every cycle",
    "seats": "seat capacity",
    "task": "task job work action todo",
    "reply": "reply response reaction respond react answer",
    "others": "other nonmember guest everybody",
    "bought": "buy purchase acquire",
    "loan": "loan borrow lend",
    "quantity": "number quantity piece stock count amount many copy",
    "meaning": "mean meaning text description stand",
}


def _stems(words: str) -> frozenset[str]:
    return frozenset(base(stem(word)) for word in words.split())


def _degrees(adjective: str) -> tuple[str, str, str]:
    """An adjective with its comparative and superlative as English writes them."""
    if adjective.endswith("y"):
        root = f"{adjective[:-1]}i"
    elif re.fullmatch(r"[^aeiou]+[aeiou][^aeiouwy]", adjective):
        root = adjective + adjective[-1]
    else:
        root = adjective.removesuffix("e")
    return adjective, f"{root}er", f"{root}est"


GROUPS = {name: frozenset(base(stem(word)) for word in words.split()) for name, words in _GROUPS.items()}
# What may be said of any table without asking for anything.
_TALK = """
list table register overview column entry row item thing record file sheet document catalogue directory plan schedule
total altogether several certain sit meet belong cover contain amongst following various different give teach charge
fill occupy assign available suppose exact kinds per each one please now today currently roughly
club company firm organisation organization association society cooperative business altogether
"""
_SAID = """
keep hold include offer provide receive reach permit bring show end stay start begin last run own count use
"""
# In prose these say little, but of a table they may be what is asked.
_TELLING = """
part people person place trouble good bad new big small different same special full better best time
"""
TALK = (GENERIC - _stems(_TELLING)) | _stems(_SAID) | _stems(_TALK)
# Of these every one may be said of some rows only.
CONDITIONAL = (GENERIC - _stems(_TALK)) | (_stems(_SAID) - _stems("show keep hold include offer provide"))
_UNITS = """
euro euros eur cent cents dollar dollars pound pounds minute minutes hour hours day days week weeks month months year
years night nights km kg metre metres litre litres percent per cent euros
"""
UNITS = frozenset(stem(word) for word in _UNITS.split())
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?\b", re.IGNORECASE)
_HOW = frozenset({"how", "wie"})
# What is measured by an adjective, in any of its degrees: the names of columns that hold it.
_MEASURES = (
    ("heavy light", "weight weigh mass kg tonne gewicht poids peso"),
    ("long short", "length duration long länge dauer longueur durée duración"),
    ("high tall low", "height high höhe hauteur altura"),
    ("wide broad narrow", "width breadth wide breite largeur"),
    ("deep shallow", "depth deep tiefe profondeur"),
    ("big large small", "size area surface volume capacity größe fläche taille superficie"),
    ("old new young", "year age built born purchase since founded baujahr alter année âge año edad"),
    ("fast quick slow", "speed duration time tempo geschwindigkeit vitesse"),
    ("powerful strong weak", "power output force leistung puissance"),
    ("far near close", "distance entfernung"),
    ("loud quiet", "noise level sound volume"),
    ("hot warm cold cool", "temperature temp temperatur"),
    ("expensive dear cheap", "price cost fee charge rate preis prix tarif"),
)
MEASURES = {
    form: _stems(names)
    for adjectives, names in _MEASURES
    for adjective in adjectives.split()
    for form in _degrees(adjective)
}
# Whoever keeps a table: "what does the library have the most of".
KEEPERS = _stems(
    "library school museum centre center shop hotel university college institute town city council academy"
)
PEOPLE = _stems("people person employee staff colleague member somebody men women anyone")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: its stem, the characters it was made of, and whether it is a word of grammar."""

    stem: str
    typed: str
    start: int
    end: int
    stop: bool

    @property
    def named(self) -> bool:
        """Whether it looks like a name or a number."""
        return self.typed[:1].isupper() or any(sign.isdigit() for sign in self.typed)


def words_of(question: str) -> list[Word]:
    """The words of a question in order."""
    tokens = analyze(question)
    listed = STOP_WORDS | stop_words(tuple(token.word for token in tokens))
    said = [token.word for token in tokens]
    return [
        Word(
            base(stem(one.word)),
            question[one.start : one.end],
            one.start,
            one.end,
            (one.word in listed and not _letter(question, one.start, one.end)) or _how(said, at),
        )
        for at, one in enumerate(tokens)
    ]


def _letter(question: str, start: int, end: int) -> bool:
    """Whether a word is a capital letter that names something: "level A"."""
    typed = question[start:end]
    return start > 0 and len(typed) == 1 and typed.isupper() and typed != "I" and not question.isupper()


def _how(said: Sequence[str], at: int) -> bool:
    """Whether a word only asks: "how high"."""
    return at > 0 and said[at - 1] in _HOW and said[at] not in ("many", "much")


@lru_cache(maxsize=65_536)
def cell_stems(cell: str) -> frozenset[str]:
    """The stems of a cell's words, words of grammar left out unless there are no others."""
    tokens = analyze(cell)
    kept = [token.word for token in tokens if token.word not in STOP_WORDS or len(token.word) == 1]
    return frozenset(base(stem(word)) for word in kept or [token.word for token in tokens])


@lru_cache(maxsize=4_096)
def header_stems(header: str) -> frozenset[str]:
    """The stems of a column's name without its unit."""
    bare = re.sub(r"\([^)]*\)|\bper \w+$|\bper \w+(?= \()", " ", header).strip() or header
    return frozenset(base(stem(token.word)) for token in analyze(bare)) | _days(header)


def _days(header: str) -> frozenset[str]:
    """The days of the week between two that a column is named by: "Monday to Friday", "Mon–Fri"."""
    ends = [at for match in _DAY.finditer(header) for at, day in enumerate(_WEEK) if day[:3] == match[1].lower()]
    if len(ends) != 2 or not re.search(r"\bto\b|\btill?\b|\bthrough\b|[-–—]", header):
        return frozenset()
    first, last = ends
    return _stems(" ".join(_WEEK[(first + n) % 7] for n in range((last - first) % 7 + 1)))


@lru_cache(maxsize=4_096)
def groups_of(one: str) -> frozenset[str]:
    """The groups that a stem belongs to."""
    return frozenset(name for name, stems in GROUPS.items() if one in stems)
