"""The language of a document: a person's word, then the text, then a tag that does not speak against it."""

import pytest

from pipelines.convert.html import convert
from pipelines.convert.language import corrected, told
from pipelines.convert.source import Source
from pipelines.cutting.cut import language_of
from pipelines.text.codes import code_of
from pipelines.types import Document, Text

ROW = Document("d", "o", "s", "a.txt", "a", about={"author": "Ann"})
GERMAN = "Die Bücherei ist montags bis freitags geöffnet. Ausleihen dürfen alle, die einen Ausweis haben."
FEW = "Kasse"


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (GERMAN, None, "de"),
        (GERMAN, "de-AT", "de"),
        (GERMAN, "en-US", "de"),
        (GERMAN, "zxx", "de"),
        ("12 13 14", "de", ""),
        ("Kasse geschlossen", "de", "de"),
        ("图书馆星期一到星期五开放。", "de", "zh"),
        (FEW, None, ""),
        ("", "en", ""),
    ],
)
def test_a_tag_only_agrees(text: str, declared: str | None, language: str) -> None:
    """Wrong ones lose, in whichever form; without letters of that language they say nothing."""
    assert language_of(Text(text, language=declared)) == language
    assert language_of(Text(text, meta={"language": declared})) == language


def test_a_person_is_believed_until_the_word_is_taken_back() -> None:
    """Whatever the text shows; the rest that is known of the file stays."""
    row = corrected(ROW, "nl")
    assert (row.language, told(row), row.about) == ("nl", "nl", {"author": "Ann", "language": "nl"})
    assert language_of(Text(GERMAN), told(row)) == "nl"
    again = corrected(row, "")
    assert (told(again), again.about) == ("", {"author": "Ann"})
    assert language_of(Text(GERMAN), told(again)) == "de"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-US", "en"), ("pt_BR", "pt"), (" DE ", "de"), ("nb", "no"), ("nn-NO", "no"), ("xx", ""), ("", ""), ("-", "")],
)
def test_tags_of_files_are_codes(tag: str, code: str) -> None:
    """The language of a tag, without region and script."""
    assert code_of(tag) == code


@pytest.mark.parametrize("root", ['<html lang="de">', '<html xml:lang="de">', "<html>"])
def test_pages_declare_theirs(root: str) -> None:
    """On their root, in either way."""
    page = f"<!doctype html>{root}<body><p>{GERMAN}</p></body></html>"
    assert convert(Source(page.encode(), "a.html")).language == ("de" if "lang" in root else None)
