"""The formats that are read: a module with the reader, and an entry here.

Light on purpose: readers and their libraries are loaded where they run, in the guarded child. What a format makes of a
file is named by its own fingerprint, so an upgrade of one library renames the versions of no other format.
"""

import hashlib
import importlib
import importlib.metadata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from pipelines.convert.source import Made, Source
from pipelines.types import Text

# Raise it with a change that all formats share and that makes another text of the same bytes (``decode``).
READING = 1


class Reader(Protocol):
    """What a format's module holds. Both may raise the codes of ``failures``."""

    def convert(self, source: Source, /) -> Text | Made:
        """The document's text; pure: bytes in, text out."""
        ...


class MarkedReader(Reader, Protocol):
    """A reader of what is not text: it tells its files by their content."""

    def claims(self, data: bytes, /) -> bool:
        """Whether a file that nobody named is of this format. Never raises."""
        ...

    def expect(self, source: Source, /) -> None:
        """Refuse a file that has this format's name and is something else."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A type of file. ``title`` is what people call it; the first of ``mimes`` is the canonical one.

    ``module`` is a ``Reader``; of a format with ``magic``, the bytes that it begins with, a ``MarkedReader``. Raise
    ``revision`` with every change of it that makes another text, other pages, headings or blocks of the same bytes;
    ``libraries`` are those whose release may do the same. ``sample`` warms the reader up before children are forked.
    """

    title: str
    mimes: tuple[str, ...]
    endings: tuple[str, ...]
    module: str
    revision: int = 1
    libraries: tuple[str, ...] = ()
    magic: bytes = b""
    sample: bytes = b""

    @property
    def mime(self) -> str:
        """The canonical MIME type."""
        return self.mimes[0]

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits, the same as long as the same bytes give the same ``Text``."""
        return _fingerprint(self)

    @property
    def reader(self) -> Reader:
        """The module, loaded."""
        return cast(Reader, importlib.import_module(self.module))

    @property
    def marked(self) -> MarkedReader:
        """The module of a format with ``magic``, loaded."""
        return cast(MarkedReader, importlib.import_module(self.module))


PDF = Format(
    "PDF",
    ("application/pdf",),
    ("pdf",),
    "pipelines.convert.pdf.convert",
    revision=2,
    libraries=("pypdfium2",),
    magic=b"%PDF-",
)
DOCX = Format(
    "DOCX",
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ("docx",),
    "pipelines.convert.docx",
    revision=2,
    libraries=("python-docx", "lxml"),
    magic=b"PK",
)
HTML = Format(
    "HTML",
    ("text/html", "application/xhtml+xml"),
    ("html", "htm", "xhtml"),
    "pipelines.convert.html",
    revision=3,
    libraries=("lxml", "webencodings"),
    sample=b"<title>Title</title><h1>Title</h1><p>Text.</p>",
)
MARKDOWN = Format(
    "Markdown",
    ("text/markdown", "text/x-markdown"),
    ("md", "markdown"),
    "pipelines.convert.markdown",
    revision=3,
    libraries=("markdown-it-py",),
    sample=b"# Title\n\nText.\n",
)
TABLE = Format(
    "CSV",
    ("text/csv", "text/tab-separated-values"),
    ("csv", "tsv"),
    "pipelines.convert.table",
    revision=3,
    sample=b"name,place\nText,Here\n",
)
PLAIN = Format(
    "plain text",
    ("text/plain",),
    ("txt", "text"),
    "pipelines.convert.plain",
    revision=3,
    sample=b"Title\n=====\n\nText.\n",
)

# What a file without an ending is taken for is the first whose magic it has, or else the last.
FORMATS: Sequence[Format] = (PDF, DOCX, HTML, MARKDOWN, TABLE, PLAIN)


def by_ending(formats: Sequence[Format] = FORMATS) -> Mapping[str, Format]:
    """Formats by the ending of a name, in small letters and without its dot."""
    return {ending: one for one in formats for ending in one.endings}


@cache
def _fingerprint(one: Format) -> str:
    parts = [f"{one.mime} {READING} {one.revision}"]
    parts += [f"{name}-{importlib.metadata.version(name)}" for name in one.libraries]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
