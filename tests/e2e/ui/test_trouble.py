"""Each trouble has its own stated appearance, keeps what was typed, and says what to do next."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.ui.library import DOCX, PDF_QUESTION, Library, ask, new_chatbot, new_source, upload
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account

QUESTION = "When does the harbour office open on Mondays?"


def problem(status: int, code: str = "trouble", detail: str = "The detail of it.", **headers: str) -> Any:
    """A route's handler that answers as the service does."""
    body = json.dumps({"title": "Trouble", "status": status, "code": code, "detail": detail, "errors": []})

    def answer(route: Route) -> None:
        route.fulfill(status=status, content_type="application/problem+json", body=body, headers=headers)

    return answer


def cut(route: Route) -> None:
    """The connection breaks."""
    route.abort("connectionrefused")


@contextmanager
def refusing(page: Page, pattern: str, handler: Any) -> Iterator[None]:
    """What is posted there gets this answer; without one the browser has no network at all."""
    if handler is None:
        page.context.set_offline(True)
        yield
        page.context.set_offline(False)
    else:
        page.route(pattern, lambda r: handler(r) if r.request.method == "POST" else r.continue_())
        yield
        page.unroute(pattern)


@pytest.fixture
def troubled(reader: Visitor) -> Visitor:
    """A visitor whose test brings about answers of 4xx and 5xx."""
    return reader.expects()


@pytest.mark.parametrize("path", ["/", "chat", "sources", "search?q=booking", "settings", "/system"])
@pytest.mark.parametrize("how", ["unreachable", "failing"])
def test_a_page_that_cannot_be_loaded_says_so_and_is_retried(
    troubled: Visitor, library: Library, *, path: str, how: str
) -> None:
    """No blank page and no spinner for ever: words, and a button that brings the page once the server is back."""
    page = troubled.open("/system").page
    handler = cut if how == "unreachable" else problem(500)
    pattern = re.compile(r"/api/v1/|/readyz")
    page.route(pattern, handler)
    page.goto(f"{troubled.stack.url}{path if path.startswith('/') else library.path('/' + path)}")
    expect(page.get_by_role("alert").first).to_be_visible(timeout=20_000)
    said = "The server cannot be reached" if how == "unreachable" else "Something went wrong"
    expect(page.get_by_text(said).first).to_be_visible()
    page.unroute(pattern)
    page.get_by_role("button", name="Try again").first.click()
    expect(page.get_by_text(said)).to_have_count(0)


@pytest.mark.parametrize(
    ("handler", "said"),
    [
        (None, "The server cannot be reached"),
        (problem(429, "too_many_requests", **{"Retry-After": "7"}), "Wait 7 seconds"),
        (problem(422, "invalid"), "The question was not sent"),
        (problem(503, "too_many_streams", **{"Retry-After": "3"}), "Many answers are being written right now"),
        (problem(409, "chatbot_paused"), "This chatbot is paused"),
    ],
    ids=["unreachable", "429", "422", "503", "paused"],
)
def test_a_refused_question_stays_in_its_field(troubled: Visitor, library: Library, *, handler: Any, said: str) -> None:
    """With the reason above it, and what to do."""
    page = troubled.open(library.answer_path(library.pdf)).page
    page.get_by_label("Your question").fill(QUESTION)
    with refusing(page, "**/messages/", handler):
        page.get_by_label("Your question").press("Enter")
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.get_by_label("Your question")).to_have_value(QUESTION)
        expect(troubled.button("Send")).to_be_enabled()


@pytest.mark.parametrize(
    ("handler", "said"),
    [
        (None, "The server cannot be reached. The file is kept in this list"),
        (problem(413, "too_large"), "Larger than this installation takes"),
        (problem(429, "too_many_requests", **{"Retry-After": "7"}), "Wait 7 seconds first"),
        (problem(503, "ingestion_unavailable", "Prefect is away.", **{"Retry-After": "10"}), "Prefect is away."),
        (problem(422, "invalid", "The name cannot be used."), "The name cannot be used."),
    ],
    ids=["unreachable", "413", "429", "503", "422"],
)
def test_a_refused_upload_stays_in_the_list(visit: Visit, person: Account, *, handler: Any, said: str) -> None:
    """With its reason; a retry sends it once the trouble is over."""
    new_source(person, chatbot := new_chatbot(person))
    visitor = visit(person).expects()
    page = visitor.open(f"/chatbots/{chatbot}/sources").page
    with refusing(page, "**/files/", handler):
        page.get_by_label("Choose files").first.set_input_files(
            {"name": "a.md", "mimeType": "text/markdown", "buffer": b"# A"}
        )
        expect(page.get_by_text("1 file not sent")).to_be_visible()
        expect(page.get_by_text(said)).to_be_visible()
    visitor.button("Retry a.md").click()
    expect(page.get_by_text("1 of 1 file sent")).to_be_visible()


