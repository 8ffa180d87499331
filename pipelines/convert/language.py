"""What a person said of a document's language, which wins over what the text shows (``cutting.cut.language_of``).

It stands in ``Document.about``, so that it outlives every reading of the file.
"""

from dataclasses import replace

from pipelines.types import Document

TOLD = "language"


def told(row: Document) -> str:
    """The language that a person said the document is in; empty where nobody did."""
    return (row.about or {}).get(TOLD, "")


def corrected(row: Document, language: str) -> Document:
    """The row, as a person says that it is in a language; empty: as nobody ever said."""
    rest = {name: said for name, said in (row.about or {}).items() if name != TOLD}
    about = rest | {TOLD: language} if language else rest
    return replace(row, about=about or None, language=language or row.language)
