"""Titles among a document's properties that nobody gave it."""

import re

# Words of which the names are made that programs and templates give: all of a title's words, it is junk.
FILLER = frozenset(
    re.findall(
        r"\w+",
        "microsoft office powerpoint word document documents dokument new neues nouveau template vorlage untitled "
        "unbenannt unnamed anonymous unknown none null title titel titre titolo título titulo normal presentation "
        "präsentation slide doc docx file datei blank leer sans sin senza of the des",
    )
)
PRINTED = re.compile(r"microsoft (?:office )?word\s+[-–]\s", re.IGNORECASE)
FILE = re.compile(r"\S*\.(?:docx?|dotx?|docm|dotm|rtf|odt|pdf|tmp)", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]+")


def worth_showing(title: str | None) -> str | None:
    """The title, unless a program made it up or it is the name of a file."""
    if title is None or PRINTED.match(title) or FILE.fullmatch(title):
        return None
    return title if any(word not in FILLER for word in WORDS.findall(title.lower())) else None
