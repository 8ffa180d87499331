"""Questions as a person would word them, of headings, cells and titles, in the language of the document.

What is of no known kind is named in quotes, which is right for anything.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.evidence import asked_things
from pipelines.evidence.words import stem
from pipelines.text.analyzer import words
from pipelines.text.languages import MARKS, language_of

# What of a text tells its language, and which of its words are no names.
LANGUAGE, READ = 5_000, 200_000
# The share of a language's function words in its prose, and more.
PROSE = 0.2
# A row called by more words than these is put in quotes.
LONG = 4
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CAPITALISED = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ’'-]+")
_WITHIN = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][a-zà-ÿ’'-]+")
_LISTED = "a an the of for in on at to with by from and or your our my no"
_GRAMMAR = frozenset(_LISTED.split())
_UNIT = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_NUMBERING = re.compile(
    r"(?:.*[_ ])?(?:id|no|nr|number|code|key|ref|reference|index|#|nummer|num[eé]ro)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Tongue:
    """How a language names a heading, a cell and a title, and which headings it only puts between its marks."""

    heading: str
    cell: str
    title: str
    asks: re.Pattern[str] | None = None
    asked: str = "{}?"


_TONGUES: Mapping[str, _Tongue] = {
    "en": _Tongue("What does “{}” say?", "What is “{}” for “{}”?", "What is “{}” about?"),
    "de": _Tongue("Was steht unter „{}“?", "Was steht unter „{}“ bei „{}“?", "Worum geht es in „{}“?"),
    "fr": _Tongue(
        "Que dit « {} » ?", "Quelle est la valeur de « {} » pour « {} » ?", "De quoi parle « {} » ?",
        re.compile(r"(?:comment|où|quand|pourquoi|que|quoi) \w+(?:er|ir|re|oir)\b.*", re.IGNORECASE), "{} ?",
    ),
    "es": _Tongue(
        "¿Qué dice «{}»?", "¿Cuál es «{}» de «{}»?", "¿De qué trata «{}»?",
        re.compile(r"(?:c[oó]mo|d[oó]nde|cu[aá]ndo|qu[eé]) \w+[aei]r\b.*", re.IGNORECASE), "¿{}?",
    ),
}  # fmt: skip


class Wording:
    """The wordings of one text: it tells its language, which words are names, and what has an article."""

    def __init__(self, text: str) -> None:
        self._text = text[:READ]
        self._tongue = _TONGUES[_language(words(text[:LANGUAGE]))]

    def of_title(self, title: str) -> str:
        """What a document is about."""
        return self._tongue.title.format(title)

    def of_heading(self, heading: str) -> str:
        """A heading without its number as a question; one that is a question already stays."""
        if heading.endswith("?"):
            return heading
        tongue, said = self._tongue, None
        if tongue.asks is not None and tongue.asks.fullmatch(heading):
            return tongue.asked.format(heading)
        if tongue is _TONGUES["en"]:
            said = asked_things.of_heading(heading, self._small, self._named)
        return said or tongue.heading.format(heading)

    def of_cell(self, column: str, key: str, *, keys: str, cell: str) -> str:
        """What stands as ``cell`` in a column of the row that is called ``key`` in the column ``keys``."""
        bare, said = " ".join(_UNIT.sub("", column).replace("_", " ").split()), None
        if self._tongue is _TONGUES["en"]:
            said = asked_things.of_cell(_lowered(bare), _row(key, _UNIT.sub("", keys).replace("_", " ").strip()), cell)
        return said or self._tongue.cell.format(bare or column, key)

    @cached_property
    def _common(self) -> frozenset[str]:
        """Stems of words that the text writes small."""
        return frozenset(stem(word) for word in set(_WORD.findall(self._text)) if word.islower())

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that it writes large within a sentence, and not small."""
        return frozenset(word for word in _WITHIN.findall(self._text) if stem(word.lower()) not in self._common)

    @cached_property
    def _folded(self) -> str:
        return self._text.casefold()

    def _named(self, line: str) -> bool:
        """Whether the text mostly says "the …"."""
        low = line.casefold()
        if low.endswith("s"):
            return False
        with_article = sum(self._folded.count(f" {article} {low}") for article in ("the", "a", "an"))
        return 2 * with_article > self._folded.count(f" {low}")

    def _small(self, line: str) -> str:
        """A line as it stands within a sentence: capitals are left to names."""
        said = _WORD.findall(line)
        content = [word for word in said if word.casefold() not in _GRAMMAR]
        # A line of large words, none of which is written small anywhere, is a name.
        name = len(content) > 1 and all(word[0].isupper() and not self._is_common(word) for word in content)
        first = said[0] if said and not name and said[0] not in self._names else None
        return _WORD.sub(lambda match: self._cased(match[0], first=match[0] == first), line)

    def _cased(self, word: str, *, first: bool) -> str:
        shouted = len(word) > 3 and word.isupper()
        if not (shouted or _CAPITALISED.fullmatch(word)):
            return word
        if first or self._is_common(word):
            return word.lower()
        return word.capitalize() if shouted else word

    def _is_common(self, word: str) -> bool:
        low = word.lower()
        return low in _GRAMMAR or low in asked_things.KNOWN or stem(low) in self._common


def is_numbering(column: str) -> bool:
    """Whether a column numbers its rows, which nobody asks by."""
    return _NUMBERING.fullmatch(column.strip().rstrip(".")) is not None


def _language(said: Sequence[str]) -> str:
    """The language of prose; names and numbers in columns tell none, and are asked for in English."""
    language = language_of(said)
    grammar = sum(word in MARKS[language] for word in said)
    return language if grammar >= PROSE * len(said) else "en"


def _lowered(line: str) -> str:
    """The name of a column, which is seldom a person's: abbreviations stay."""
    return _WORD.sub(lambda match: match[0].lower() if _shown(match[0]) else match[0], line)


def _shown(word: str) -> bool:
    return word[1:].islower() or len(word) == 1 or (word.isupper() and len(word) > 4)


def _row(key: str, keys: str) -> str:
    """A row by its name; where that is a sign or a number, with what it is one of."""
    if len(key) <= 2 or not re.search(r"[^\W\d_]{2}", key):
        return f"{_lowered(keys)} {key}" if re.search(r"[^\W\d_]{2}", keys) else key
    return f"“{key}”" if asked_things.is_deed(key) or len(key.split()) > LONG else key
