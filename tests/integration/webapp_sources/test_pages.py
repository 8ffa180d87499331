"""Pages over HTTP: size, boxes and picture of any version; first questions of what may be quoted."""

import time
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.integration.webapp_sources.desk import Desk, Owner, manual
from tests.samples import pdfs
from tests.unit.pipelines.convert.test_pdf import numbered

WARM_SECONDS = 0.3
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Reading:
    """A document of an owner, and its text."""

    owner: Owner
    source: str
    id: str
    text: dict[str, Any]

    def page(self, number: int, **query: Any) -> httpx.Response:
        return self.owner.http.get(f"/api/v1/documents/{self.id}/pages/{number}/", params=query)

    def image(self, number: int, headers: dict[str, str] | None = None, **query: Any) -> httpx.Response:
        path = f"/api/v1/documents/{self.id}/pages/{number}/image"
        return self.owner.http.get(path, params=query, headers=headers)


def reading(owner: Owner, name: str, data: bytes, *, source: str | None = None) -> Reading:
    """The document, uploaded and indexed."""
    source = source or owner.source()
    owner.upload(source, {name: data})
    one = owner.documents(source)[name]["id"]
    return Reading(owner, source, one, owner.ok(owner.http.get(f"/api/v1/documents/{one}/text/")))


@pytest.fixture(scope="module")
def pdf(whole: Desk) -> Reading:
    """A PDF of two pages or more, whose sentences run over the break."""
    return reading(whole.person(), "rules.pdf", pdfs.paragraphs([[" ".join(numbered(60))]]))


def refused(answer: httpx.Response, status: int, code: str, *fields: str) -> None:
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code), answer.text
    assert [error["field"] for error in problem.get("errors", [])] == list(fields)


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(PNG)
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def test_a_page_tells_its_size_and_its_share_of_the_text(pdf: Reading) -> None:
    """Without a span there are no boxes; both forms of the path work."""
    for number, span in enumerate(pdf.text["pages"], start=1):
        shown = pdf.owner.ok(pdf.page(number))
        assert {key: shown[key] for key in ("page", "start", "end")} == span
        assert (shown["pages"], shown["boxes"]) == (len(pdf.text["pages"]), [])
        assert (round(shown["width"]), round(shown["height"])) == (595, 842)
    bare = f"/api/v1/documents/{pdf.id}/pages/1"
    assert pdf.owner.ok(pdf.owner.http.get(bare)) == pdf.owner.ok(pdf.page(1))


@pytest.mark.alone
def test_a_quote_over_a_page_break_has_boxes_on_both_pages(pdf: Reading) -> None:
    """Each page shows its share, a third one none; and a look at a page that was looked at is quick."""
    edge = pdf.text["pages"][1]["start"]
    span = {"version": pdf.text["version"], "start": edge - 50, "end": edge + 50}
    first, second = (pdf.owner.ok(pdf.page(number, **span))["boxes"] for number in (1, 2))
    assert first[-1]["y"] > 0.8
    assert second[0]["y"] < 0.15
    assert all(0 <= box["x"] < box["x"] + box["w"] <= 1 for box in first + second)
    assert pdf.owner.ok(pdf.page(1, start=edge, end=edge + 50))["boxes"] == []
    took = []
    for _ in range(5):
        began = time.perf_counter()
        pdf.owner.ok(pdf.page(2, **span))
        took.append(time.perf_counter() - began)
    assert min(took) < WARM_SECONDS


def test_spans_that_are_none_are_refused_by_name(pdf: Reading) -> None:
    """Both ends or none, in order, inside the text."""
    length = len(pdf.text["text"])
    refused(pdf.page(1, start=3), 422, "missing", "end")
    refused(pdf.page(1, end=3), 422, "missing", "start")
    refused(pdf.page(1, start=3, end=3), 422, "outside", "end")
    refused(pdf.page(1, start=5, end=3), 422, "outside", "end")
    refused(pdf.page(1, start=0, end=length + 1), 422, "outside", "end")
    refused(pdf.page(1, start=length, end=length + 1), 422, "outside", "start")
    refused(pdf.page(1, start=-1, end=3), 422, "invalid", "start")
    refused(pdf.page(1, start="x", end=3), 422, "invalid", "start")
    assert pdf.page(1, start=0, end=length).status_code == 200


def test_pages_that_are_not_there(pdf: Reading) -> None:
    """Out of range, or of a format that has none; an unknown version is unknown."""
    for number in (0, len(pdf.text["pages"]) + 1, 10**12):
        refused(pdf.page(number), 404, "no_such_page")
        refused(pdf.image(number), 404, "no_such_page")
    for number in ("-1", "x", "1.5"):
        path = f"/api/v1/documents/{pdf.id}/pages/{number}/"
        assert pdf.owner.http.get(path).status_code == 404
    refused(pdf.page(1, version="f" * 32), 404, "not_found")
    text = reading(pdf.owner, "a.md", manual("pages"))
    refused(text.page(1), 404, "no_pages")
    refused(text.image(1), 404, "no_pages")


def test_a_picture_is_as_wide_as_asked_and_kept(pdf: Reading) -> None:
    """Under its version it is the browser's for a year; without one it is asked for again and found unchanged."""
    version = pdf.text["version"]
    answer = pdf.image(1, version=version, width=800)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    width, height = png_size(answer.content)
    assert (width, height) == (800, pytest.approx(800 * 842 / 595, abs=2))
    again = pdf.image(1, {"If-None-Match": answer.headers["etag"]}, width=800)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "private, no-cache"
    assert pdf.image(2, width=800).headers["etag"] != answer.headers["etag"]


