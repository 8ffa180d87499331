"""The language of a document: what a person said wins, then what its text shows; what a file declares only agrees.

What a person said stands in ``Document.about``, so that it outlives every reading of the file.
"""

from dataclasses import replace

from pipelines.text.codes import code_of
from pipelines.text.identify import identify
from pipelines.types import Document, Text

TOLD = "language"


def told(row: Document) -> str:
    """The language that a person said the document is in; empty where nobody did."""
    return (row.about or {}).get(TOLD, "")


def corrected(row: Document, language: str) -> Document:
    """The row, as a person says that it is in a language; empty: as nobody ever said."""
    rest = {name: said for name, said in (row.about or {}).items() if name != TOLD}
    about = rest | {TOLD: language} if language else rest
    return replace(row, about=about or None, language=language or row.language)


def language_of(row: Document, text: Text) -> str:
    """ISO 639-1 code of a document with this text; empty where nobody knows.

    A tag counts only where the text alone is too little to tell, and is written as that language is.
    """
    if said := told(row):
        return said
    declared = code_of(text.language or str(text.meta.get("language") or ""))
    return identify(text.text) or (identify(text.text, among=(declared,)) if declared else "")
