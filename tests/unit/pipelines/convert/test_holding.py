"""How many documents an archive holds is told before anything of it is read."""

import email
import io
import time
import tracemalloc
import zipfile
from email.message import EmailMessage

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.holding import DEEPEST, MEMBERS, TOGETHER, held
from pipelines.convert.source import Source


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


def in_archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__dot__", "."), content)
    return made.getvalue()


def mail(*attached: tuple[str, bytes]) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "Valves", "a@example.org", "b@example.org"
    made.set_content("The valve is opened.")
    made.add_alternative("<p>The valve is opened.</p>", subtype="html")
    for name, content in attached:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(made)


def many_within(count: int) -> bytes:
    zeros = in_archive(zeros__dot__txt=bytes(9_000_000))
    return in_archive(**{f"{number}__dot__zip": zeros for number in range(count)})


HEAD = b"From: a@example.org\nSubject: x\n"
TWO = in_archive(a__dot__md=b"# A", b__dot__md=b"# B")


def taken(data: bytes, name: str) -> int:
    """Documents that the readers find in a file, and in those, as deep as they look."""
    count, waiting = 0, [(data, name, 0)]
    while waiting:
        content, named, depth = waiting.pop()
        for member in convert(Source(content, named)).members or () if depth < DEEPEST else ():
            count += 1
            if member.name.endswith((".zip", ".eml")):
                waiting.append((member.data, member.name, depth + 1))
    return count


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (packed("__MACOSX/._a.md", ".hidden", "x/.git/config", "Thumbs.db", "a.md"), "a.zip"),
        (in_archive(inner__dot__zip=TWO, other__dot__zip=TWO), "a.zip"),
        (in_archive(one__dot__zip=in_archive(two__dot__zip=in_archive(three__dot__zip=TWO))), "deep.zip"),
        (in_archive(post__dot__eml=mail(("a.md", b"# A"), ("b.md", b"# B"))), "a.zip"),
        (mail(), "plain.eml"),
        (mail(("a.md", b"# A"), ("b.pdf", b"%PDF-"), ("c.zip", TWO)), "a.eml"),
        (mail(("again.eml", mail(("a.zip", TWO)))), "a.eml"),
        (mail(("--odd--name.md", b"--a\n--b\nContent-Disposition: attachment\n\nx")), "a.eml"),
    ],
    ids=["aside", "two within", "too deep", "a mail within", "no file", "files", "a mail in a mail", "odd lines"],
)
def test_what_is_counted_is_what_is_read(data: bytes, name: str) -> None:
    """One rule for both, whatever is in what."""
    assert held(io.BytesIO(data), name) == taken(data, name)


def test_forwarded_mails_count_with_their_files() -> None:
    """Sent as they are, not packed."""
    inner, outer = email.message_from_bytes(mail(("a.md", b"# A"))), EmailMessage()
    outer["Subject"], outer["From"] = "Fwd", "c@example.org"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    assert held(io.BytesIO(bytes(outer)), "a.eml") == taken(bytes(outer), "a.eml") == 2


@pytest.mark.parametrize(
    ("data", "name", "most"),
    [
        (in_archive(bomb__dot__zip=in_archive(zeros__dot__txt=bytes(80_000_000))), "a.zip", 2),
        (in_archive(bomb__dot__zip=bytes(200_000_000)), "a.zip", 1),
        (
            in_archive(**{f"{n}__dot__zip": in_archive(zeros__dot__txt=bytes(9_000_000)) for n in range(500)}),
            "a.zip",
            TOGETHER,
        ),
        (HEAD + b"\n--a" * 3_000_000, "a.eml", MEMBERS),
        (
            b"From: a@example.org\nSubject: x\n" + b"\n--a\nContent-Disposition: attachment\n\nx" * 15_000,
            "a.eml",
            MEMBERS,
        ),
        (mail(("a.zip", b"PK\3\4" + bytes(1_000))), "a.eml", 1),
    ],
    ids=["zeros within", "zeros", "very many", "lines", "files", "broken"],
)
def test_bombs_are_counted_without_being_unpacked(data: bytes, name: str, most: int) -> None:
    """In little time and memory: what cannot be looked into counts as full."""
    began = time.process_time()
    tracemalloc.start()
    try:
        assert held(io.BytesIO(data), name) == most
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 * len(data) + 40_000_000
    assert time.process_time() - began < 20
