"""What one might ask next: the headings beside the passages that an answer quotes, as questions. Free of Flask."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from pipelines.errors import PipelineError
from pipelines.evidence.key_questions import plain, question
from pipelines.storage.blobs import Storage
from pipelines.types import Heading, Visibility
from webapp.auth.principal import Principal
from webapp.conversations.access import get_answer, get_conversation, questions_of
from webapp.sources.services import Sources
from webapp.sql.database import Database

MOST = 3
DOCUMENTS_READ = 4
# How many sections after and before the quoted one.
AFTER, BEFORE = 3, 1

Json = dict[str, Any]


class Followups:
    """Deterministic: the same answer gives the same questions, as long as its texts are kept and may be quoted."""

    def __init__(self, db: Database, *, sources: Sources, storage: Storage) -> None:
        self._db = db
        self._sources = sources
        self._storage = storage

    def of(self, principal: Principal, message_id: str) -> tuple[str, ...]:
        """At most three questions that this conversation has not had; none of an answer without citations.

        Raises ``NotFound``.
        """
        with self._db.reading() as session:
            message = get_answer(session, principal, message_id)
            talk = get_conversation(session, principal, message.conversation_id)
            asked = {_bare(text) for text in questions_of(session, principal, talk.id)}
        visibility = self._sources.searchable(principal, talk.chatbot_id).visibility
        cited = [one for one in message.citations if visibility.get(one["source_id"]) is Visibility.CITABLE]
        first = {(one["document_id"], one["version"]): one for one in reversed(cited)}
        turns = [list(self._beside(principal, one)) for one in list(first.values())[::-1][:DOCUMENTS_READ]]
        offered = (one for turn in zip_longest(*turns) for one in turn if one and _bare(one) not in asked)
        return tuple(dict.fromkeys(offered))[:MOST]

    def _beside(self, principal: Principal, citation: Json) -> Iterator[str]:
        name = {"document_id": citation["document_id"], "version": citation["version"]}
        try:
            headings = self._storage.get_text(org_id=principal.org_id, **name).headings
        except PipelineError:  # purged: what it said is not told any more
            return
        own = _bare(citation["title"])
        for heading in _near(headings, citation["start"]):
            line = plain(heading.text)
            if line and _bare(line) != own:
                yield question(line)


def _near(headings: Sequence[Heading], at: int) -> Sequence[Heading]:
    """The sections after the one that holds this place, then the one before it."""
    current = max((n for n, one in enumerate(headings) if one.start <= at), default=-1)
    before = headings[max(0, current - BEFORE) : max(0, current)]
    return [*headings[current + 1 : current + 1 + AFTER], *before]


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
