"""The layout of a PDF: what placing a quote needs of it, made by the extraction that makes the text."""

import hashlib

from pipelines.convert.layout import packed
from pipelines.convert.pdf.assembly import Extraction
from pipelines.convert.pdf.extract import extract, open_pdf
from pipelines.convert.source import Layout, Source


def layout(source: Source) -> Layout:
    """The layout of a PDF. Raises what ``convert`` raises."""
    document = open_pdf(source)
    try:
        return layout_of(extract(document, source))
    finally:
        document.close()


def layout_of(extraction: Extraction) -> Layout:
    """The layout of an extraction's text."""
    digest = hashlib.sha256(extraction.text.encode("utf-8", "surrogatepass")).digest()
    return Layout(packed(digest, extraction.pages, extraction.chars))
