"""A question is put: its rows are written, its answer begins, and readers follow it. Free of Flask."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy.exc import IntegrityError

from pipelines.index.protocol import Index
from pipelines.questions import Passages, Question
from pipelines.turns import Turns
from webapp.answers.protocol import Answering
from webapp.auth.principal import Principal
from webapp.conversations.access import get_answer, get_conversation, get_question, get_talk, running
from webapp.conversations.chosen import chosen, stored_choice
from webapp.conversations.discreet import discreet
from webapp.conversations.events import StreamEvent
from webapp.conversations.live import Live
from webapp.conversations.models import Message
from webapp.conversations.places import too_many
from webapp.conversations.putting import Stored, Wanted, answering_chatbot, awake, put, question_for
from webapp.conversations.repeats import Asked as Same
from webapp.conversations.repeats import ToldAgain, asked_before, question_of
from webapp.conversations.silencing import shown
from webapp.conversations.streams import Slot, Streams
from webapp.limits.meter import Meter
from webapp.providers.endpoints import Endpoints
from webapp.sources.services import Searchable, Sources
from webapp.sql.database import Database

# Questions that are written down at once: a hundred at the same time would only wait for each other and the database.
TAKEN_UP, TURN_SECONDS = 3, 10.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was taken, and its answer: ``live`` where this call began it, None where it had been asked."""

    message_id: str
    live: Live | None = None


