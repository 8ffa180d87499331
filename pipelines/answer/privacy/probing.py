"""Questions that ask how something is written rather than what it says, and guesses that an answer would confirm."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.answer.privacy.signs import runs
from pipelines.answer.privacy.values import ordinary, tokens
from pipelines.evidence.claims.reading import read
from pipelines.evidence.tongues.telling import tongue_of
from pipelines.text.sentences import sentences

# As the beginnings of folded words: of spelling, codes, whole texts and instructions, and of secrets themselves.
_WORDS = r"""
letter|letters|character|characters|digit|digits|syllab|rhym|acrosti|acronym|vowel|conson|spell|anagram|encod|decod
base ?64|base ?32|rot ?\d|caesar|hex|morse|binary|cipher|crypt|revers|backward|verbatim|word for word|repeat|transcri
dump|system prompt|instruction|ignore|above|password|passphrase|secret|credential|pig latin|leet|emoji|nato|hangman
crossword|guess|hint|buchstabe|zeichen|ziffer|silbe|reim|rückwärts|wörtlich|wiederhol|verschlüssel|passwort|kennwort
geheim|anweisung|ignorier|lettre|caractère|chiffre|rime|envers|mot à mot|répèt|répét|mot de passe|devin|letra|caracter
dígit|cifra|rima|revés|palabra por palabra|repite|repet|contraseñ|adivin|letter[ae]|caratter|ripet|segret|букв|символ
цифр|парол|секрет|повтор|наоборот
"""
_HOW = re.compile(
    rf"(?<!\w)(?:{'|'.join(_WORDS.split(chr(10))[1:-1])})|密码|口令|字母|重复|パスワード|비밀번호|كلمة السر",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which|wer|wem|wen|wessen|was|wann|wo|woher|wohin|warum|wie|welche[rsnm]?"
    r"|qui|que|quoi|quand|où|pourquoi|comment|combien|quel(?:le)?s?|quién|qué|cuándo|dónde|por qué|cómo|cuál|cuánto"
    r"|chi|cosa|quando|dove|perché|come|quale|quanto|wat|wie|waar|waarom|hoe|кто|что|когда|где|почему|как|сколько)\b",
    re.IGNORECASE,
)
BRIEF = 2
_QUOTED = re.compile(r"[\"“„«'‘`](\w+)[\"”“»'’`]")


def probes(question: str) -> bool:
    """Whether it asks for letters, codes, whole texts or secrets: what private passages inform nobody of."""
    return _HOW.search(question) is not None


@dataclass(frozen=True, slots=True)
class Guesses:
    """``fresh``: names, numbers and quoted words that nothing citable has, and where it is asked for yes or no every
    rare word; ``counted``: numbers of which it is asked whether they are right, whatever has them.
    """

    fresh: frozenset[str]
    counted: frozenset[str]


def guesses(question: str, knows: Callable[[str], bool]) -> Guesses:
    """What of a question an answer could say to be right or wrong."""
    fresh = {word for one in _QUOTED.findall(question) for word in runs(one)}
    counted: set[str] = set()
    cased = tongue_of(question) != "de"
    for start, end in sentences(question):
        sentence = question[start:end]
        polar = _ASKS.search(sentence) is None
        for at, token in enumerate(tokens(sentence)):
            told = polar or (cased and token[:1].isupper() and at > 0)
            fresh.update(word for word in runs(token) if _digits(word) or (told and _rare(word)))
            counted.update(word for word in runs(token) if polar and _digits(word))
    return Guesses(frozenset(word for word in fresh if not knows(word)), frozenset(counted))


def confirms(sentence: str, asked: Guesses, backed: Callable[[str], bool]) -> bool:
    """Whether a sentence would confirm or deny a guess: it is not ``backed``, with the question, by anything that may
    be quoted; or says little more than yes or no of something that nothing citable has.
    """
    brief = len(read(sentence).content) <= BRIEF
    if asked.fresh:
        return brief or not backed(sentence)
    return bool(asked.counted) and brief and not backed(sentence)


def _digits(word: str) -> bool:
    return any(map(str.isdigit, word))


def _rare(word: str) -> bool:
    return len(word) >= 3 and not ordinary(word)
