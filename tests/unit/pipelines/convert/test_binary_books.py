"""XLS and XLSB: numbers as they are shown, merged cells, hidden columns and sheets; damage is told."""

import struct
from pathlib import Path

import pytest

from pipelines.convert import cfb
from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.errors import PipelineError
from tests.samples.binary_books import binary, compound, old, wide, xls, xlsb

ROOMS = Path(__file__).parents[3] / "samples" / "sheets" / "rooms.xls"
FORMATS = ('#,##0.00" EUR"', "0.0%", "yyyy-mm-dd", "00000")


def lines(data: bytes, name: str) -> list[str]:
    return convert(Source(data, name)).text.text.split("\n\n")


def test_an_old_workbook() -> None:
    """As LibreOffice writes it."""
    assert lines(ROOMS.read_bytes(), "rooms.xls") == [
        "Rooms",
        "Rents of 2026",
        "Floor; Room; Rent; Share; From; Code; Kept by (hidden column)",
        "Floor: First; Room: Alpha; Rent: 1,234.50 €; Share: 12.5%; From: 2026-03-01; Code: 00123; "
        "Kept by (hidden column): Ann",
        "Floor: First; Room: Beta; Rent: -2,469.00 €; Share: 100%; From: 2026-03-01 18:00; Code: 7",
        "Name; Phone",
        "Name: Bob; Phone: 41",
        "Notes (hidden sheet)",
        "Kept for later.",
    ]


def rk(value: int, *, hundredth: bool = False) -> int:
    return (value << 2 | 2 | hundredth) & 0xFFFFFFFF


def test_numbers_of_old_records() -> None:
    """Whole ones, hundredths, several in a record, results of formulas; what is general stays as it is."""
    cells = b"".join(
        [
            old(0x203, "HHHd", 0, 0, 1, 1234.5),
            old(0x27E, "HHHI", 0, 1, 2, rk(50, hundredth=True)),
            old(0xBD, "HHHIHIH", 1, 0, 3, rk(46082), 4, rk(-12), 1),
            old(0x06, "HHHdHII", 2, 0, 1, 2.5, 0, 0, 0),
            old(0x203, "HHHd", 2, 1, 0, 2.5),
            old(0x203, "HHHd", 2, 2, 99, 3.5),
        ]
    )
    told = lines(xls(cells, formats=FORMATS), "a.xls")
    assert told == ["One", "1,234.50 EUR; 50.0%", "2026-03-01; -00012", "2.50 EUR; 2.5; 3.5"]


def test_a_binary_workbook() -> None:
    """Strings in their cells, numbers in four and eight bytes, a hidden column."""

    def cell(kind: int, place: tuple[int, int], told: tuple[str, float | bytes]) -> bytes:
        return binary(kind, f"II{told[0]}", *place, told[1])

    def words(column: int, said: str) -> bytes:
        return cell(6, (column, 0), (f"{len(wide(said))}s", wide(said)))

    names = b"".join(words(at, one) for at, one in enumerate(("Room", "Rent", "Share", "From", "Code", "Secret")))
    row = words(0, "Alpha") + cell(5, (1, 1), ("d", 1234.5)) + cell(2, (2, 2), ("I", rk(12, hundredth=True)))
    row += cell(2, (3, 3), ("I", rk(46082))) + cell(9, (4, 4), ("d6x", 123.0)) + words(5, "x")
    hidden = binary(390) + binary(60, "IIIIH", 5, 5, 2560, 0, 1) + binary(391)
    data = xlsb(binary(0, "I21x", 0) + names + binary(0, "I21x", 1) + row, formats=FORMATS, before=hidden)
    assert lines(data, "a.xlsb") == [
        "One",
        "Room; Rent; Share; From; Code; Secret (hidden column)",
        "Room: Alpha; Rent: 1,234.50 EUR; Share: 12.0%; From: 2026-03-01; Code: 00123; Secret (hidden column): x",
    ]


def test_what_a_book_says_itself() -> None:
    """A format under one of Excel's own numbers, days since 1904, cells that are one."""

    def cell(column: int, value: float, style: int = 0) -> bytes:
        return binary(5, "IId", column, style, value)

    rows = binary(0, "I21x", 0) + cell(0, 7) + cell(1, 81_227_827_687, 1) + cell(2, 45_000, 2)
    rows += binary(0, "I21x", 1) + cell(1, 5, 1)
    merge = binary(177, "I", 1) + binary(176, "IIII", 0, 1, 0, 0) + binary(178)
    data = xlsb(rows, formats=("000000000000", "yyyy-mm-dd"), first=50, after=merge, from_1904=True)
    assert lines(data, "a.xlsb") == ["One", "7; 081227827687; 2027-03-16", "7; 000000000005"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xls(b"")[:-2_000], "broken"),
        (compound("Workbook", bytes(5_000)), "empty"),
        (xls(b"")[:700], "type_mismatch"),
    ],
)
def test_damaged(data: bytes, code: str) -> None:
    """Cut off, or nothing in it."""
    with pytest.raises(PipelineError) as failure:
        lines(data, "a.xls")
    assert failure.value.code == code


def test_sectors_in_a_circle() -> None:
    """A chain that comes back to itself ends."""
    data = bytearray(compound("Workbook", b"w" * 9_000))
    struct.pack_into("<I", data, 512 + 4 * 5, 2)
    with pytest.raises(ValueError, match="cut off"):
        cfb.stream(bytes(data), "Workbook")


def test_a_small_stream() -> None:
    """One that lies in the root's."""
    data = bytearray(compound("Other", bytes(range(256)) * 20))
    with pytest.raises(ValueError, match="compound"):
        cfb.stream(b"PK" + bytes(data), "Other")
    assert cfb.stream(bytes(data), "Workbook", "Other")[:256] == bytes(range(256))
