"""What a file is, by its content and its name; what a client claims about it is never asked."""

from collections.abc import Sequence

from pipelines.convert import guess
from pipelines.convert.decode import MARKS
from pipelines.convert.failures import fail, skip
from pipelines.convert.formats import FORMATS, Format, by_ending
from pipelines.convert.source import Source

MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
    (b"RIFF", "a media file"),
    (b"{\\rtf", "an RTF file"),
)
# These few letters also begin ordinary text; they count only when the bytes are not text.
LETTERS = (b"MZ", b"BZh", b"GIF8", b"ID3", b"OggS", b"RIFF")
SNIFFED = 65_536
BINARY_SHARE = 0.05
CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\v\x1b")


def detect(source: Source, formats: Sequence[Format] = FORMATS) -> Format:
    """What it is read as. Raises ``empty``, ``unknown_type``, ``type_mismatch``, ``encrypted`` or ``broken``."""
    if not source.data.strip(b" \t\r\n\f\v\x00"):
        skip("empty", source.name)
    named = by_ending(formats).get(ending_of(source.name))
    if named is None:
        return _unnamed(source, formats)
    if named.magic:
        named.marked.expect(source)
    else:
        _expect_text(source)
    return named


def ending_of(name: str) -> str:
    """The ending of a name, in small letters and without its dot; empty where it has none."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip().rstrip(".")
    stem, dot, ending = last.rpartition(".")
    return ending.lower() if dot and stem else ""


def _unnamed(source: Source, formats: Sequence[Format]) -> Format:
    """Without any ending the content alone decides; an ending that nobody reads is a decision too."""
    if ending_of(source.name):
        skip("unknown_type", source.name)
    for one in formats:
        if one.magic and source.data.startswith(one.magic) and one.marked.claims(source.data):
            return one
    if _looks_binary(source.data) or foreign(source.data):
        skip("unknown_type", source.name)
    return formats[-1]


def foreign(data: bytes) -> str | None:
    """What other type the content says it is, if it says."""
    for start, title in MAGIC:
        if data.startswith(start) and (start not in LETTERS or _looks_binary(data)):
            return title
    return None


def _looks_binary(data: bytes) -> bool:
    head = data[:SNIFFED]
    if any(head.startswith(mark) for mark, _ in MARKS):
        return False
    control = len(head) - len(head.translate(None, CONTROL))
    return control > BINARY_SHARE * len(head) and guess.wide(data) is None


def _expect_text(source: Source) -> None:
    if other := foreign(source.data):
        fail("type_mismatch", source.name, f"it is {other}")
    if _looks_binary(source.data):
        fail("type_mismatch", source.name, "it is not text")
