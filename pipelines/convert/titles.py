"""Titles among a document's properties that nobody gave it."""

import re

# Words of which the names are made that programs and templates give: all of a title's words, it is junk.
FILLER = frozenset(
    re.findall(
        r"\w+",
        "microsoft ms office powerpoint excel publisher outlook visio word document documents dokument new neues "
        "nouveau template vorlage untitled unbenannt unnamed noname anonymous unknown unspecified none no null title "
        "titel titre titolo título titulo normal presentation präsentation slide page layout book sheet output temp "
        "tmp doc docx file datei blank leer sans sin ohne senza of the des",
    )
)
PRINTED = re.compile(
    r"\W*(?:microsoft|ms) (?:office )?(?:word|excel|powerpoint|publisher|outlook|visio)\s+[-–—]\s", re.IGNORECASE
)
FILE = re.compile(
    r"(?:file:|https?:|[a-z]:\\).*|/\S*"
    r"|.*\.(?:docx?|docm|dot[xm]?|rtf|odt|ods|odp|pages|pdf|indd|qxd|qxp|tex|dvi|ps|eps|pptx?|xlsx?|html?|txt|md|wpd|fm"
    r"|cdr|ai|pub|tmp)\W*",
    re.IGNORECASE,
)
WORDS = re.compile(r"[^\W\d_]+")


def worth_showing(title: str | None) -> str | None:
    """The title, unless a program made it up or it is the name of a file."""
    if title is None or PRINTED.match(title) or FILE.fullmatch(title):
        return None
    return title if any(word not in FILLER for word in WORDS.findall(title.lower())) else None
