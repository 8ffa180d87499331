"""A statement or sentence as the guards compare it: words by their stems, quantities and moments by what they say."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from pipelines.evidence.claims.dates import Moment, moments
from pipelines.evidence.claims.quantities import Quantity, quantities
from pipelines.evidence.claims.stretches import Stretches
from pipelines.evidence.claims.vocabulary import GROUPS, NEGATIONS, PHRASES, QUANTIFIERS, TALK
from pipelines.text.analyzer import Token as Analyzed
from pipelines.text.analyzer import analyze, term, words
from pipelines.text.stopping import STOP_WORDS

# Forms of one stem have so many letters in common, and one at most so many more than the other.
HEAD, LONGER = 5, 4

Kind = Literal["word", "stop", "name", "value"]
# Characters that are looked at of a word, and before the first one of a sentence.
LOOK = 200
_NAME_FOLLOWS = re.compile(r"[ -][A-ZÀ-Þ]")
_CODE = re.compile(r"(?=.*[a-z])(?=.*\d)", re.IGNORECASE)
_NOT = re.compile(r"n['’]$", re.IGNORECASE)
_SPEECH = frozenset(("i", "s"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, quantity or moment at ``text[start:end]``. ``stem`` is what is compared; ``word`` is folded."""

    word: str
    stem: str
    start: int
    end: int
    kind: Kind

    @property
    def content(self) -> bool:
        """Whether it says something about the subject."""
        return self.kind in ("word", "name")


@dataclass(frozen=True, eq=False)
class Reading:
    """A text and what stands in it, in order. Each is equal to itself only: ``read`` gives the same one again."""

    text: str
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem, those of the words inside quantities and moments too ("three weeks" says "weeks")."""
        inner = (term(word) for token in self.tokens if token.kind == "value" for word in words(token.word))
        return frozenset((*(token.stem for token in self.tokens), *inner))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Stems in order."""
        return tuple(token.stem for token in self.tokens)

    @cached_property
    def meanings(self) -> frozenset[int]:
        """The groups of one meaning that its stems belong to."""
        return frozenset(number for stem in self.stems for number in GROUPS.get(stem, ()))

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first letters of its longer stems."""
        return frozenset(stem[:HEAD] for stem in self.stems if len(stem) >= HEAD)

    def holds(self, stem: str) -> bool:
        """Whether it says a stem, one of its meaning, or another form of it: "annual" and "annually"."""
        if stem in self.stems or GROUPS.get(stem, frozenset()) & self.meanings:
            return True
        return stem[:HEAD] in self.heads and any(_related(stem, other) for other in self.stems)

    @cached_property
    def names(self) -> tuple[Token, ...]:
        """Capitalised words that no sentence begins with, and codes such as A3."""
        return tuple(token for token in self.tokens if token.kind == "name")

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """Words that say something, names included; numbers and moments are not among them."""
        return tuple(token for token in self.tokens if token.content and token.stem not in TALK)


def _related(one: str, other: str) -> bool:
    if len(one) < HEAD or len(other) < HEAD or one[:HEAD] != other[:HEAD] or abs(len(one) - len(other)) > LONGER:
        return False
    return one.startswith(other) or other.startswith(one) or one[:-1] == other[:-1]


def read(text: str) -> Reading:
    """Read a text. The same text gives the same reading."""
    return _read(text)


@lru_cache(maxsize=8_192)
def _read(text: str) -> Reading:
    when = tuple(sorted(moments(text), key=lambda moment: moment.start))
    taken = Stretches()
    for moment in when:
        taken.take(moment.start, moment.end)
    many = tuple(found for found in quantities(text) if taken.is_free(found.start, found.end))
    values: list[Moment | Quantity] = [*when, *many]
    return Reading(text, tuple(_tokens(text, values)), many, when)


def joined(readings: Sequence[Reading]) -> Reading:
    """Several sentences, one after another, as one reading."""
    if len(readings) == 1:
        return readings[0]
    tokens: list[Token] = []
    many: list[Quantity] = []
    when: list[Moment] = []
    at = 0
    for one in readings:
        tokens += [replace(token, start=token.start + at, end=token.end + at) for token in one.tokens]
        many += [replace(found, start=found.start + at, end=found.end + at) for found in one.quantities]
        when += [replace(found, start=found.start + at, end=found.end + at) for found in one.moments]
        at += len(one.text) + 1
    return Reading("\n".join(one.text for one in readings), tuple(tokens), tuple(many), tuple(when))


def _tokens(text: str, values: list[Moment | Quantity]) -> Iterator[Token]:
    spans = sorted(((value.start, value.end, value.key) for value in values), key=lambda span: span[:2])
    plain = list(_words(text, spans))
    placed = [Token(text[start:end], key, start, end, "value") for start, end, key in spans]
    yield from _phrased(sorted((*plain, *placed), key=lambda token: token.start))


def _words(text: str, spans: list[tuple[int, int, str]]) -> Iterator[Token]:
    ahead, reach = deque(spans), 0
    for found in analyze(text):
        while ahead and ahead[0][0] < found.end:
            reach = max(reach, ahead.popleft()[1])
        if reach > found.start:
            continue
        kind = _kind(text, found)
        made = Token(found.word, found.term, found.start, found.end, kind)
        if found.word == "t" and _NOT.search(text[max(0, found.start - 2) : found.start]):
            made = Token("not", "not", found.start, found.end, "stop")
        if found.word == "cannot":
            yield Token("can", "can", found.start, found.start + 3, "stop")
            made = Token("not", "not", found.start + 3, found.end, "stop")
        yield made


def _kind(text: str, found: Analyzed) -> Kind:
    word, start, end = found.word, found.start, found.end
    # Words of a run without spaces share its stretch.
    written = text[start : min(end, start + LOOK)]
    if _CODE.match(written) or (written.isupper() and len(written) > 1):
        return "name"
    if word in STOP_WORDS or word in NEGATIONS or word in _SPEECH:
        return "stop"
    if not written[:1].isupper():
        return "word"
    if not _begins(text, start):
        return "name"
    # The first word of a sentence is a name when another name follows it.
    return "name" if _NAME_FOLLOWS.match(text, end) else "word"


def _begins(text: str, at: int) -> bool:
    """Whether nothing but signs and numbers stands between the beginning of a sentence and a word."""
    before = at - 1
    while before >= 0 and before >= at - LOOK and not text[before].isalpha():
        if text[before] in ".!?:…\n":
            return True
        before -= 1
    return before < 0


def _phrased(tokens: list[Token]) -> Iterator[Token]:
    """Phrases of one meaning become one token."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        for phrase, meaning in PHRASES.get(token.word, ()):
            run = tokens[at : at + len(phrase)]
            if len(run) == len(phrase) and all(one.word == word for one, word in zip(run, phrase, strict=True)):
                yield Token(meaning, term(meaning) or meaning, token.start, run[-1].end, _meant(meaning))
                at += len(phrase)
                break
        else:
            yield token
            at += 1


def _meant(meaning: str) -> Kind:
    return "stop" if meaning in STOP_WORDS or meaning in NEGATIONS or meaning in QUANTIFIERS else "word"
