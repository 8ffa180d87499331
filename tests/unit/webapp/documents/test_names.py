"""Cleaned names: a client's file name never names a place, and never disappears."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.documents.names import LONGEST, cleaned, sent_name, title_of


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\system.ini", "windows/system.ini"),
        ("/abs//./x.md", "abs/x.md"),
        ("re\x00po\x1frt.pdf", "report.pdf"),
        ("a\n../b.txt", "a/b.txt".replace("a/", "a../")),
        ("\u202efdp.exe", "fdp.exe"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("e\x00\u0301.txt", "\u00e9.txt"),
        ("\ud800x.txt", "x.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (" / ", "unnamed"),
        ("..\x00/x", "x"),
        (".\x00.", "unnamed"),
    ],
)
def test_hostile_names_become_harmless(name: str, uri: str) -> None:
    """Traversal, control characters, direction marks and separators of any system are gone; the rest stays."""
    assert cleaned(name) == uri


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r'filename="..\..\one.txt"', r"..\..\one.txt"),
        (r'filename="C:\\dir\\two.txt"', r"C:\dir\two.txt"),
        (r'FileName="say \"hello\".txt"', 'say "hello".txt'),
        ('filename="a%22b; filename.txt"', 'a"b; filename.txt'),
        ("filename=plain.txt", "as parsed"),
        ("filename=\"x.txt\"; filename*=UTF-8''y.txt", "as parsed"),
    ],
)
def test_a_name_is_read_as_it_was_sent(written: str, name: str) -> None:
    """Lone backslashes stay, as browsers write them; escaped ones and quotes are undone, as curl writes them."""
    assert sent_name(f'form-data; name="files"; {written}', "as parsed") == name


def test_a_long_name_keeps_its_extension() -> None:
    """At most 255 characters, and still a PDF; outer folders go before the name."""
    assert cleaned("x" * 400 + ".pdf") == "x" * 251 + ".pdf"
    assert cleaned("d" * 200 + "/" + "y" * 100 + ".pdf") == "y" * 100 + ".pdf"
    assert len(cleaned("x" + "." + "e" * 400)) == LONGEST


@given(st.text(max_size=600))
def test_every_name_has_a_uri(name: str) -> None:
    """Any text gives a non-empty NFC uri within the limit, without a part that leaves its folder, and a title."""
    uri = cleaned(name)
    assert 0 < len(uri) <= LONGEST
    assert not {"", ".", ".."} & set(uri.split("/"))
    assert unicodedata.is_normalized("NFC", uri)
    assert cleaned(uri) == uri
    assert title_of(uri)
