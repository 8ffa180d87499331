"""Which letters of the page each character of the stored text is, kept small: what placing a quote needs of a document.

Made once per version by the extraction that made the text; a single page is then placed without reading the others.
"""

import hashlib
from array import array

from pipelines.convert.pdf.extract import NOWHERE, Extraction, extract, open_pdf
from pipelines.convert.source import Layout, Source


def layout(source: Source) -> Layout:
    """The layout of a PDF. Raises what ``convert`` raises."""
    document = open_pdf(source)
    try:
        extraction = extract(document, source)
    finally:
        document.close()
    digest = hashlib.sha256(extraction.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Layout(digest, *_runs(extraction))


def _runs(extraction: Extraction) -> tuple["array[int]", "array[int]", "array[int]"]:
    """Stretches of text whose characters follow one another on the page: where, from which character, how many."""
    starts, firsts, lengths = array("i"), array("i"), array("i")
    before = NOWHERE
    for position, char in enumerate(extraction.chars):
        if char == NOWHERE:
            before = NOWHERE
            continue
        if before != NOWHERE and char == before + 1:
            lengths[-1] += 1
        else:
            starts.append(position)
            firsts.append(char)
            lengths.append(1)
        before = char
    return starts, firsts, lengths
