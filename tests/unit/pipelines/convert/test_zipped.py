"""A ZIP archive is a folder: its files with their names, and nothing that swells, loops or leads elsewhere."""

import io
import zipfile

import pytest

from pipelines.convert import zipped
from pipelines.convert.convert import convert
from pipelines.convert.source import Member, Source
from pipelines.errors import PipelineError


def packed(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files:
            target.writestr(name, data)
    return out.getvalue()


def members(data: bytes, name: str = "a.zip") -> list[Member]:
    return list(convert(Source(data, name)).members or ())


def refusal(data: bytes, name: str = "a.zip") -> str:
    with pytest.raises(PipelineError) as failure:
        members(data, name)
    return failure.value.code


def renamed(name: bytes, *, utf8: bool = False) -> bytes:
    """An archive with one file whose name is these bytes."""
    stand_in = "x" * (len(name) - 4) + ".txt"
    data = packed((stand_in, b"Text."))
    return data.replace(stand_in.encode(), name)


def encrypted(data: bytes) -> bytes:
    """The flag of encryption set, where the archive's list and the file itself say it."""
    data = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(mark)
        while found >= 0:
            data[found + at] |= 1
            found = data.find(mark, found + 1)
    return bytes(data)


def test_files_in_folders() -> None:
    """Every file but what programs leave behind; folders, links and hidden files are none."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    data = packed(
        ("rules/a.md", b"# A"), ("b.txt", b"B"), ("__MACOSX/._b.txt", b"x"), (".git/config", b"x"), (link, b"/etc")
    )
    assert [(one.name, one.data) for one in members(data)] == [("rules/a.md", b"# A"), ("b.txt", b"B")]
    assert convert(Source(data, "archive")).mime == "application/zip"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Öffnungszeiten.txt".encode("cp437"), "Öffnungszeiten.txt"),
        ("Öffnungszeiten.txt".encode(), "Öffnungszeiten.txt"),
        ("図書館の規則.txt".encode("cp932"), "図書館の規則.txt"),
        ("图书馆规则.txt".encode("gb18030"), "图书馆规则.txt"),
        ("Правила библиотеки.txt".encode("cp866"), "Правила библиотеки.txt"),
        ("Отчёт за май.docx".encode("cp866"), "Отчёт за май.docx"),
        ("Правила.txt".encode("cp1251"), "Правила.txt"),
        ("Grüße.txt".encode("cp850"), "Grüße.txt"),
        ("Café à Orléans.pdf".encode("cp437"), "Café à Orléans.pdf"),
    ],
    ids=["dos", "utf8", "japanese", "chinese", "russian", "russian_dos", "russian_windows", "german", "french"],
)
def test_names(raw: bytes, name: str) -> None:
    """Names are read as what they were written in, also where the archive does not say."""
    assert [one.name for one in members(renamed(raw))] == [name]


def test_encrypted() -> None:
    """An archive that is closed says so; a file that is, among others, says so alone."""
    assert refusal(encrypted(packed(("a.md", b"# A")))) == "encrypted"
    closed = encrypted(packed(("b.md", b"# B"), ("a.md", b"# A")))
    first = closed.find(b"PK\x01\x02")
    half = bytearray(closed)
    half[6], half[first + 8] = half[6] & ~1, half[first + 8] & ~1
    assert [(one.name, one.refused) for one in members(bytes(half))] == [("b.md", None), ("a.md", "encrypted")]


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too much, too many, or too good to be true: nothing is unpacked."""
    assert refusal(packed(("a.txt", bytes(40_000_000)))) == "archive_too_large"
    assert refusal(packed(*((f"{number}.txt", b"x") for number in range(1_001)))) == "archive_too_large"
    monkeypatch.setattr(zipped, "UNPACKED_MB", 1)
    assert refusal(packed(("a.txt", b"ab" * 600_000))) == "archive_too_large"


def test_lies() -> None:
    """A size that is not true, a list that is cut off, another file under the name."""
    data = packed(("a.txt", b"word " * 500))
    assert refusal(data[: len(data) // 2]) == "broken"
    assert refusal(b"plain", "a.zip") == "type_mismatch"
    assert refusal(packed()) == "empty"
    lying = bytearray(data)
    at = data.find(b"PK\x01\x02") + 24
    lying[at : at + 4] = (5).to_bytes(4, "little")
    # No more than it says is read, and that is found out.
    assert [one.refused for one in members(bytes(lying))] == ["broken"]


def test_an_entry_without_a_name() -> None:
    """It is read like one, under a name that is given to it; the others stay what they are."""
    data = packed(("a.txt", b"hello"), ("b.txt", b"there"))
    nameless = data.replace(b"b.txt", b"\x00.txt")
    assert [one.name for one in members(nameless)] == ["a.txt"]
