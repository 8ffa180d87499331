"""Whose model answers: a provider is set up with a wrong key, then the right one, tested, chosen, asked, and lost."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.ui.library import PDF, PDF_QUESTION, new_chatbot, new_source, upload
from tests.e2e.ui.shaky import Shaky, answers, put
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.openai_standin import Reply, Standin
from tests.servers.stack import account

RIGHT, WRONG = "sk-right-one", "sk-wrong-one"
SAID = "A booking can be cancelled free of charge [1]."


@pytest.fixture
def provider() -> Iterator[Standin]:
    """A provider of the organisation's own: it wants its key, and does what the system says."""
    with closing(Standin()) as made:
        made.key, made.models = RIGHT, ["heron-large", "heron-small"]
        made.judge = lambda request: Reply(text=SAID) if "<passage" in str(request) else None
        yield made


def test_an_organisation_brings_its_own_model_and_loses_it(visit: Visit, shaky: Shaky, provider: Standin) -> None:
    """What is wrong with a key is said, the chosen model is named at its answer, and without it quotes follow."""
    with account(shaky.stack) as owner:
        upload(owner, new_source(owner, chatbot := new_chatbot(owner)), [PDF])
        visitor = visit(owner, at=shaky.stack)
        set_up(visitor, provider)
        choose(visitor, chatbot)
        ask(visitor, chatbot)
        assert provider.requests[-1]["model"] == "heron-small"
        provider.close()
        lose(visitor)


def set_up(visitor: Visitor, provider: Standin) -> None:
    """From the empty page to a provider whose test is passed."""
    # With the wrong key its models cannot be listed either.
    page = visitor.expects(r"status of 424").open("/models").page
    visitor.button("Add a provider").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Name").fill("Our own")
    form.get_by_label("Address of the API").fill(provider.url.replace("127.0.0.1", "localhost"))
    form.get_by_label("Key", exact=True).fill(WRONG)
    form.get_by_label(re.compile("^Model")).fill("heron-large")
    form.get_by_role("button", name="Add").click()
    card = page.get_by_role("region", name="Our own")
    tried(card, "It refuses the key.", "Key accepted: no", "Answers: not tried")
    card.get_by_role("button", name="Edit").click()
    form.get_by_label("Key", exact=True).fill(RIGHT)
    form.get_by_role("button", name="Save").click()
    tried(card, "“heron-large” answers", "Key accepted: yes", "Streams: words come while they are written: yes")
    expect(card).to_contain_text("Counts tokens: yes")
    expect(card).to_contain_text("Does what the system says: yes")


def tried(card: Locator, *said: str) -> None:
    """Have it tested."""
    card.get_by_role("button", name="Test").click()
    for words in said:
        expect(card).to_contain_text(words)


def choose(visitor: Visitor, chatbot: str) -> None:
    """In the chatbot's settings: whose model, and which of those that are listed."""
    page = visitor.open(f"/chatbots/{chatbot}/settings").page
    page.get_by_label("Whose model answers").select_option(label="Our own (heron-large)")
    page.get_by_role("combobox", name="Model", exact=True).click()
    page.get_by_role("option", name="heron-small").click()
    visitor.button("Save changes").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def ask(visitor: Visitor, chatbot: str) -> None:
    """A question, answered by that model, which is told."""
    page = visitor.open(f"/chatbots/{chatbot}/chat").page
    put(page)
    answer = answers(page).last
    expect(answer.get_by_role("button", name="This helped")).to_be_visible()
    expect(answer).to_contain_text("heron-small")
    expect(answer.locator("[data-citation]").first).to_be_visible()


def lose(visitor: Visitor) -> None:
    """The provider is gone: the next question gets quotes, and why is said."""
    page = visitor.page
    put(page, PDF_QUESTION)
    answer = answers(page).nth(1)
    expect(answer.get_by_role("button", name="This helped")).to_be_visible()
    expect(answer).to_contain_text("could not be reached: these are your documents' own sentences")
    expect(answer.locator("[data-citation]").first).to_be_visible()
    assert "heron-small" not in answer.inner_text()
