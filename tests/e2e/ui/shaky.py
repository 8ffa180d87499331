"""A stack of its own that may be harmed: a slow chat model behind it, a network that breaks before it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.library import PDF, PDF_QUESTION, new_chatbot, new_source, upload
from tests.e2e.ui.visitor import Visitor
from tests.servers.openai_standin import Reply, Standin
from tests.servers.prefect import put_database
from tests.servers.relay import Relay
from tests.servers.stack import OPERATORS, Account, Stack, account, new_stack

# What a request of files may weigh.
UPLOAD_MB = 5
# Four answers at once: the web app keeps sixteen threads for everything else.
STREAMS = 4
# The statement stands in the PDF, so that its mark stays; questions are not judged.
WORDS = " ".join(f"A booking can be cancelled free of charge [1]. Is sentence {number} next?" for number in range(40))
LONG = Reply(text=WORDS, size=12, pause=0.04)
LAST = "sentence 39"


@dataclass(frozen=True)
class Shaky:
    """The stack, its chat model, and the relay that browsers reach it through."""

    stack: Stack
    model: Standin
    relay: Relay
    who: Account
    chatbot: str
    source: str

    @property
    def front(self) -> Stack:
        """The stack as a browser reaches it: through the relay."""
        return replace(self.stack, port=self.relay.port)

    @property
    def chat(self) -> str:
        """The path of a new chat."""
        return f"/chatbots/{self.chatbot}/chat"

    def conversations(self) -> list[dict[str, Any]]:
        """The chatbot's conversations."""
        found: list[dict[str, Any]] = self.who.http.get(
            f"/api/v1/chatbots/{self.chatbot}/conversations/?limit=100"
        ).json()["items"]
        return found

    def messages(self, conversation: str) -> list[dict[str, Any]]:
        """What was said in one."""
        found: list[dict[str, Any]] = self.who.http.get(f"/api/v1/conversations/{conversation}/messages/").json()[
            "items"
        ]
        return found

    def says(self, *replies: Reply) -> None:
        """What the model answers next."""
        self.model.forget()
        self.model.script(*replies)


@contextmanager
def shaky_stack(folder: Path, prefect_database: Path) -> Iterator[Shaky]:
    """One chatbot that has read a PDF."""
    model = Standin()
    limits = {
        "REFDESK_OPERATORS": ",".join(OPERATORS),
        "REFDESK_THREADS": str(16 + STREAMS),
        "REFDESK_MAX_UPLOAD_MB": str(UPLOAD_MB),
        # Providers that organisations set up here.
        "REFDESK_OUTBOUND_ALLOWED": "localhost",
    }
    stack = new_stack(folder, OPENAI_API_KEY="test-key", OPENAI_BASE_URL=model.url, **limits)
    put_database(prefect_database, stack.data_dir)
    stack.start()
    try:
        stack.wait_ready()
        relay = Relay(stack.port)
        try:
            with account(stack, operator=True) as who:
                source = new_source(who, chatbot := new_chatbot(who))
                upload(who, source, [PDF])
                yield Shaky(stack, model, relay, who, chatbot, source)
        finally:
            relay.close()
    finally:
        stack.stop()
        model.close()


def field(page: Page) -> Locator:
    """Where the question is typed."""
    return page.get_by_label("Your question")


def put(page: Page, question: str = PDF_QUESTION) -> None:
    """Type a question and send it."""
    field(page).fill(question)
    field(page).press("Enter")


def begin(visitor: Visitor, shaky: Shaky, reply: Reply = LONG) -> Page:
    """Ask, and wait until the answer has begun."""
    shaky.says(reply)
    put(visitor.page)
    expect(answers(visitor.page).last).to_contain_text("sentence 2")
    return visitor.page


def answers(page: Page) -> Locator:
    """The answers in the thread."""
    return page.get_by_role("article", name="Answer")


def finished(visitor: Visitor, answer_number: int = 0) -> None:
    """Wait until an answer has ended well."""
    expect(visitor.button("This helped").nth(answer_number)).to_be_visible(timeout=60_000)
