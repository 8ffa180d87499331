"""How a stored answer came about, by what was kept with it and what may be shown now. Free of Flask.

What a passage says is read from its stored text when it is asked for, so that a purge holds here too; a passage of a
source that may not be quoted any more is counted, not named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.errors import PipelineError
from pipelines.questions import Pii
from pipelines.storage.blobs import Storage
from pipelines.types import Visibility
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.conversations.access import every_message, get_answer, get_conversation, get_question
from webapp.conversations.discreet import excerpt
from webapp.conversations.models import Message, MessageTrace
from webapp.conversations.repeats import question_of
from webapp.conversations.silencing import shown
from webapp.errors import Conflicting
from webapp.sources.services import Searchable, Sources
from webapp.sql.database import Database

EXCERPT = 400
# Texts are read one by one: more of them are of no use to a reader.
EXCERPTS = 20

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with its question and its trace; ``trace`` is empty for one that was made before traces were kept."""

    message: Message
    question: Message
    recorded: bool
    trace: Mapping[str, Any]
    passages: Sequence[Json]
    given: Sequence[Json]
    prompt: Sequence[Json]
    unnamed: int


class Explaining:
    """Explains answers; every method takes who asks."""

    def __init__(self, db: Database, *, sources: Sources, storage: Storage) -> None:
        self._db = db
        self._sources = sources
        self._storage = storage

    def explain(self, principal: Principal, message_id: str) -> Explanation:
        """How an answer came about. Raises ``NotFound``, or ``Conflicting`` (``still_running``)."""
        with self._db.reading() as session:
            message = get_answer(session, principal, message_id)
            talk = get_conversation(session, principal, message.conversation_id)
            question = get_question(session, principal, question_of(message_id), conversation_id=talk.id)
            kept = session.get(MessageTrace, message_id)
            pii = get_chatbot(session, principal, talk.chatbot_id).pii
            rows = every_message(session, principal, talk.id, set_aside=True)
            silent = shown(session, principal.org_id, rows)
            message = next((one for one in silent if one.id == message_id), message)
            # What was said before stands in the prompt, too.
            whole = all(one is row for one, row in zip(silent, rows, strict=True))
        if message.status == "running":
            raise Conflicting("The answer is still being written; wait for its end.", code="still_running")
        trace = {} if kept is None else kept.data
        searchable = self._sources.searchable(principal, talk.chatbot_id)
        found: Sequence[Json] = trace.get("passages", ())
        named = [one for one in found if _may_be_named(one, searchable)]
        return Explanation(
            message=message,
            question=question,
            recorded=kept is not None,
            trace=trace,
            passages=[one | {"text": self._text(principal, one, at, pii=pii)} for at, one in enumerate(named)],
            given=_given(trace.get("given", ()), named),
            prompt=_prompt(trace.get("prompt", ()), last=len(named) == len(found), whole=whole),
            unnamed=trace.get("private_passages", 0) + len(found) - len(named),
        )

    def _text(self, principal: Principal, passage: Json, at: int, *, pii: Pii) -> str | None:
        """The beginning of a passage, where its text is still kept."""
        if at >= EXCERPTS:
            return None
        name = {"document_id": passage["document_id"], "version": passage["version"]}
        try:
            text = self._storage.get_text(org_id=principal.org_id, **name).text
        except PipelineError:
            return None
        return excerpt(text[passage["start"] : passage["end"]], pii)[:EXCERPT]


def _may_be_named(passage: Json, searchable: Searchable) -> bool:
    return searchable.visibility.get(passage["source_id"]) is Visibility.CITABLE


def _prompt(messages: Sequence[Json], *, last: bool, whole: bool) -> Sequence[Json]:
    """The last message holds the passages' titles: it is not shown once one of them may not be named. Those before it
    hold what was said: nothing of it is shown once something said may not be.
    """
    if not whole:
        return [one if one["role"] == "system" else one | {"content": None} for one in messages]
    return messages if last else [*messages[:-1], *(one | {"content": None} for one in messages[-1:])]


def _given(places: Sequence[Sequence[Any]], shown: Sequence[Json]) -> list[Json]:
    """What the numbers of the prompt stand for, without what may not be named."""
    titles = {(one["document_id"], one["version"]): one for one in shown}
    made = []
    for number, (document_id, version, start, end) in enumerate(places, start=1):
        if (known := titles.get((document_id, version))) is not None:
            place = {"document_id": document_id, "version": version, "start": start, "end": end}
            made.append({"number": number, "title": known["title"], **place})
    return made
