"""Old and binary workbooks, record by record."""

import struct
from collections.abc import Sequence

from tests.samples.office import zipped

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def compound(name: str, data: bytes) -> bytes:
    """A compound file of one stream."""
    data = data.ljust(max(-(-len(data) // SECTOR), 8) * SECTOR, b"\0")
    sectors = len(data) // SECTOR
    tables = -(-(sectors + 2) // 127)
    # Tables first, then the directory, then the stream.
    chain = [FAT] * tables + [END] + [tables + 2 + at for at in range(sectors - 1)] + [END]
    chain += [FREE] * (tables * 128 - len(chain))
    entries = _entry("Root Entry", (5, 1, END, 0)) + _entry(name, (2, FREE, tables + 1, len(data)))
    entries += _entry("", (0, FREE, 0, 0)) * 2
    sizes = struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + sizes
    head += struct.pack("<9I", 0, tables, tables, 0, 4_096, END, 0, END, 0)
    held = struct.pack(f"<{min(tables, 109)}I", *range(min(tables, 109))).ljust(436, b"\xff")
    return head + held + struct.pack(f"<{len(chain)}I", *chain) + entries + data


def _entry(name: str, about: tuple[int, int, int, int]) -> bytes:
    kind, child, start, size = about
    letters = name.encode("utf-16-le")
    length = len(letters) + 2 if name else 0
    return struct.pack("<64sHBBIII16xI16xIQ", letters, length, kind, 1, FREE, FREE, child, 0, start, size)


def old(kind: int, form: str, *values: float | bytes) -> bytes:
    """A record of an old workbook."""
    data = struct.pack(f"<{form}", *values)
    return struct.pack("<HH", kind, len(data)) + data


def xls(cells: bytes, *, formats: Sequence[str] = ()) -> bytes:
    """An old workbook of one sheet with these records; style 0 is general, the others have a format each."""
    begins, ends = old(0x809, "HHHHII", 0x600, 5, 0, 0, 0, 0x600), old(0x0A, "")
    codes = b"".join(
        old(0x41E, f"HHB{len(code)}s", 164 + at, len(code), 0, code.encode("ascii")) for at, code in enumerate(formats)
    )
    styles = b"".join(old(0xE0, "HH16x", 0, form) for form in (0, *range(164, 164 + len(formats))))
    sheet = old(0x809, "HHHHII", 0x600, 16, 0, 0, 0, 0x600) + cells + ends
    head = begins + codes + styles
    length = len(head) + 4 + 8 + 3 + len(ends)
    return compound("Workbook", head + old(0x85, "IBBBB3s", length, 0, 0, 3, 0, b"One") + ends + sheet)


def binary(kind: int, form: str = "", *values: float | bytes) -> bytes:
    """A record of a binary workbook."""
    data = struct.pack(f"<{form}", *values)
    return _seven(kind) + _seven(len(data)) + data


def _seven(value: int) -> bytes:
    told = [value & 0x7F]
    while value := value >> 7:
        told[-1] |= 0x80
        told.append(value & 0x7F)
    return bytes(told)


def wide(words: str) -> bytes:
    """A string with its length."""
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def xlsb(
    cells: bytes,
    *,
    formats: Sequence[str] = (),
    before: bytes = b"",
    after: bytes = b"",
    first: int = 164,
    from_1904: bool = False,
) -> bytes:
    """A binary workbook of one sheet: records of rows and cells, of what stands ``before`` and ``after`` them.

    ``first``: the number of the first of the formats.
    """
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("One")
    codes = b"".join(binary(44, f"H{len(wide(code))}s", first + at, wide(code)) for at, code in enumerate(formats))
    styles = b"".join(binary(47, "HH12x", 0, form) for form in (0, *range(first, first + len(formats))))
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations("officeDocument", "xl/workbook.bin"),
        "xl/_rels/workbook.bin.rels": _relations("worksheet", "worksheets/sheet1.bin", "styles", "styles.bin"),
        "xl/workbook.bin": b"".join(
            [
                binary(131),
                binary(153, "II", from_1904, 0),
                binary(143),
                binary(156, f"{len(bundle)}s", bundle),
                binary(144),
            ]
        )
        + binary(132),
        "xl/styles.bin": binary(278)
        + binary(615, "I", len(formats))
        + codes
        + binary(616)
        + binary(617, "I", 1 + len(formats))
        + styles
        + binary(618)
        + binary(279),
        "xl/worksheets/sheet1.bin": binary(129)
        + binary(148, "IIII", 0, 99, 0, 9)
        + before
        + binary(145)
        + cells
        + binary(146)
        + after
        + binary(130),
    }
    return zipped(files)


def _relations(*told: str) -> str:
    every = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(zip(told[::2], told[1::2], strict=True), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{every}</Relationships>'
