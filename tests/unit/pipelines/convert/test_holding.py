"""How many documents an archive holds is told before anything of it is read."""

import io
import zipfile

import pytest

from pipelines.convert.holding import MEMBERS, held


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "most"),
    [
        (packed("a.md", "folder/", "folder/b.md"), 2),
        (packed("[Content_Types].xml", "word/document.xml"), 0),
        (packed("mimetype", "content.xml"), 0),
        (b"# A text", 0),
        (b"", 0),
        (packed("a.md")[:-30], 0),
        (packed(*map(str, range(MEMBERS + 1))), 0),
        (packed(*map(str, range(2_500))), MEMBERS),
    ],
    ids=["folder", "word", "odt", "text", "nothing", "cut", "too many", "far too many"],
)
def test_files_of_an_archive_are_counted_by_its_list(data: bytes, most: int) -> None:
    """Office documents are one document, and what is read of the stream is given back."""
    stream = io.BytesIO(data)
    assert held(stream) == most
    assert stream.tell() == 0


def test_a_list_that_lies_is_counted_by_what_it_holds() -> None:
    """The number of files that an archive's end claims is not believed."""
    data = bytearray(packed("a.md", "b.md", "c.md"))
    end = data.rfind(b"PK\5\6")
    data[end + 8 : end + 12] = b"\1\0\1\0"
    assert held(io.BytesIO(bytes(data))) == 3