class Asking:
    """Questions of people to chatbots; every method takes who asks."""

    def __init__(
        self,
        db: Database,
        *,
        sources: Sources,
        index: Index,
        answering: Answering,
        streams: Streams,
        meter: Meter,
        maker: str,
        endpoints: Endpoints,
    ) -> None:
        self._db = db
        self._endpoints = endpoints
        self._meter = meter
        self._maker = maker
        self._sources = sources
        self._index = index
        self._answering = answering
        self._streams = streams
        self._turns = Turns(TAKEN_UP, of_one=TAKEN_UP - 1)

    def ask(
        self,
        principal: Principal,
        conversation_id: str,
        wanted: Wanted,
        *,
        document_ids: Sequence[str] = (),
        filters: Mapping[str, Any] | None = None,
    ) -> Asked:
        """Store the question and begin its answer, which ends by itself whoever reads. With a key, once and for all.

        Raises ``NotFound``, ``Conflicting`` (``chatbot_paused``, ``already_replaced``), ``Invalid``
        (``unknown_document``, ``unknown_filter``, ``unknown_language``), ``KeyReused``, ``QuotaExceeded`` or
        ``TooManyStreams``: nothing is stored then.
        """
        documents = frozenset(document_ids) or frozenset(wanted.documents.titles)
        same = Same(wanted.content, wanted.replaces, documents, filters=filters or wanted.documents.filters)
        if before := self._before(principal, conversation_id, wanted, same=same):
            return Asked(before)
        with self._streams.slot(principal.org_id) as slot, self._taken_up(principal):
            searchable = self._searchable(principal, conversation_id)
            if document_ids or filters:
                wanted = replace(wanted, documents=chosen(self._index, searchable, document_ids, filters=filters))
            try:
                stored, question = self._store(principal, conversation_id, wanted, searchable=searchable)
            except IntegrityError:
                # The same key came twice at once: the database let one of them in, and this is the other.
                if before := self._before(principal, conversation_id, wanted, same=same):
                    return Asked(before)
                raise
            return self._begin(slot, conversation_id, stored=stored, question=question)

    def regenerate(self, principal: Principal, message_id: str, *, key: str | None = None) -> Asked:
        """Ask an answer's question again in its place; the answer, and what followed, are set aside.

        Raises what ``ask`` raises.
        """
        with self._db.reading() as session:
            talk = get_answer(session, principal, message_id).conversation_id
            question = get_question(session, principal, question_of(message_id), conversation_id=talk)
        again = Wanted(question.content, key, replaces=question.id, documents=stored_choice(question))
        return self.ask(principal, talk, again)

    def wait(self, principal: Principal, asked: Asked) -> Message:
        """The finished answer. Raises the error that it ended with."""
        if asked.live:
            self._streams.wait(asked.live)
        row = self._answer(principal, asked.message_id)
        if row.status == "running":
            self._streams.outlast(asked.message_id, org_id=principal.org_id)
            row = self._answer(principal, asked.message_id)
        if row.error:
            raise ToldAgain(row.error)
        return row

    def read(self, principal: Principal, asked: Asked) -> Iterator[StreamEvent | None]:
        """The events of an answer from its start; None is a heartbeat. Raises ``TooManyStreams`` for a repeat."""
        if asked.live:
            return self._streams.read(asked.live)
        return self._streams.follow(asked.message_id, 0, org_id=principal.org_id)

    def follow(self, principal: Principal, message_id: str, after: int) -> Iterator[StreamEvent | None]:
        """The events of an answer after a position, whichever process makes it. Raises ``NotFound``."""
        self._answer(principal, message_id)
        return self._streams.follow(message_id, after, org_id=principal.org_id)

    def stop(self, principal: Principal, message_id: str) -> Message:
        """End an answer early: what was said stays. One that has ended stays as it is. Raises ``NotFound``."""
        with self._db.writing() as session:
            row = get_answer(session, principal, message_id)
            row.stop_requested = row.stop_requested or row.status == "running"
            told = shown(session, principal.org_id, [row])[0]
        self._streams.stop(message_id)
        return told

    def search(
        self,
        principal: Principal,
        chatbot_id: str,
        query: str,
        *,
        top_k: int,
        document_ids: Sequence[str] = (),
        filters: Mapping[str, Any] | None = None,
    ) -> Passages:
        """What the chatbot's citable sources, or these documents, hold on a query, best first.

        Raises ``NotFound``, ``Conflicting`` or ``Invalid``.
        """
        with self._db.reading() as session:
            chatbot = answering_chatbot(session, principal, chatbot_id)
            reranker = self._endpoints.reranker(session, chatbot)
        searchable = self._sources.searchable(principal, chatbot_id)
        scope = chosen(self._index, searchable, document_ids, filters=filters).narrowed(searchable.scope)
        how: dict[str, Any] = {"top_k": top_k, "alpha": chatbot.alpha, "reranker": reranker, "pii": chatbot.pii}
        found = self._answering.search(Question(query, scope, searchable.visibility, **how))
        return discreet(found, chatbot.pii)

    def _taken_up(self, principal: Principal) -> AbstractContextManager[None]:
        return self._turns.turn(principal.org_id, seconds=TURN_SECONDS, lost=too_many)

    def _answer(self, principal: Principal, message_id: str) -> Message:
        with self._db.reading() as session:
            return shown(session, principal.org_id, [get_answer(session, principal, message_id)])[0]

    def _before(self, principal: Principal, conversation_id: str, wanted: Wanted, *, same: Same) -> str | None:
        if wanted.key is None:
            return None
        with self._db.reading() as session:
            get_conversation(session, principal, conversation_id)
            return asked_before(session, conversation_id, key=wanted.key, asked=same)

    def _searchable(self, principal: Principal, conversation_id: str) -> Searchable:
        with self._db.reading() as session:
            chatbot_id = get_conversation(session, principal, conversation_id).chatbot_id
        return self._sources.searchable(principal, chatbot_id)

    def _store(
        self, principal: Principal, conversation_id: str, wanted: Wanted, *, searchable: Searchable
    ) -> tuple[Stored, Question]:
        with self._db.writing() as session:
            talk, chatbot = get_talk(session, principal, conversation_id)
            awake(chatbot)
            stored = put(session, principal, talk, wanted=wanted, maker=self._maker)
            others = partial(running, session, but=stored.message_id)
            whose, reranker = self._endpoints.of(session, chatbot), self._endpoints.reranker(session, chatbot)
            self._meter.take_question(session, principal, others, whose=whose)
        question = question_for(
            chatbot, wanted.content, searchable=searchable, history=stored.history, documents=wanted.documents
        )
        return stored, replace(question, endpoints=whose, reranker=reranker)

    def _begin(self, slot: Slot, conversation_id: str, *, stored: Stored, question: Question) -> Asked:
        for message_id in stored.stopping:
            self._streams.stop(message_id)
        live = Live(stored.message_id, conversation_id)
        slot.start(live, question)
        return Asked(stored.message_id, live)
