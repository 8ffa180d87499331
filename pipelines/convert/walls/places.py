"""What a converter's child may still open: the interpreter and its libraries, fonts, time zones, the OCR program.

The documents are not among it: their descriptors are handed over. Folders of this project's root are not either, but
for the one that these modules are in: ``.env`` and data may lie beside it.
"""

import struct
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pipelines
from pipelines.convert import ocr
from pipelines.convert.walls.landlock import EXECUTE, READ_DIR, READ_FILE, WRITE_FILE

READ = READ_FILE | READ_DIR
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/etc/ssl/openssl.cnf")
# What pdfium draws letters with that a document has not brought; what Python knows of time and types.
DATA = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts", "/etc/mime.types"),
    *("/usr/share/zoneinfo", "/etc/localtime", "/usr/share/tesseract-ocr", "/usr/share/tessdata", "/dev/urandom"),
)
OF_PROGRAM = ("lib", "share/tessdata", "share/tesseract-ocr")
NOTHING = "/dev/null"
ELF, PROGRAM_HEADER, INTERPRETER = b"\x7fELF\x02\x01", struct.Struct("<IIQQQQQQ"), 3


def places() -> dict[Path, int]:
    """Existing files and folders with what may be done there, as Landlock's rights."""
    allowed = dict.fromkeys(_readable(), READ)
    allowed |= {Path(NOTHING): READ_FILE | WRITE_FILE}
    allowed |= dict.fromkeys(programs(), READ_FILE | EXECUTE)
    return {one: rights if one.is_dir() else rights & ~READ_DIR for one, rights in allowed.items() if one.exists()}


def programs() -> list[Path]:
    """What may be started: the OCR program, if there is one, and what loads it."""
    found = ocr.program()
    if found is None:
        return []
    program = Path(found).resolve()
    return [program, *_loader(program)]


def _readable() -> Iterator[Path]:
    paths = sysconfig.get_paths()
    named = [paths[kind] for kind in ("stdlib", "platstdlib", "purelib", "platlib")]
    for one in (*named, f"{sys.base_prefix}/lib", *LIBRARIES, *DATA, *pipelines.__path__):
        yield Path(one).resolve()
    for program in programs()[:1]:
        yield from (program.parent.parent / one for one in OF_PROGRAM)


def _loader(program: Path) -> Iterator[Path]:
    """The dynamic loader that a program names, of the System V ABI's program headers."""
    with program.open("rb") as stream:
        head = stream.read(64)
        if not head.startswith(ELF) or len(head) < 64:
            return
        start, size, count = (
            struct.unpack_from(f"<{kind}", head, at)[0] for kind, at in (("Q", 32), ("H", 54), ("H", 56))
        )
        for number in range(count):
            stream.seek(start + number * size)
            kind, _, offset, _, _, length, *_ = PROGRAM_HEADER.unpack(stream.read(PROGRAM_HEADER.size))
            if kind == INTERPRETER:
                stream.seek(offset)
                yield Path(stream.read(length).rstrip(b"\0").decode()).resolve()
