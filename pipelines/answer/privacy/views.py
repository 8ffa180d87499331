"""Texts as they are compared: rows of words, rows of letters, first and last letters, in the order they were said."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.answer.privacy import signs
from pipelines.answer.privacy.signs import Words
from pipelines.index.question import stop_words

# So much of what was said before a sentence is looked at with it, in characters; how many words in a row have no order.
BEFORE, PAIRWISE = 400, 6
# Names of two letters and a digit or so are counted with the numbers.
SHORT = 4
# Numbers up to four digits stand for signs: as their codes, and as places in an alphabet counted from one or from zero.
_NUMBER, _BEGIN = re.compile(r"(?<!\d)\d{1,4}(?!\d)"), (0, 96, 97)


@dataclass(slots=True)
class Told:
    """What was said so far: its end, and the first and last letters of words, sentences and lines.

    ``beside``: its end with what was left out of it, which a list of single words goes on with.
    """

    tail: str = ""
    initials: dict[str, str] = field(default_factory=dict)
    beside: str = ""

    def and_then(self, text: str) -> "Told":
        """With a text behind it."""
        found = {name: (self.initials.get(name, "") + more)[-64:] for name, more in initials(text).items()}
        return Told((self.tail + text)[-BEFORE:], found, (self.beside + text)[-BEFORE:])

    def but_not(self, text: str) -> "Told":
        """With a text behind it that was left out."""
        return Told(self.tail, self.initials, (self.beside + text)[-BEFORE:])


def viewed(view: Callable[[str], str], size: int, text: str) -> Iterable[str]:
    """The pieces of so many letters of a text in one view."""
    return cuts(view(text), size)


def line(text: str) -> str:
    """Its letters and digits in a row."""
    return "".join(signs.runs(text))


def turned_words(text: str) -> Words:
    """Its words, each from its end."""
    return signs.turned(signs.runs(text))


def turnings(text: str) -> tuple[str, str]:
    """Its letters from the end, and word by word from each end."""
    return line(text)[::-1], "".join(turned_words(text))


def movings(latin: str) -> tuple[str, ...]:
    """As steps: moved alphabets, the alphabet from its end, both read backwards."""
    mirrored = "".join(chr(219 - ord(sign)) for sign in latin)
    return tuple(map(signs.steps, (latin, latin[::-1], mirrored, mirrored[::-1])))


def behind(before: str, now: str, size: int) -> str:
    """What is said now behind so much of what was said before that a piece of ``size`` letters may begin there."""
    return before[len(before) - size + 1 :] + now if len(before) >= size else before + now


def wordy(text: str) -> Words:
    """Its words without numbers and short names with numbers, which may count them."""
    return [
        word for word in signs.said(text) if not (any(map(str.isdigit, word)) and (word.isdigit() or len(word) < SHORT))
    ]


def shuffled(text: str) -> Words:
    """Of each word its letters in order: the same however they were mixed, and with "ay" behind them."""
    return ["".join(sorted(re.sub(r"(?<=..)ay$", "", word))) for word in wordy(text)]


def grams(words: Sequence[str], size: int) -> Iterable[tuple[str, ...]]:
    """All rows of so many words."""
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def pairwise(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Six words in a row in any order: where neighbours changed places."""
    return (tuple(sorted(one)) for one in grams(words, PAIRWISE))


def cuts(text: str, size: int) -> Iterable[str]:
    """All rows of so many letters."""
    return (text[at : at + size] for at in range(len(text) - size + 1))


def content(words: Sequence[str]) -> Words:
    """Its words without those of grammar."""
    listed = stop_words(words)
    return [word for word in words if word not in listed and len(word) > 1]


def holds(row: Sequence[str], phrase: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand in a row."""
    size = len(phrase)
    return any(tuple(row[at : at + size]) == phrase for at in range(len(row) - size + 1))


# Capitals of words that have small letters, one of them first or both at hand: "wiNdow Is GHosT".
WITHIN = re.compile(r"(?<=[a-zß-ÿ])[A-ZÀ-Þ]|[A-ZÀ-Þ](?=[A-ZÀ-Þ]?[a-zß-ÿ])")


def initials(text: str) -> dict[str, str]:
    """First, second and last letters of its words, lines and sentences, and its capitals within words."""
    words = signs.runs(text)
    lines = [found for line in text.split("\n") if (found := signs.runs(line))] if "\n" in text else []
    return {
        "first of words": "".join(word[0] for word in words),
        "second of words": "".join(word[1:2] for word in words),
        "last of lines": "".join(line[-1][-1] for line in lines),
        "capitals within": "".join(one.lower() for one in WITHIN.findall(text)),
        "last of words": "".join(word[-1] for word in words),
        "first of lines": "".join(line[0][0] for line in lines),
        "first of sentences": words[0][0] if words else "",
        **_figures(text),
    }


def _figures(text: str) -> dict[str, str]:
    """Its numbers as the signs that they may stand for: one a sentence, or all; as codes, or counted from a or b."""
    found = [int(one) for one in _NUMBER.findall(text)]
    taken = {"first": found[:1], "last": found[-1:], "all": found}
    return {
        f"{name} as signs from {begin}": signs.bare("".join(chr(begin + one) for one in row))
        for name, row in taken.items()
        for begin in _BEGIN
    }
