"""An answered question asked again under today's settings and documents: nothing is stored. Free of Flask."""

import difflib
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pipelines.questions import Answer, Question
from webapp.answers.protocol import Answering
from webapp.auth.principal import Principal
from webapp.conversations.access import get_answer, get_conversation, get_question, running
from webapp.conversations.chosen import stored_choice
from webapp.conversations.costs import charges
from webapp.conversations.messages import citation_json
from webapp.conversations.models import Message
from webapp.conversations.putting import answering_chatbot, history_of, question_for
from webapp.conversations.repeats import question_of
from webapp.conversations.silencing import shown
from webapp.conversations.streams import Streams
from webapp.errors import Conflicting
from webapp.limits.meter import Meter
from webapp.providers.endpoints import Endpoints
from webapp.sources.services import Sources
from webapp.sql.database import Database

# Comparing takes time by the product of both lengths.
MOST_WORDS = 3_000
PIECES = re.compile(r"\s+|\S+")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer of today, and what sets it apart from the stored one. ``confidence``: by how much it differs."""

    answer: Answer
    latency_ms: int
    citations: Sequence[Json]
    same: bool
    confidence: float | None
    kept: Sequence[int]
    gone: Sequence[Json]
    new: Sequence[Json]
    text: Sequence[Json]


class Replaying:
    """Asks again; every method takes who asks."""

    def __init__(
        self,
        db: Database,
        *,
        sources: Sources,
        answering: Answering,
        streams: Streams,
        meter: Meter,
        endpoints: Endpoints,
    ) -> None:
        self._db = db
        self._endpoints = endpoints
        self._sources = sources
        self._answering = answering
        self._meter = meter
        self._streams = streams

    def replay(self, principal: Principal, message_id: str) -> Replay:
        """It counts as a question.

        Raises ``NotFound``, ``Conflicting`` (``still_running``, ``chatbot_paused``), ``QuotaExceeded`` or
        ``TooManyStreams``.
        """
        # The slot is given back at the end of the block: no stream starts in it.
        with self._streams.slot(principal.org_id):
            stored, question = self._question(principal, message_id)
            with self._db.writing() as session:
                others = partial(running, session)
                self._meter.take_question(session, principal, others, whose=question.endpoints)
            began = time.monotonic()
            answer = self._answering.answer(question, lambda _event: None, threading.Event())
            took = round((time.monotonic() - began) * 1000)
            with self._db.writing() as session:
                used = charges(session, answer, org_id=principal.org_id, user_id=principal.user_id)
                self._meter.charge(session, used)
            return _compared(stored, answer, took)

    def _question(self, principal: Principal, message_id: str) -> tuple[Message, Question]:
        with self._db.reading() as session:
            answer = get_answer(session, principal, message_id)
            if answer.status == "running":
                raise Conflicting("The answer is still being written; wait for its end.", code="still_running")
            talk = get_conversation(session, principal, answer.conversation_id)
            chatbot = answering_chatbot(session, principal, talk.chatbot_id)
            asked = get_question(session, principal, question_of(message_id), conversation_id=talk.id)
            history = history_of(session, talk.id, before=asked)
            answer = shown(session, principal.org_id, [answer])[0]
            whose, reranker = self._endpoints.of(session, chatbot), self._endpoints.reranker(session, chatbot)
        searchable = self._sources.searchable(principal, talk.chatbot_id)
        documents = stored_choice(asked)
        question = question_for(chatbot, asked.content, searchable=searchable, history=history, documents=documents)
        return answer, replace(question, endpoints=whose, reranker=reranker)


def _compared(stored: Message, answer: Answer, latency_ms: int) -> Replay:
    citations = [citation_json(one) for one in answer.citations]
    before, after = {_place(one) for one in stored.citations}, {_place(one) for one in citations}
    both = stored.confidence is not None
    return Replay(
        answer=answer,
        latency_ms=latency_ms,
        citations=citations,
        same=stored.content == answer.content and before == after,
        confidence=round(answer.confidence - (stored.confidence or 0.0), 4) if both else None,
        kept=[one["n"] for one in citations if _place(one) in before],
        gone=[one for one in stored.citations if _place(one) not in after],
        new=[one for one in citations if _place(one) not in before],
        text=differences(stored.content, answer.content),
    )


def _place(citation: Json) -> tuple[str, str]:
    """The same words of the same document are the same source, also in another version of it."""
    return citation["document_id"], citation["quote"]


def differences(before: str, after: str) -> list[Json]:
    """Stretches ``{op, text}`` in order; those that are ``same`` or ``gone`` make the one text, ``same`` or ``new`` the
    other.
    """
    old, new = PIECES.findall(before), PIECES.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        whole = [("same", before)] if before == after else [("gone", before), ("new", after)]
        return [{"op": op, "text": text} for op, text in whole if text]
    made: list[Json] = []
    for op, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces = [("same", old[i:j])] if op == "equal" else [("gone", old[i:j]), ("new", new[k:m])]
        made += [{"op": name, "text": "".join(words)} for name, words in pieces if words]
    return made