@pytest.mark.parametrize("status", [422, 429, 500])
def test_a_form_that_is_refused_keeps_every_word(troubled: Visitor, status: int) -> None:
    """What was typed stands, the reason beside it."""
    page = troubled.open("/?dialog=create").page
    page.route("**/api/v1/chatbots/", lambda r: problem(status)(r) if r.request.method == "POST" else r.continue_())
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Kept")
    dialog.get_by_label("Instructions").fill("Answer in one sentence.")
    dialog.get_by_role("button", name="Create").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The detail of it.")
    expect(dialog.get_by_label("Name")).to_have_value("Kept")
    expect(dialog.get_by_label("Instructions")).to_have_value("Answer in one sentence.")


def test_errors_stand_beside_their_fields(visit: Visit, library: Library) -> None:
    """The service's own 422: an e-mail address that is taken is said at the e-mail field, and nothing is emptied."""
    visitor = visit().expects()
    page = visitor.open("/register").page
    page.get_by_label("First name").fill("Ada")
    page.get_by_label("Last name").fill("Reader")
    page.get_by_label("E-mail").fill(library.account.email)
    for field in page.locator("input[autocomplete=new-password]").all():
        field.fill("password12")
    visitor.button("Create account").click()
    expect(page.get_by_text("Everybody would guess it")).to_be_visible()
    expect(page.locator("input[type=password][aria-invalid=true]")).to_have_count(1)
    expect(page.get_by_label("E-mail")).to_have_value(library.account.email)
    expect(page.get_by_label("First name")).to_have_value("Ada")


def test_a_stream_that_is_cut_goes_on(troubled: Visitor, library: Library) -> None:
    """The connection breaks after the first words: the answer is fetched from where it was, and ends as it should."""
    page = troubled.open(library.path("/chat")).page
    cuts: list[str] = []

    def break_off(route: Route) -> None:
        if route.request.method != "POST" or cuts:
            route.continue_()
            return
        whole = route.fetch()
        cuts.append(route.request.url)
        head = "\n\n".join(whole.text().split("\n\n")[:2]) + "\n\n"
        route.fulfill(response=whole, body=head)

    page.route(re.compile(r"/messages/$"), break_off)
    page.get_by_label("Your question").fill(PDF_QUESTION)
    page.get_by_label("Your question").press("Enter")
    expect(troubled.button("This helped")).to_be_visible()
    assert cuts
    assert troubled.calls("/events/")
    expect(page.get_by_role("article", name="Answer")).to_contain_text("48 hours")
    expect(page.get_by_role("article", name="Question")).to_have_count(1)


def test_a_document_deleted_while_its_reader_is_open(visit: Visit, person: Account) -> None:
    """The reader says so and goes on showing what was cited."""
    source = new_source(person, chatbot := new_chatbot(person))
    upload(person, source, [DOCX])
    message = ask(person, chatbot, "How long do books ordered from abroad by interlibrary loan take?")
    visitor = visit(person).expects()
    page = visitor.open(f"/chatbots/{chatbot}/chat/{message['conversation']}?read={message['id']}.1").page
    expect(page.locator("[data-reader] mark").first).to_be_visible()
    gone = message["citations"][0]["document_id"]
    assert person.http.delete(f"/api/v1/documents/{gone}/").status_code == 204
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-reader]").get_by_text("Removed since")).to_be_visible(timeout=40_000)
    expect(page.locator("[data-reader] mark").first).to_be_visible()


def test_two_people_edit_one_chatbot(visit: Visit, person: Account) -> None:
    """The second is told before anything is overwritten, keeps what was typed, and chooses."""
    chatbot = new_chatbot(person, "Shared")
    visitor = visit(person)
    page = visitor.open(f"/chatbots/{chatbot}/settings").page
    page.get_by_label("Description").fill("Mine")
    assert person.http.patch(f"/api/v1/chatbots/{chatbot}/", json={"description": "Theirs"}).status_code == 200
    visitor.button("Save changes").click()
    expect(page.get_by_text("Somebody changed it meanwhile")).to_be_visible()
    expect(page.get_by_label("Description")).to_have_value("Mine")
    assert person.http.get(f"/api/v1/chatbots/{chatbot}/").json()["description"] == "Theirs"
    visitor.button("Save mine over theirs").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert person.http.get(f"/api/v1/chatbots/{chatbot}/").json()["description"] == "Mine"


def test_a_file_that_vanished_is_said(visit: Visit, person: Account, tmp_path: Any) -> None:
    """Chosen, then deleted before it was sent: the others go on."""
    new_source(person, chatbot := new_chatbot(person))
    visitor = visit(person).expects()
    page: Page = visitor.open(f"/chatbots/{chatbot}/sources").page
    files = [tmp_path / name for name in ("stays.md", "goes.md")]
    for one in files:
        one.write_text(f"# {one.stem}")
    page.route("**/files/", cut)
    page.get_by_label("Choose files").first.set_input_files(files)
    expect(page.get_by_text("2 files not sent")).to_be_visible()
    files[1].unlink()
    page.unroute("**/files/")
    visitor.button("Retry what was not sent").click()
    expect(page.get_by_text("1 of 2 files sent")).to_be_visible()
    expect(page.get_by_text("The file is no longer there")).to_be_visible()
