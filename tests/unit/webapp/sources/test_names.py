"""Cleaned names: a client's file name never names a place, and never disappears."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.sources.names import LONGEST, cleaned, title_of


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
