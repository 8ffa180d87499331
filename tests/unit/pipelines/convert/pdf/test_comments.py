"""What people wrote on a PDF's pages: read only where the source says so, beside what they wrote about."""

import io
from typing import Any

import pikepdf

from pipelines.convert.convert import convert
from pipelines.convert.source import Reading, Source
from pipelines.types import Text
from tests.samples.pages import Put, page_of, saved

PUTS = [Put(72, 700, "The fee is five euros."), Put(72, 650, "The pool opens at nine."), Put(72, 600, "No dogs.")]


def commented() -> bytes:
    """A page with comments of each kind, and one with a note alone."""
    with pikepdf.open(io.BytesIO(page_of(PUTS, []))) as pdf:
        said = pikepdf.String
        plan = pikepdf.AttachedFileSpec(pdf, b"1", filename="plan.csv").obj
        wanted: list[tuple[str, int, dict[str, Any]]] = [
            ("Highlight", 650, {"/Contents": said("Is this\ntrue?"), "/T": said("Ana")}),
            ("Popup", 300, {"/Contents": said("Is this true?")}),
            ("Text", 700, {"/Contents": said("Delete? \U0001f600")}),
            ("Highlight", 650, {}),
            ("FreeText", 600, {"/RC": said("<p>A <b>rich</b> word</p>"), "/T": said("Bo")}),
            ("FileAttachment", 598, {"/FS": plan}),
            ("Text", 598, {"/Contents": said("Accepted set by Ana"), "/StateModel": said("Review")}),
            ("Text", 598, {"/Contents": said("Hidden"), "/F": 2}),
        ]
        pdf.pages[0].obj.Annots = pikepdf.Array([_annotation(pdf, one) for one in wanted])
        pdf.pages[1].obj.Annots = pikepdf.Array([_annotation(pdf, ("Text", 90, {"/Contents": said("Empty?")}))])
        return saved(pdf)


def _annotation(pdf: pikepdf.Pdf, wanted: tuple[str, int, dict[str, Any]]) -> pikepdf.Object:
    kind, height, keys = wanted
    name, rect = pikepdf.Name(f"/{kind}"), pikepdf.Array([72, height, 200, height + 10])
    return pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.Annot, "/Subtype": name, "/Rect": rect, **keys}))


def read(*, comments: bool) -> Text:
    return convert(Source(commented(), "a.pdf", reading=Reading(comments=comments))).text


def test_comments_are_no_part_of_the_document() -> None:
    """Nobody wants to quote them, unless the source says so."""
    assert read(comments=False).text.split("\n\n") == [put.text for put in PUTS]


def test_comments_stand_beside_what_they_are_about() -> None:
    """Of every kind, attached files by name; nothing twice, no states, no hidden ones."""
    text = read(comments=True)
    assert text.text.split("\n\n") == [
        "The fee is five euros.",
        "[Comment: Delete? \U0001f600]",
        "The pool opens at nine.",
        "[Comment by Ana: Is this true?]",
        "No dogs.",
        "[Comment by Bo: A rich word]",
        "[Attached file plan.csv]",
        "[Comment: Empty?]",
    ]
    assert sum(block.kind == "note" for block in text.blocks) == 5
    assert text.text[text.pages[1].start : text.pages[1].end].strip() == "[Comment: Empty?]"
