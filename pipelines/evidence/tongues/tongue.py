"""What the evidence needs to know of a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.text.analyzer import words
from pipelines.text.stemming import stem


@dataclass(frozen=True)
class Tongue:
    """A language by its ISO 639-1 code. Patterns are searched for in folded text (``pipelines.text.folding``).

    ``asks``: by kind (``evidence.kinds``) what a question for it looks like; ``found``: what a sentence holds then.
    ``counted``: how many of what, that noun as a group. ``generic``: words that questions are made of, which an answer
    need not hold. ``hollow``: where no spaces are written, what asks and binds and is looked for nowhere. ``marks``:
    words of grammar that tell the language. ``refers``: what points back to the question before. ``cased``: whether a
    capital in mid-sentence is a name. ``alike``: groups of words, parted by ``|``, that may stand for each other.
    ``measured``: what asks for a measure, and the units that answer. ``lasts``: what asks how long something lasts;
    ``rates``: spans of time that do not tell it, but how often, or how long before.
    """

    language: str
    asks: Mapping[str, str]
    found: Mapping[str, str]
    counted: str = ""
    generic: str = ""
    hollow: str = ""
    marks: str = ""
    refers: str = ""
    cased: bool = False
    alike: str = ""
    measured: Mapping[str, str] = field(default_factory=dict)
    lasts: str = ""
    rates: str = ""

    @cached_property
    def asking(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The kinds with what asks for them, in order."""
        return tuple((kind, re.compile(pattern)) for kind, pattern in self.asks.items())

    @cached_property
    def finding(self) -> Mapping[str, re.Pattern[str]]:
        """The kinds with what is found."""
        return {kind: re.compile(pattern) for kind, pattern in self.found.items()}

    @cached_property
    def priced(self) -> re.Pattern[str]:
        """A figure or a word with what makes it a price."""
        return re.compile(rf"(?:\d[\d.,]{{0,20}}|\b\w{{1,40}})\s?(?:{self.found['price']})")

    @cached_property
    def counting(self) -> re.Pattern[str] | None:
        """How many of what."""
        return re.compile(self.counted) if self.counted else None

    @cached_property
    def hollows(self) -> re.Pattern[str] | None:
        """What is looked for nowhere."""
        return re.compile(self.hollow) if self.hollow else None

    @cached_property
    def referring(self) -> re.Pattern[str] | None:
        """What points back to the question before."""
        return re.compile(self.refers) if self.refers else None

    @cached_property
    def measuring(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
        """What asks for a measure, each with its units."""
        return tuple((re.compile(asks), re.compile(units)) for asks, units in self.measured.items())

    @cached_property
    def lasting(self) -> re.Pattern[str] | None:
        """What asks how long something lasts."""
        return re.compile(self.lasts) if self.lasts else None

    @cached_property
    def rated(self) -> re.Pattern[str] | None:
        """Spans of time that do not tell how long something lasts."""
        return re.compile(self.rates) if self.rates else None

    @cached_property
    def groups(self) -> tuple[frozenset[str], ...]:
        """The folded words that may stand for each other."""
        return tuple(frozenset(words(group)) for group in self.alike.split("|"))

    @cached_property
    def generics(self) -> frozenset[str]:
        """Stems of the words that questions are made of."""
        return frozenset(stem(word, self.language) for word in words(self.generic))

    @cached_property
    def told_by(self) -> frozenset[str]:
        """The folded words of grammar that tell it."""
        return frozenset(words(self.marks))
