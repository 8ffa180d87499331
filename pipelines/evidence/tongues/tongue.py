"""What the evidence needs to know of a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
    capital in mid-sentence is a name.
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

    @cached_property
    def asking(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The kinds with what asks for them, in order."""
        return tuple((kind, re.compile(pattern)) for kind, pattern in self.asks.items())

    @cached_property
    def finding(self) -> Mapping[str, re.Pattern[str]]:
        """The kinds with what is found."""
        return {kind: re.compile(pattern) for kind, pattern in self.found.items()}

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
    def generics(self) -> frozenset[str]:
        """Stems of the words that questions are made of."""
        return frozenset(stem(word, self.language) for word in words(self.generic))

    @cached_property
    def told_by(self) -> frozenset[str]:
        """The folded words of grammar that tell it."""
        return frozenset(words(self.marks))
