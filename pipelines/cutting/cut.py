"""All that is made of a text before anybody asks for an index: its language and its spans.

Made where the text is made, in the converter's child: a text that cannot be cut within a document's limits fails that
document, and the process that indexes has the time for others.
"""

from dataclasses import dataclass

from pipelines.cutting.splitting import Piece, Rules, split
from pipelines.text.codes import code_of
from pipelines.text.identify import identify
from pipelines.types import Text


@dataclass(frozen=True, slots=True)
class Cutting:
    """What is asked of a cut: its sizes, and the language (ISO 639-1) that a person ``told``, if anybody did."""

    rules: Rules
    told: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text's spans as they were asked for, and its language, empty where nobody knows it."""

    cutting: Cutting
    language: str
    pieces: tuple[Piece, ...]


def cut_of(text: Text, cutting: Cutting) -> Cut:
    """Cut a text."""
    language = language_of(text, cutting.told)
    return Cut(cutting, language, pieces_of(text, cutting.rules, language))


def pieces_of(text: Text, rules: Rules, language: str) -> tuple[Piece, ...]:
    """The spans of a text in a language; where nobody knows it, what the file declares is better than nothing."""
    return tuple(split(text, rules, language or text.language or ""))


def language_of(text: Text, told: str = "") -> str:
    """ISO 639-1 code of a text; empty where nobody knows.

    What a person ``told`` wins. A tag counts only where the text alone is too little to tell, and is written as that
    language is.
    """
    if told:
        return told
    declared = code_of(text.language or str(text.meta.get("language") or ""))
    return identify(text.text) or (identify(text.text, among=(declared,)) if declared else "")
