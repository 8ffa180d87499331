"""The bookmarks of a PDF."""

import re
from collections.abc import Iterator

import pypdfium2 as pdfium

from pipelines.convert.decode import clean

OUTLINE_AT_MOST = 20_000
NUMBERING = re.compile(
    r"^(?:(?:chapter|appendix|section|part|kapitel|anhang)\s+)?(?:[a-z]|[\divxlc]+)(?:\.\d+)*[.:)]?\s+", re.IGNORECASE
)
SQUEEZE = re.compile(r"[\W_]+")


def outline(document: pdfium.PdfDocument) -> Iterator[tuple[int, str, int]]:
    """Level (1 is the outermost), title and page (0 is the first) of every bookmark that leads into the document."""
    for count, mark in enumerate(document.get_toc(max_depth=8)):
        if count >= OUTLINE_AT_MOST:
            return
        target = mark.get_dest()
        page = target.get_index() if target else None
        if page is not None and 0 <= page < len(document):
            yield mark.level + 1, clean(mark.get_title()), page


def begins(document: pdfium.PdfDocument) -> dict[str, frozenset[int]]:
    """The pages (1 is the first) on which each title of the outline begins, with and without its number."""
    pages: dict[str, set[int]] = {}
    for _, title, page in outline(document):
        for words in (squeezed(title), bare(title)):
            pages.setdefault(words, set()).add(page + 1)
    return {words: frozenset(found) for words, found in pages.items()}


def bare(title: str) -> str:
    """A title squeezed, without its number."""
    return squeezed(NUMBERING.sub("", title, count=1))


def squeezed(text: str) -> str:
    """Letters and digits only, in small letters: what stays equal between a bookmark and the printed title."""
    return SQUEEZE.sub("", text).casefold()
