"""What a chatbot's documents are about, and first questions that they answer. Free of Flask."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipelines.errors import PipelineError
from pipelines.index.protocol import Index
from pipelines.types import Scope, Status, Visibility
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.documents.overviews import DocumentOverviews, OverviewView
from webapp.sources.services import Sources
from webapp.sql.database import Database

MOST = 4
DOCUMENTS_LOOKED_AT = 8
# How long a look waits for documents that nobody has opened yet: what is not there by then is there at the next.
WAIT_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class About:
    """What a document is about, in its first sentence."""

    document_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SuggestionsView:
    """First questions, and what the first documents are about; ``pending``: more is being made, look again."""

    items: tuple[str, ...] = ()
    documents: tuple[About, ...] = ()
    pending: bool = False


class Suggestions:
    """Never of a private source: the same documents give the same questions, each of which they have answered."""

    def __init__(self, db: Database, *, sources: Sources, index: Index, overviews: DocumentOverviews) -> None:
        self._db = db
        self._sources = sources
        self._index = index
        self._overviews = overviews

    def first(self, principal: Principal, chatbot_id: str) -> SuggestionsView:
        """At most four questions, from as many documents as there are. Raises ``NotFound``."""
        seen = self._seen(principal, chatbot_id)
        return SuggestionsView(
            items=_chosen([one.questions for one in seen]),
            documents=tuple(About(one.document_id, one.title, one.summary[0].text) for one in seen if one.summary),
            pending=any(one.pending for one in seen),
        )

    def _seen(self, principal: Principal, chatbot_id: str) -> list[OverviewView]:
        searchable = self._sources.searchable(principal, chatbot_id)
        citable = frozenset(one for one, allowed in searchable.visibility.items() if allowed is Visibility.CITABLE)
        if not citable:
            return []
        with self._db.reading() as session:
            chatbot = get_chatbot(session, principal, chatbot_id)
        scope = Scope(principal.org_id, citable & searchable.scope.source_ids)
        until, seen = time.monotonic() + WAIT_SECONDS, []
        for row in self._index.list(scope, status=Status.INDEXED, limit=DOCUMENTS_LOOKED_AT).items:
            try:
                wait = max(0.0, until - time.monotonic())
                seen.append(self._overviews.seen(principal, row, chatbot, wait=wait))
            except PipelineError:  # replaced or purged this moment: others say something too
                continue
        return seen


def _chosen(by_document: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """One of each document in turn, until there are enough."""
    rounds = (one for turn in zip_longest(*by_document) for one in turn if one)
    return tuple(dict.fromkeys(rounds))[:MOST]
