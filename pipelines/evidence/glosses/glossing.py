"""A question in German, French or Spanish, word by word in the English that documents are written in.

Nobody is shown this as English: it is what is searched. A word that the lists do not have stays as it is typed, so what
nobody understood holds the confidence down as any other word that stands nowhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.evidence.glosses.lexicon import NAMES, Glosses, glosses, stems
from pipelines.evidence.vocabulary import Lexicon
from pipelines.evidence.words import base, stem
from pipelines.text.analyzer import Token, analyze
from pipelines.text.languages import FUNCTION_WORDS, language_of

# Longer texts are no questions.
MOST_WORDS = 200
# The parts of a compound, and what may join them.
PART, JOINTS = 3, ("", "s", "es", "n", "en", "e")
COMPOUNDS, LONGEST = frozenset({"de"}), 40
# Of the content words of a question so many stand in documents where it may be asked of them as it is.
KNOWN = 0.5
# Endings of words that are written nearly alike: what stands there, and what English has.
_ALIKE = (
    ("cion", "tion"), ("sion", "sion"), ("tat", "ty"), ("te", "ty"), ("dad", "ty"), ("ique", "ic"), ("isch", "ic"),
    ("ico", "ic"), ("ica", "ic"), ("ieren", "e"), ("ieren", "ate"), ("ie", "y"), ("ia", "y"), ("eur", "or"),
    ("e", ""), ("o", ""), ("a", ""), ("", "e"), ("", ""), ("er", "re"), ("en", ""), ("ee", "ea"),
)  # fmt: skip
LEAST_ALIKE = 5

Entry = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossed:
    """A question in English words; ``pairs`` are (typed, searched) of words that are not grammar,
    ``others`` what may be meant as well, by the stem of what is searched.
    """

    text: str
    pairs: tuple[tuple[str, str], ...]
    others: Mapping[str, frozenset[str]]


def glossed(text: str, lexicon: Lexicon, spoken: Sequence[str]) -> Glossed | None:
    """The question in English, where it is in a language that has a list and the documents are rather in English.

    ``spoken``: languages that documents are in. None where it is best asked as it is.
    """
    tokens = analyze(text)
    language = language_of(token.word for token in tokens)
    if language not in NAMES or "en" not in spoken or len(tokens) > MOST_WORDS:
        return None
    content = [token.word for token in tokens if token.word not in FUNCTION_WORDS[language]]
    if language in spoken and sum(word in lexicon.counts for word in content) >= KNOWN * len(content):
        return None
    parts = list(_parts(text, tokens, lexicon, language=language))
    if _written_so(parts, lexicon):
        return None
    pairs = tuple((typed, entry[0]) for typed, entry, listed in parts if listed)
    if not pairs:
        return None
    said = " ".join(entry[0] for _, entry, _ in parts if entry[0])
    others = {_stem(entry[0]): frozenset(map(_stem, entry[1:])) for _, entry, _ in parts if len(entry) > 1}
    return Glossed(f"{said}?" if "?" in text else said, pairs, others)


def _written_so(parts: Sequence[tuple[str, Entry, bool]], lexicon: Lexicon) -> bool:
    """Whether documents have the words as they are typed: a table has no grammar that tells its language.

    What is written alike in English ("Museum"), or is short enough to be another word of it, tells nothing.
    """
    listed = [(typed.casefold(), entry) for typed, entry, is_listed in parts if is_listed]
    own = [typed for typed, entry in listed if typed in lexicon.counts and typed not in entry]
    return any(len(typed) >= LEAST_ALIKE for typed in own) and len(own) >= KNOWN * len(listed)


def _stem(word: str) -> str:
    return base(stem(word))


def _parts(text: str, tokens: Sequence[Token], lexicon: Lexicon, *, language: str) -> Iterator[tuple[str, Entry, bool]]:
    """What was typed, what it may be in English, and whether that is a word of content."""
    known = glosses(language)
    said = tuple(token.word for token in tokens)
    stemmed = stems(language, said)
    at = 0
    while at < len(tokens):
        length, meant, listed = _longest(known, said, stemmed, at=at, lexicon=lexicon)
        typed = text[tokens[at].start : tokens[at + max(1, length) - 1].end]
        if length:
            yield typed, meant, listed
        elif said[at] not in FUNCTION_WORDS[language]:
            other = _other(said[at], known, lexicon, language=language)
            yield typed, (other or typed,), other is not None
        at += max(1, length)


def _longest(
    known: Glosses, said: Sequence[str], stemmed: Sequence[str], *, at: int, lexicon: Lexicon
) -> tuple[int, Entry, bool]:
    for length in range(min(known.longest, len(said) - at), 0, -1):
        if (phrase := known.phrases.get(tuple(said[at : at + length]))) is not None:
            return length, (phrase,), False
        if (entry := known.of(tuple(said[at : at + length]), tuple(stemmed[at : at + length]))) is not None:
            return length, _meant(entry, lexicon), True
    return 0, ("",), False


def _meant(entry: Entry, lexicon: Lexicon) -> Entry:
    """Of the words that may be meant those that documents have."""
    there = (one for one in entry if all(any(form in lexicon.counts for form in _forms(part)) for part in one.split()))
    return tuple(there) or entry[:1]


def _forms(word: str) -> tuple[str, ...]:
    bare = word.removesuffix("e")
    return word, f"{word}s", f"{bare}es", f"{bare}ed", f"{bare}ing", word.removesuffix("s")


def _other(word: str, known: Glosses, lexicon: Lexicon, *, language: str) -> str | None:
    """A word that the list does not have: as documents have it, as a compound of listed ones, or written alike."""
    if word in lexicon.counts or any(sign.isdigit() for sign in word):
        return None
    compound = _compound(word, known, lexicon, language=language) if language in COMPOUNDS else None
    return compound or _alike(word, lexicon)


def _compound(word: str, known: Glosses, lexicon: Lexicon, *, language: str) -> str | None:
    """Two listed words that are written as one, the longest second one first."""
    for cut in range(PART, min(len(word), LONGEST) - PART + 1):
        last = known.of((word[cut:],), stems(language, (word[cut:],)))
        if last is None:
            continue
        for joint in JOINTS:
            first = word[:cut].removesuffix(joint) if word[:cut].endswith(joint) else ""
            head = known.of((first,), stems(language, (first,))) if len(first) >= PART else None
            if head is not None:
                return f"{_meant(head, lexicon)[0]} {_meant(last, lexicon)[0]}"
    return None


def _alike(word: str, lexicon: Lexicon) -> str | None:
    """A word of the documents that is written as this one is, but for the ending that its language gives it."""
    if len(word) < LEAST_ALIKE:
        return None
    spelled = {word, re.sub("k", "c", word), word.replace("f", "ph")}
    for ending, english in _ALIKE:
        for one in spelled:
            other = f"{one.removesuffix(ending)}{english}" if one.endswith(ending) else ""
            if len(other) >= LEAST_ALIKE - 1 and other in lexicon.counts:
                return other
    return None
