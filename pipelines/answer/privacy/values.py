"""What of a private text is a value: names, numbers, identifiers, addresses, and what is said behind a label.

These are withheld one by one, where sentences are withheld by how much of them is alike. Ordinary words are no values:
a model may say in its own words what it was informed of.
"""

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.answer.privacy.signs import plain, runs, said
from pipelines.embedding.wordllama import common_words
from pipelines.evidence.claims.quantities import quantities
from pipelines.evidence.everyday import EVERYDAY
from pipelines.evidence.glosses import acts, daily, grammar, living, work
from pipelines.evidence.tongues.telling import tongue_of
from pipelines.index.question import stop_words
from pipelines.text.analyzer import term, words
from pipelines.text.sentences import sentences

Ordinary = Callable[[str], bool]

# What a secret stands behind, in some languages; as the beginnings of words.
LABELS = """
password passwort passphrase passcode kennwort losung pin code kode codename codeword keyword secret geheim token apikey
key schlüssel safeword combination kombination motdepasse contraseña clave senha wachtwoord hasło lösenord parola пароль
код salasana jelszo heslo şifre credential login passwd pwd
""".split()  # noqa: SIM905 - a list of words
_IS = "is|are|was|reads|lautet|ist|heißt|est|es|era|é|è|jest|это|är|called|="
_LABEL = re.compile(
    rf"(?<!\w)(?:(?:pass|safe|code|key|secret|mot de)[ -]?(?:word|phrase|code|name|passe|wort)"
    rf"|{'|'.join(map(re.escape, LABELS))}|密码|口令|暗号|パスワード|비밀번호|كلمة السر|كلمة المرور)"
    rf"(?:[ \w'’]{{0,40}}?(?:\s(?:{_IS})\s)|\s*[:=：]\s*|[はは是为]\s*)"
    r"[\"'“„«`(]*(?P<value>[^\n.!?;,。]{1,80})",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:is|are|was|called|named|lautet|ist|heißt|est|es|se llama|s'appelle|är|это)\s+"
    r"[\"'“„«`]?(?P<value>[\w-]+(?:\s[\w-]+)?)[\"'”“»`]?(?=\s*(?:[.!?;,]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"^[^\n:]{1,40}:\s*(?P<value>[^\n.]{1,60})$", re.MULTILINE)
_QUOTED = re.compile(r"[\"“„«`](?P<value>[^\"”“»`\n]{2,60})[\"”“»`]")
_TOKEN = re.compile(r"\S+")
_ENDS = ".,;:!?()[]{}<>\"'“”„«»`*…"
_IDENTIFIER = re.compile(r"(?=.*\d)(?=.*[^\W\d_]).+|.*[@\\_].*|.*://.*|(?:[\w-]+\.)+[^\W\d_]{2,}(?:/.*)?|.*/.*/.*")
_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_ITEM = re.compile(r"^\s*(?:[-*+]\s+)?\(?\d{1,3}[.)]\s", re.MULTILINE)
_TENS = """
ten twenty thirty forty fifty sixty seventy eighty ninety hundred
zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert
dix vingt trente quarante cinquante soixante septante huitante nonante cent
diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien
dieci venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento
"""
_SPELLED = {plain(word): str(10 * (at + 1)) for row in _TENS.strip().split("\n") for at, word in enumerate(row.split())}
SHORTEST, LONGEST = 3, 40


@dataclass(frozen=True, slots=True)
class Values:
    """``words`` and ``numbers`` stand alone, ``codes`` are letters and digits in a row, ``phrases`` words in a row."""

    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()


@cache
def _ordinary() -> tuple[frozenset[str], frozenset[str]]:
    grammars = (grammar.GERMAN, grammar.FRENCH, grammar.SPANISH)
    listed = "\n".join((EVERYDAY, acts.ENTRIES, daily.ENTRIES, living.ENTRIES, work.ENTRIES, *grammars))
    found = frozenset(map(plain, (*common_words(), *words(listed))))
    return found, frozenset(map(term, found))


def ordinary(word: str) -> bool:
    """Whether a folded word is one of everyday language."""
    listed, stems = _ordinary()
    return len(word) <= LONGEST and (word in listed or term(word) in stems)


def compound(word: str) -> bool:
    """Whether a folded word is put together of two words of everyday language."""
    listed, stems = _ordinary()
    return len(word) <= LONGEST and any(
        word[:at] in listed and (word[at:] in listed or term(word[at:]) in stems or word[at + 1 :] in listed)
        for at in range(4, len(word) - 3)
    )


def values_of(text: str, known: Ordinary, *, names: Iterable[str] = ()) -> Values:
    """The values of a private text; ``names`` are values as a whole. ``known``: words that may be said anyway."""
    phrases = {one for name in names if (one := tuple(said(name))) and not all(map(known, one))}
    written = [token for token in tokens(text) if _IDENTIFIER.fullmatch(token)]
    parts = (word for token in written for word in runs(token) if len(word) > SHORTEST and not ordinary(word))
    found = {word for word in (*_named(text), *parts) if not known(word)}
    for placed in _placed(text):
        fresh = [word for word in said(placed) if not known(word) and not word.isdigit()]
        found.update(word for word in fresh if len(word) >= SHORTEST)
        if len(fresh) > 1:
            phrases.add(tuple(said(placed)))
    pairs = [pair for pair in _pairs(text) if not all(map(known, pair))]
    phrases.update(pairs)
    # Two capitals in a row are mostly somebody's name, also where each could be a noun.
    found.update(word for pair in pairs for word in pair if not known(word) and not ordinary(word))
    single = {one[0] for one in phrases if len(one) == 1 and not ordinary(one[0])}
    return Values(
        frozenset(word for word in found | single if len(word) >= SHORTEST and not word.isdigit()),
        numbers(text),
        frozenset(filter(None, ("".join(runs(token)) for token in written))),
        frozenset(one for one in phrases if len(one) > 1),
    )


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text as digits, also those in words; the numbers of a list's items are none."""
    bare = _ITEM.sub(" ", text)
    found = {digits(one) for one in _NUMBER.findall(bare)}
    spelled = (value for one in quantities(bare) for value in one.values if value >= 10 and _whole(value))
    tens = (_SPELLED[word] for word in runs(bare) if word in _SPELLED)
    return frozenset((*found, *(str(int(value)) for value in spelled), *tens))


def _whole(value: float) -> bool:
    """Also of a number that has more digits than any float: that one is not."""
    return math.isfinite(value) and value == int(value)


def digits(number: str) -> str:
    """Its digits, however its thousands are parted, without cents that are none."""
    whole = re.sub(r"[.,]0{1,2}$", "", number)
    return re.sub(r"\D", "", whole).lstrip("0") or "0"


def tokens(text: str) -> Iterator[str]:
    """What stands between white space, without the signs around it."""
    return (bare for found in _TOKEN.findall(text) if (bare := found.strip(_ENDS)))


def _named(text: str) -> Iterator[str]:
    """Words that a capital, or capitals, tell from ordinary ones. In German every noun has one."""
    german = tongue_of(text) == "de"
    lower = {word for word in _TOKEN.findall(text) if word[:1].islower()}
    small = {plain(one.strip(_ENDS)) for one in lower}
    for token in tokens(text):
        for part in re.split(r"[-/’']", token):
            word = plain(part)
            if part[:1].isupper() and len(word) >= SHORTEST and word not in small and not _noun(word, german=german):
                yield word


def _noun(word: str, *, german: bool) -> bool:
    return ordinary(word) or (german and compound(word))


def _placed(text: str) -> Iterator[str]:
    """What stands behind a label, between quotation marks, or alone behind "is"."""
    yield from labelled(text)
    for pattern in (_CLOSED, _LINE, _QUOTED):
        for found in pattern.finditer(text):
            value = found["value"]
            if pattern is not _CLOSED or not all(map(ordinary, said(value))):
                yield value if pattern is _QUOTED else " ".join(w for w in said(value) if not ordinary(w))


def labelled(text: str) -> Iterator[str]:
    """What stands behind a label such as "password": up to four words, until one of grammar."""
    for found in _LABEL.finditer(text):
        value = found["value"].split()[:4]
        listed = stop_words([plain(word) for word in value])
        end = next((at for at, word in enumerate(value) if plain(word) in listed), len(value))
        if end:
            yield " ".join(value[:end]).strip(_ENDS)


def _pairs(text: str) -> Iterator[tuple[str, ...]]:
    """Two words with capitals in a row, not where a sentence begins."""
    german = tongue_of(text) == "de"
    for start, end in sentences(text):
        written = _TOKEN.findall(text[start:end])
        for at, (one, other) in enumerate(itertools.pairwise(written)):
            if one[:1].isupper() and other[:1].isupper() and one[-1:] not in _ENDS and (at or not german):
                pair = tuple(said(f"{one} {other}"))
                if len(pair) == 2 and all(len(word) > 1 for word in pair) and (at or not ordinary(pair[1])):
                    yield pair
