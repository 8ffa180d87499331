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

from pipelines.convert.source import AS_IT_IS, Made, Reading, Source
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
    ``libraries`` are those whose release may do the same, ``uses`` formats whose readers it asks. ``sample`` warms the
    reader up before children are forked. ``comments``: it tells what people wrote beside the text, where a source
    wants that.
    """

    title: str
    mimes: tuple[str, ...]
    endings: tuple[str, ...]
    module: str
    revision: int = 1
    libraries: tuple[str, ...] = ()
    magic: bytes | tuple[bytes, ...] = b""
    sample: bytes = b""
    uses: tuple["Format", ...] = ()
    comments: bool = False

    @property
    def mime(self) -> str:
        """The canonical MIME type."""
        return self.mimes[0]

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits, the same as long as the same bytes give the same ``Text``."""
        return _fingerprint(self, AS_IT_IS)

    def fingerprint_of(self, reading: Reading) -> str:
        """That of texts which are read so: another one only where it makes other texts."""
        return _fingerprint(self, reading if self.comments else AS_IT_IS)

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
    revision=5,
    libraries=("pypdfium2",),
    magic=b"%PDF-",
    comments=True,
)
HTML = Format(
    "HTML",
    ("text/html", "application/xhtml+xml"),
    ("html", "htm", "xhtml"),
    "pipelines.convert.html",
    revision=5,
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
    revision=4,
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
DOCX = Format(
    "DOCX",
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.document.macroenabled.12",
        "application/vnd.ms-word.template.macroenabled.12",
    ),
    ("docx", "docm", "dotx", "dotm"),
    "pipelines.convert.docx.convert",
    revision=4,
    libraries=("lxml",),
    magic=b"PK",
    uses=(HTML, PLAIN),
    comments=True,
)
XLSX = Format(
    "XLSX",
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-excel.template.macroenabled.12",
    ),
    ("xlsx", "xlsm", "xltx", "xltm"),
    "pipelines.convert.spreadsheet",
    revision=2,
    libraries=("lxml",),
    magic=b"PK",
)
PPTX = Format(
    "PPTX",
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.template",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    ),
    ("pptx", "potx", "ppsx", "pptm", "ppsm", "potm"),
    "pipelines.convert.presentation",
    revision=2,
    libraries=("lxml",),
    magic=b"PK",
)
XLS = Format(
    "XLS",
    ("application/vnd.ms-excel",),
    ("xls", "xlt"),
    "pipelines.convert.xls",
    revision=2,
    libraries=("python-calamine",),
    magic=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)
XLSB = Format(
    "XLSB",
    ("application/vnd.ms-excel.sheet.binary.macroenabled.12",),
    ("xlsb",),
    "pipelines.convert.xlsb",
    revision=2,
    libraries=("python-calamine",),
    magic=b"PK",
)
ODS = Format(
    "ODS",
    (
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet-template",
    ),
    ("ods", "ots"),
    "pipelines.convert.ods",
    revision=2,
    libraries=("lxml",),
    magic=b"PK",
)
ODT = Format(
    "ODT",
    ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template"),
    ("odt", "ott"),
    "pipelines.convert.odt",
    revision=2,
    libraries=("lxml",),
    magic=b"PK",
)
ODP = Format(
    "ODP",
    (
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.presentation-template",
    ),
    ("odp", "otp"),
    "pipelines.convert.odp",
    revision=2,
    libraries=("lxml",),
    magic=b"PK",
)
EPUB = Format(
    "EPUB",
    ("application/epub+zip",),
    ("epub",),
    "pipelines.convert.epub",
    magic=b"PK",
    uses=(HTML,),
)
RTF = Format(
    "RTF",
    ("application/rtf", "text/rtf"),
    ("rtf",),
    "pipelines.convert.rtf",
    revision=2,
    magic=b"{\\rtf",
)
JSON = Format(
    "JSON",
    ("application/json", "application/x-ndjson", "application/jsonl"),
    ("json", "jsonl", "ndjson"),
    "pipelines.convert.json_data",
    revision=3,
    sample=b'{"title": "Title"}',
)
MAIL = Format(
    "EML",
    ("message/rfc822",),
    ("eml",),
    "pipelines.convert.mail",
    revision=3,
    uses=(HTML, RTF),
    sample=b"From: A <a@example.org>\nSubject: Title\n\nText.\n",
)
PNG = Format("PNG", ("image/png",), ("png",), "pipelines.convert.image", revision=2, magic=b"\x89PNG\r\n\x1a\n")
JPEG = Format(
    "JPEG", ("image/jpeg",), ("jpg", "jpeg", "jpe"), "pipelines.convert.image", revision=2, magic=b"\xff\xd8\xff"
)
TIFF = Format("TIFF", ("image/tiff",), ("tif", "tiff"), "pipelines.convert.image", magic=(b"II*\x00", b"MM\x00*"))
# After the others: they are archives too.
ZIP = Format(
    "ZIP",
    ("application/zip", "application/x-zip-compressed"),
    ("zip",),
    "pipelines.convert.zipped",
    revision=2,
    magic=b"PK",
)

# What a file without an ending is taken for is the first whose magic it has, or else the last.
FORMATS: Sequence[Format] = (
    PDF,
    DOCX,
    HTML,
    MARKDOWN,
    TABLE,
    XLSX,
    XLS,
    XLSB,
    PPTX,
    ODT,
    ODS,
    ODP,
    EPUB,
    RTF,
    JSON,
    MAIL,
    PNG,
    JPEG,
    TIFF,
    ZIP,
    PLAIN,
)


def by_ending(formats: Sequence[Format] = FORMATS) -> Mapping[str, Format]:
    """Formats by the ending of a name, in small letters and without its dot."""
    return {ending: one for one in formats for ending in one.endings}


def fingerprints(formats: Sequence[Format] = FORMATS) -> Mapping[str, Sequence[str]]:
    """What each format makes today of the same bytes, however it is read, by the MIME type that its documents have."""
    every = [fingerprints_of(reading, formats) for reading in (AS_IT_IS, Reading(comments=True))]
    return {one.mime: sorted({made for today in every for made in today[one.mime]}) for one in formats}


def fingerprints_of(reading: Reading, formats: Sequence[Format] = FORMATS) -> Mapping[str, Sequence[str]]:
    """As ``fingerprints``, of documents that are read so."""
    return {one.mime: [one.fingerprint_of(reading)] for one in formats}


@cache
def _fingerprint(one: Format, reading: Reading) -> str:
    parts = [f"{one.mime} {READING} {one.revision}"]
    parts += [used.fingerprint for used in one.uses]
    parts += [f"{name}-{importlib.metadata.version(name)}" for name in one.libraries]
    parts += ["with comments"] if reading.comments else []
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
