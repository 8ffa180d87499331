"""The sample library converts without a loss and can answer the questions that are asked of it."""

import json

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.types import Text
from tests.samples.library import SAMPLE, documents

FILES = sorted(path for path in SAMPLE.iterdir() if path.name != "questions.json")
QUESTIONS = json.loads((SAMPLE / "questions.json").read_text("utf-8"))


def read(name: str) -> Text:
    return convert(Source((SAMPLE / name).read_bytes(), name)).text


def test_every_format_is_there() -> None:
    """At least twelve documents, in all six formats."""
    assert len(FILES) >= 12
    assert {path.suffix for path in FILES} == {".md", ".html", ".pdf", ".docx", ".csv", ".txt"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_document(path) -> None:
    """Text, headings and pages of every document have true offsets."""
    text = read(path.name)
    assert len(text.text) > 1_000
    assert path.suffix == ".csv" or text.title
    assert all(heading.text in text.text[heading.start : heading.end] for heading in text.headings)
    assert (path.suffix == ".pdf") is bool(text.pages)
    assert "\r" not in text.text


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["document"])
def test_question(asked) -> None:
    """The expected phrase stands in the expected document, in one piece and once."""
    assert read(asked["document"]).text.count(asked["phrase"]) == 1


@pytest.mark.parametrize("name", ["makerspace-safety.pdf", "collection-policy.pdf", "statutes.pdf"])
def test_pages_and_furniture(name: str) -> None:
    """The running headers of PDFs are told once, where they first stand; page numbers never."""
    text = read(name)
    assert (text.page_count or 0) > 1
    assert text.text.count("Harrow Quay Library -") == 1
    assert text.text.index("Harrow Quay Library -") < text.pages[1].end
    assert "Page 2" not in text.text


def test_made_from_their_manuscripts() -> None:
    """The committed files are what their manuscripts make, so a change of the text reaches both."""
    for name, content in documents():
        assert convert(Source(content, name)).text == read(name), name
