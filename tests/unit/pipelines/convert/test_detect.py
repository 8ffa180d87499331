"""A file's type is told by its content and its name; what cannot be read says why and what to do."""

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.failures import FAILED, SKIPPED
from pipelines.convert.source import Limits, Source
from pipelines.errors import NothingToIndex, PipelineError, UnreadableDocument
from tests.samples import hostile, pdfs

PDF = pdfs.paragraphs([["A paragraph that is long enough to be read."]])
DOCX = hostile.docx_with(b"<w:p><w:r><w:t>Text.</w:t></w:r></w:p>")


def refused(data: bytes, name: str, limits: Limits | None = None) -> PipelineError:
    with pytest.raises(PipelineError) as failure:
        convert(Source(data, name, limits or Limits()))
    return failure.value


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("a.PDF", PDF, "application/pdf"),
        ("scan", PDF, "application/pdf"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.MD", b"# A", "text/markdown"),
        ("a.htm", b"<p>A", "text/html"),
        ("a.csv", b"a,b\n1,2", "text/csv"),
        ("../../etc/a.txt", b"A", "text/plain"),
        ("README", b"A", "text/plain"),
        ("mz.txt", b"MZ is how this ordinary sentence begins.", "text/plain"),
    ],
)
def test_type(name: str, data: bytes, mime: str) -> None:
    """The canonical MIME type."""
    assert convert(Source(data, name)).mime == mime


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", hostile.PNG, "type_mismatch"),
        ("a.pdf", DOCX, "type_mismatch"),
        ("a.pdf", hostile.EXE, "type_mismatch"),
        ("a.pdf", b"plain words", "type_mismatch"),
        ("a.docx", PDF, "type_mismatch"),
        ("a.docx", hostile.archive(a_xml=b"<a/>"), "type_mismatch"),
        ("a.docx", hostile.OLE, "type_mismatch"),
        ("a.txt", PDF, "type_mismatch"),
        ("a.md", hostile.EXE, "type_mismatch"),
        ("a.csv", hostile.GZIP, "type_mismatch"),
        ("a.html", hostile.PNG, "type_mismatch"),
        ("a.txt", hostile.JUNK, "type_mismatch"),
        ("a.pdf", PDF[:300], "broken"),
        ("a.pdf", b"%PDF-1.7" + hostile.JUNK, "broken"),
        ("a.docx", DOCX[:200], "broken"),
        ("a.docx", hostile.docx_with(b"<w:p>"), "broken"),
        ("a.docx", hostile.docx_entities(), "broken"),
        ("a.pdf", hostile.pdf_own_parent(), "broken"),
        ("a.pdf", pdfs.encrypted(PDF, user="secret"), "encrypted"),
        ("a.docx", hostile.OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.docx", hostile.docx_bomb(300), "converter_memory"),
    ],
)
def test_failed(name: str, data: bytes, code: str) -> None:
    """What cannot be read ends failed, with a message that names the document and one action."""
    error = refused(data, name)
    assert isinstance(error, UnreadableDocument)
    assert error.code == code
    assert f"'{name}'" in error.message
    assert error.action.endswith(".")
    assert error.action.count(". ") == 0


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xyz", b"words", "unknown_type"),
        ("a.png", hostile.PNG, "no_text"),
        ("a.exe", hostile.EXE, "unknown_type"),
        ("blob", hostile.JUNK, "unknown_type"),
        ("a.txt", b"", "empty"),
        ("a.pdf", b"", "empty"),
        ("a.md", b" \r\n\t\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.html", b"<nav>Menu</nav>", "empty"),
        ("a.docx", hostile.docx_with(b"<w:p/>"), "empty"),
        ("a.csv", b",,\n,,\n", "empty"),
        ("a.pdf", pdfs.scan(), "no_text"),
    ],
)
def test_skipped(name: str, data: bytes, code: str) -> None:
    """What has nothing to index ends skipped, and says so."""
    error = refused(data, name)
    assert isinstance(error, NothingToIndex)
    assert error.code == code
    assert f"'{name}'" in error.message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"word " * 300),
        ("a.md", b"word " * 300),
        ("a.html", b"<p>word</p>" * 300),
        ("a.csv", b"name,place\n" + b"one,two\n" * 200),
        ("a.docx", hostile.docx_with(b"<w:p><w:r><w:t>words</w:t></w:r></w:p>" * 300)),
        ("a.pdf", pdfs.paragraphs([["word " * 100] * 3])),
    ],
)
def test_too_long(name: str, data: bytes) -> None:
    """Every format keeps to the limit of characters, and the message says how many they are."""
    error = refused(data, name, Limits(chars=1_000))
    assert error.code == "too_long"
    assert "1,000" in error.message


def test_too_many_pages() -> None:
    """A PDF over the limit of pages fails before its pages are read."""
    error = refused(pdfs.scan(pages=4), "a.pdf", Limits(pages=3))
    assert error.code == "too_many_pages"
    assert "4 pages; 3 are read" in error.message


def test_owner_password_alone_does_not_hinder() -> None:
    """A PDF that anybody can open is read."""
    assert convert(Source(pdfs.encrypted(PDF, user=""), "a.pdf")).text.text.startswith("A paragraph")


def test_messages_name_only_the_last_part() -> None:
    """A hostile name neither fills the message nor smuggles control characters into it."""
    error = refused(b"", "../../" + "x" * 500 + "\x1b[31m\n.txt")
    assert "\x1b" not in error.message
    assert "\n" not in error.message
    assert "../" not in error.message
    assert len(error.message) < 200


def test_every_code_has_a_text() -> None:
    """Message templates take the name, and actions are one sentence."""
    for message, action in (*FAILED.values(), *SKIPPED.values()):
        assert "{name}" in message
        assert action.endswith(".")
        assert ". " not in action
