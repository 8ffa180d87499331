"""A furnished account: what the pages show when they are full. Set up through the API."""

import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deployments.stack.demo import SAMPLE
from tests.servers.stack import Account, Stack, account
from tests.servers.waiting import wait_for

PDF, DOCX = SAMPLE / "room-booking.pdf", SAMPLE / "interlibrary-loan.docx"
PDF_QUESTION = "How long can a room booking be cancelled free of charge?"
DOCX_QUESTION = "How long do books ordered from abroad by interlibrary loan take?"
NO_QUESTION = "What does quantum chromodynamics predict for gluons?"
SYNC_SECONDS = 90.0


@dataclass(frozen=True)
class Library:
    """An account with a chatbot, its source and three conversations: about a PDF, a DOCX, and without an answer."""

    account: Account
    chatbot: str
    source: str
    pdf: dict[str, Any]
    docx: dict[str, Any]
    nothing: dict[str, Any]

    def path(self, rest: str = "") -> str:
        """A path below the chatbot's."""
        return f"/chatbots/{self.chatbot}{rest}"

    def answer_path(self, message: dict[str, Any], read: int | None = None) -> str:
        """The path of an answer, with a citation open."""
        shown = "" if read is None else f"?read={message['id']}.{read}"
        return self.path(f"/chat/{message['conversation']}{shown}")


def post(who: Account, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Create something; answers its JSON."""
    answer = who.http.post(path, json=dict(body or {}))
    assert answer.status_code in (200, 201, 202), answer.text
    found: dict[str, Any] = answer.json()
    return found


def new_chatbot(who: Account, name: str = "Harbour Library", **fields: Any) -> str:
    """A chatbot's id."""
    return str(post(who, "/api/v1/chatbots/", {"name": name, **fields})["id"])


def new_source(who: Account, chatbot: str, name: str = "Handbooks") -> str:
    """The id of a source for uploads."""
    return str(post(who, f"/api/v1/chatbots/{chatbot}/sources/", {"name": name, "kind": "upload"})["id"])


def upload(who: Account, source: str, files: Iterable[Path | tuple[str, bytes]]) -> None:
    """Upload files and wait until their sync has ended."""
    parts = [(one.name, one.read_bytes()) if isinstance(one, Path) else one for one in files]
    named = [
        ("files", (name, data, mimetypes.guess_type(name)[0] or "application/octet-stream")) for name, data in parts
    ]
    answer = who.http.post(f"/api/v1/sources/{source}/files/", files=named)
    assert answer.status_code == 202, answer.text
    wait_for_sync(who, answer.json()["sync"]["id"])


def wait_for_sync(who: Account, sync: str) -> dict[str, Any]:
    """A sync once it has ended."""

    def ended() -> dict[str, Any] | None:
        found: dict[str, Any] = who.http.get(f"/api/v1/syncs/{sync}/").json()["sync"]
        return None if found["status"] in ("queued", "running") else found

    last: dict[str, Any] = wait_for(ended, seconds=SYNC_SECONDS)
    return last


def ask(who: Account, chatbot: str, question: str) -> dict[str, Any]:
    """The answer, with its conversation's id."""
    conversation = post(who, f"/api/v1/chatbots/{chatbot}/conversations/")["id"]
    message = post(who, f"/api/v1/conversations/{conversation}/messages/", {"content": question})["message"]
    return {**message, "conversation": conversation}


@contextmanager
def furnished(stack: Stack) -> Iterator[Library]:
    """An account whose chatbot has read sample documents, one of them broken, and answered three questions."""
    with account(stack, operator=True) as who:
        chatbot = new_chatbot(
            who,
            description="Opening hours, loans, rooms: everything the house tells its readers.",
            welcome_message="Good day. Ask about loans, rooms, fees and opening hours.",
        )
        source = new_source(who, chatbot)
        files: list[Path | tuple[str, bytes]] = [PDF, DOCX, SAMPLE / "loans.md", SAMPLE / "statutes.pdf"]
        upload(who, source, [*files, ("broken.pdf", b"%PDF-1.7\nnothing of a document")])
        answers = [ask(who, chatbot, one) for one in (PDF_QUESTION, DOCX_QUESTION, NO_QUESTION)]
        yield Library(who, chatbot, source, answers[0], answers[1], answers[2])
