"""The looks of trouble: refusals, losses, failures, notices and their dialogs are as sound as the pages they are on."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from deployments.interface_build import Interface
from deployments.node import find_node
from tests.e2e.ui.library import new_source, upload
from tests.e2e.ui.pages import State
from tests.e2e.ui.shaky import LAST, LONG, Shaky, answers, begin, put
from tests.e2e.ui.test_looks import Looks
from tests.e2e.ui.test_trouble_asking import ASK
from tests.e2e.ui.test_trouble_reader import QUESTION, RULE, cited
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.relay import problem
from tests.servers.stack import Account

LONG_NAME = f"{'Donaudampfschifffahrtsgesellschaftsordnung' * 4}.md"
Sound = Callable[[Visitor, str], None]


@pytest.fixture(scope="module")
def sound() -> Sound:
    """Looks at a page: nothing that axe knows in either theme, nothing wider than the window at any width."""
    interface = Interface()
    interface.install(find_node())
    axe = (interface.modules / "axe-core" / "axe.min.js").read_text("utf-8")

    def look(visitor: Visitor, name: str) -> None:
        found = Looks()
        found.look(visitor, State(name, lambda _: ""), axe)
        assert found.wrong == {}, json.dumps(found.wrong, indent=1)

    return look


def test_a_refused_question_and_a_lost_answer(visit: Visit, shaky: Shaky, sound: Sound) -> None:
    """The countdown, the broken connection, and the connection that is given up."""
    visitor = visit(shaky.who, at=shaky.front, bypass_csp=True).expects()
    page = visitor.page
    page.clock.install()
    visitor.open(shaky.chat)
    shaky.relay.answer(ASK, problem(429, "too_many_requests", "Ten a minute. " * 9, Retry_After="900"))
    put(page)
    expect(page.get_by_role("alert")).to_be_visible()
    sound(visitor, "refused")
    visitor.open(shaky.chat)
    begin(visitor, shaky)
    with shaky.relay.down():
        expect(page.get_by_text("Trying to reach the answer again").last).to_be_visible()
        for _ in range(60):
            page.clock.fast_forward(5_000)
            page.wait_for_timeout(60)
            if page.get_by_text("The connection to the answer is gone.").is_visible():
                break
        expect(visitor.button("Try to reach it again")).to_be_visible()
        sound(visitor, "lost")
    shaky.model.forget()


def test_notices_and_dialogs_of_a_document_with_a_long_name(visit: Visit, person: Account, sound: Sound) -> None:
    """Newer version, newest version, removed, purged; the comment; the dialogs of the conversation."""
    library, message = cited(person, [(LONG_NAME, f"# Rules\n\n{RULE}\n".encode())], QUESTION)
    visitor = visit(person, bypass_csp=True).expects()
    page = visitor.open(library.answer_path(message)).page
    visitor.button("This did not help").click()
    page.get_by_label("What should be better?").fill("Wortungetüm" * 30)
    sound(visitor, "comment form")
    visitor.button("Send comment").click()
    expect(visitor.button("Change it")).to_be_visible()
    sound(visitor, "comment")
    for dialog in ("rename", "delete"):
        visitor.open(library.path(f"/chat/{message['conversation']}?dialog={dialog}&of={message['conversation']}"))
        expect(page.get_by_role("dialog").get_by_role("button", name="Cancel")).to_be_visible()
        sound(visitor, dialog)
    upload(person, library.source, [(LONG_NAME, b"Something else is in it now.")])
    visitor.open(library.answer_path(message, read=1))
    expect(visitor.button("Show the newest")).to_be_visible()
    sound(visitor, "newer")
    visitor.button("Show the newest").click()
    expect(visitor.button("Back to the cited one")).to_be_visible()
    sound(visitor, "newest")
    assert person.http.delete(f"/api/v1/sources/{library.source}/").status_code == 204
    new_source(person, library.chatbot)
    visitor.open(library.answer_path(message, read=1))
    expect(page.get_by_text("Removed since")).to_be_visible()
    sound(visitor, "removed")


def test_an_answer_that_is_being_written(visit: Visit, shaky: Shaky, sound: Sound) -> None:
    """While words come all is sound; and they still come when all was looked at."""
    visitor = visit(shaky.who, at=shaky.stack, bypass_csp=True).open(shaky.chat)
    page = begin(visitor, shaky, replace(LONG, pause=0.25))
    sound(visitor, "streaming")
    assert LAST not in answers(page).inner_text()
    visitor.button("Stop").click()
    shaky.model.forget()