@pytest.mark.parametrize("width", [199, 2_401, "wide", ""])
def test_widths_out_of_range(pdf: Reading, width: Any) -> None:
    """From 200 to 2,400 pixels."""
    refused(pdf.image(1, width=width), 422, "invalid", "width")


def test_every_version_keeps_its_page(owner: Owner) -> None:
    """The boxes of an old version are on its own page, until its bytes are gone; a deletion takes nothing away."""
    old = reading(owner, "a.pdf", pdfs.paragraphs([["The desk opens at nine.", "Ask for a card at the desk."]]))
    new = reading(
        owner, "a.pdf", pdfs.paragraphs([["Other words come first.", "The desk opens at ten."]]), source=old.source
    )
    assert old.id == new.id
    places = []
    for one in (old, new):
        start = one.text["text"].index("The desk opens")
        span = {"version": one.text["version"], "start": start, "end": start + 14}
        (box,) = owner.ok(one.page(1, **span))["boxes"]
        places.append(box["y"])
        assert one.image(1, version=one.text["version"]).status_code == 200
    assert places[0] < places[1]
    assert owner.ok(new.page(1)) == owner.ok(new.page(1, version=new.text["version"]))
    assert owner.http.delete(f"/api/v1/documents/{old.id}/").status_code == 204
    assert old.page(1, version=old.text["version"]).status_code == 200


def test_bytes_that_are_gone(whole: Desk, owner: Owner) -> None:
    """410 with a reason; the text is still there."""
    kept = reading(owner, "a.pdf", pdfs.paragraphs([["The desk opens at nine."]]))
    (file,) = (path for path in whole.data.glob(f"blobs/uploads/*/{kept.source}/{kept.id}/*"))
    file.unlink()
    refused(kept.page(1), 410, "file_gone")
    refused(kept.image(1), 410, "file_gone")
    assert owner.http.get(f"/api/v1/documents/{kept.id}/text/").status_code == 200


def suggested(owner: Owner) -> dict[str, Any]:
    """First questions and what the documents are about, once all of it is made."""
    for _ in range(100):
        found: dict[str, Any] = owner.ok(owner.http.get(f"/api/v1/chatbots/{owner.chatbot}/suggestions/"))
        if not found["pending"]:
            return found
        time.sleep(0.1)
    raise AssertionError("never made")


def test_first_questions_are_answered_by_the_documents(owner: Owner) -> None:
    """At most four, from several documents, the same each time; each was asked before it was offered."""
    source = owner.source()
    assert suggested(owner) == {"items": [], "documents": [], "pending": False}
    loans = b"# Loans\n\nAbout loans.\n\n## 1. Loan periods\n\nBooks are lent for four weeks.\n"
    rooms = (
        b"# Rooms\n\nA room seats ten.\n\n## How to book a room\n\nTo book a room, go to the desk on the day before.\n"
    )
    owner.upload(source, {"loans.md": loans, "rooms.md": rooms})
    found = suggested(owner)
    assert 2 <= len(found["items"]) <= 4
    assert "How do I book a room?" in found["items"]
    assert "What are the loan periods?" in found["items"]
    assert [one["title"] for one in found["documents"]] == ["Loans", "Rooms"]
    assert suggested(owner) == found


def test_a_document_in_short(owner: Owner) -> None:
    """Its own sentences where they stand, its outline, its questions; only of what is indexed and one's own."""
    one = reading(
        owner, "mill.md", b"# Mill\n\nThe mill grinds rye for the valley.\n\n## Prices\n\nA sack of rye is nine.\n"
    )
    path = f"/api/v1/documents/{one.id}/summary/"
    found = owner.ok(owner.http.get(path))
    assert not found["pending"]
    first = found["summary"][0]
    assert first["text"] == one.text["text"][first["start"] : first["end"]] == "The mill grinds rye for the valley."
    assert [(entry["level"], entry["title"]) for entry in found["outline"]] == [(1, "Mill"), (2, "Prices")]
    assert found["questions"]
    assert (found["model"], found["degraded"]) == (None, False)
    owner.http.delete(f"/api/v1/documents/{one.id}/")
    refused(owner.http.get(path), 404, "not_found")


def test_first_questions_never_tell_of_private_sources_or_deleted_documents(owner: Owner) -> None:
    """From the next request on."""
    source = owner.source()
    owner.upload(source, {"a.md": b"# Plans\n\nWhat is planned.\n\n## Secret merger\n\nThe secret merger is in May.\n"})
    assert "secret merger" in str(suggested(owner)["items"])
    owner.ok(owner.http.patch(f"/api/v1/sources/{source}/", json={"visibility": "private"}))
    assert suggested(owner) == {"items": [], "documents": [], "pending": False}
    owner.ok(owner.http.patch(f"/api/v1/sources/{source}/", json={"visibility": "citable"}))
    assert "secret merger" in str(suggested(owner)["items"])
    owner.http.delete(f"/api/v1/documents/{owner.documents(source)['a.md']['id']}/")
    assert suggested(owner) == {"items": [], "documents": [], "pending": False}
