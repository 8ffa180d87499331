"""A question that is sent again: its ``Idempotency-Key`` (draft-ietf-httpapi-idempotency-key-header) finds its answer.

A key belongs to its conversation and is kept as long as that. Free of Flask.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.conversations.models import Message
from webapp.errors import Invalid, WebError

HEADER = "Idempotency-Key"
FORM = re.compile(r"[ -~]{1,200}")


class BadKey(Invalid):
    """The header is there, and is no key."""

    code, title = "bad_idempotency_key", "Not an idempotency key"


class KeyReused(Invalid):
    """The key was sent before, with something else."""

    code, title = "idempotency_key_reused", "The key stands for another question"


class ToldAgain(WebError):
    """The error that an answer ended with, as it was told then."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem["detail"], code=problem["code"])
        self.status, self.title = problem["status"], problem["title"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What makes two questions the same: the words, what they replace, what they are put to."""

    content: str
    replaces: str | None = None
    documents: frozenset[str] = frozenset()
    filters: Mapping[str, Any] | None = None


def key_from(header: str | None) -> str | None:
    """The key in a request's header; None without one. Raises ``BadKey``."""
    if header is not None and not FORM.fullmatch(header):
        raise BadKey(f"{HEADER} takes 1 to 200 printable ASCII characters, a UUID for instance.")
    return header


def asked_before(session: Session, conversation_id: str, *, key: str | None, asked: Asked) -> str | None:
    """The id of the answer to the question that has this key; None when nobody sent it. Raises ``KeyReused``."""
    if key is None:
        return None
    mine = (Message.conversation_id == conversation_id) & (Message.idempotency_key == key)
    question = session.scalar(select(Message).where(mine))
    if question is None:
        return None
    documents = frozenset(one["document_id"] for one in question.documents or ())
    if Asked(question.content, question.replaces, documents, question.filters) != asked:
        raise KeyReused(f"This {HEADER} was sent with another question; a new question takes a new key.")
    return answer_of(question.id)


def question_of(answer_id: str) -> str:
    """The id of an answer's question."""
    return str(uuid.UUID(int=uuid.UUID(answer_id).int - 1))


def answer_of(question_id: str) -> str:
    """The id of a question's answer: the next one, so that nothing comes between them in their order."""
    return str(uuid.UUID(int=uuid.UUID(question_id).int + 1))
