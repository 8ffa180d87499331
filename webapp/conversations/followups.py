"""What one might ask next: what stands beside the passages that an answer quotes, as questions. Free of Flask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice, zip_longest
from threading import Lock
from time import monotonic
from typing import Any

from cachetools import TTLCache

from pipelines.errors import PipelineError
from pipelines.evidence.key_questions import KeyQuestion, beside
from pipelines.questions import Question
from pipelines.storage.blobs import Storage
from pipelines.types import Visibility
from webapp.answers.background import Making
from webapp.answers.protocol import Trying
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.conversations.access import get_answer, get_conversation, get_question, questions_of
from webapp.conversations.chosen import stored_choice
from webapp.conversations.putting import history_of, question_for
from webapp.conversations.repeats import question_of
from webapp.providers.endpoints import Endpoints
from webapp.sources.services import Sources
from webapp.sql.database import Database

MOST = 3
DOCUMENTS_READ = 4
# What is tried: each costs an answer without a model. After so many seconds those that were found are all.
TRIED, SECONDS = 8, 6.0
# How long a look waits for what is being tried; whoever looks again then finds it.
WAIT_SECONDS = 1.5
# For so long documents may have changed unnoticed.
KEPT, KEPT_SECONDS = 500, 600

Json = dict[str, Any]
Candidate = tuple[KeyQuestion, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FollowupsView:
    """Questions to go on with; ``pending``: they are being tried, look again."""

    items: tuple[str, ...] = ()
    pending: bool = False


class Followups:
    """Each was asked as the conversation would ask it now, without a model, and answered from where it should be."""

    def __init__(
        self, db: Database, *, sources: Sources, storage: Storage, trying: Trying, endpoints: Endpoints
    ) -> None:
        self._db = db
        self._endpoints = endpoints
        self._sources = sources
        self._storage = storage
        self._trying = trying
        self._lock = Lock()
        self._known: TTLCache[str, tuple[str, ...]] = TTLCache(KEPT, KEPT_SECONDS)
        self._making = Making[str, tuple[str, ...]]("followups")

    def of(self, principal: Principal, message_id: str) -> FollowupsView:
        """At most three questions that this conversation has not had; none of an answer without citations.

        Raises ``NotFound``.
        """
        citations, asking, said = self._read(principal, message_id)
        cited = [one for one in citations if asking.visibility.get(one["source_id"]) is Visibility.CITABLE]
        if not cited:
            return FollowupsView()
        key = _key(message_id, asking)
        with self._lock:
            known = self._known.get(key)
        if known is not None:
            return FollowupsView(known)
        making = self._making.begun(key, lambda: self._made(key, asking, cited=cited, said=said))
        try:
            return FollowupsView(making.result(WAIT_SECONDS)) if making else FollowupsView(pending=True)
        except TimeoutError:
            return FollowupsView(pending=True)
        except PipelineError:  # the index is away: what cannot be tried is not offered
            return FollowupsView()

    def close(self) -> None:
        """Try no more."""
        self._making.close()

    def _read(self, principal: Principal, message_id: str) -> tuple[Sequence[Json], Question, Sequence[str]]:
        """Its citations, how its conversation asks now, and what was asked in it."""
        with self._db.reading() as session:
            answer = get_answer(session, principal, message_id)
            talk = get_conversation(session, principal, answer.conversation_id)
            chatbot = get_chatbot(session, principal, talk.chatbot_id)
            asked = get_question(session, principal, question_of(message_id), conversation_id=talk.id)
            history, said = history_of(session, talk.id), questions_of(session, principal, talk.id)
            reranker = self._endpoints.reranker(session, chatbot)
        searchable = self._sources.searchable(principal, talk.chatbot_id)
        documents = stored_choice(asked)
        asking = question_for(chatbot, "", searchable=searchable, history=history, documents=documents)
        return answer.citations, replace(asking, reranker=reranker), said

    def _made(self, key: str, asking: Question, *, cited: Sequence[Json], said: Sequence[str]) -> tuple[str, ...]:
        before = frozenset(map(_bare, said))
        first = {(one["document_id"], one["version"]): one for one in reversed(cited)}
        turns = [self._beside(asking.scope.org_id, one) for one in list(first.values())[::-1][:DOCUMENTS_READ]]
        fresh = (one for turn in zip_longest(*turns) for one in turn if one and _bare(one[0].text) not in before)
        until, found = monotonic() + SECONDS, dict[str, None]()
        for asked, version in islice(fresh, TRIED):
            if len(found) == MOST or monotonic() > until:
                break
            if asked.text not in found and self._trying.holds(asked, asking, version=version):
                found[asked.text] = None
        with self._lock:
            self._known[key] = tuple(found)
        return tuple(found)

    def _beside(self, org_id: str, citation: Json) -> Iterator[Candidate]:
        version = citation["document_id"], citation["version"]
        try:
            text = self._storage.get_text(org_id=org_id, document_id=version[0], version=version[1])
        except PipelineError:  # purged: what it said is not told any more
            return
        yield from ((one, version) for one in beside(text, citation["start"]))


def _key(message_id: str, asking: Question) -> str:
    """Whatever decides the answers: another setting, source, or turn of the talk has them tried anew."""
    scope = asking.scope
    reach = (
        scope.org_id,
        sorted(scope.source_ids),
        sorted(scope.documents or ()),
        scope.documents is None,
        sorted(scope.languages or ()),
    )
    settings = asking.history, asking.top_k, asking.alpha, asking.min_confidence
    order = asking.reranker and (asking.reranker.provider_id, asking.reranker.base_url, asking.reranker.model)
    told = message_id, reach, sorted(asking.visibility.items()), settings, order
    return sha256(repr(told).encode()).hexdigest()


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
