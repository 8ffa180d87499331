"""Documents in short: made once for each version, in the background, kept beside its text. Free of Flask."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

from cachetools import TTLCache

from pipelines.overviews import Entry, Kept, Statement, packed, unpacked
from pipelines.personal.masking import masked
from pipelines.questions import Question
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Visibility
from webapp.answers.background import Making
from webapp.answers.protocol import Overviews
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.chatbots.models import Chatbot
from webapp.documents.cache import SizedCache
from webapp.documents.services import Documents
from webapp.providers.endpoints import Endpoints
from webapp.sources.access import get_source
from webapp.sources.services import Searchable, Sources
from webapp.sql.database import Database

# How long a look waits for what is being made; whoever looks again then finds it.
WAIT_SECONDS = 2.0
KEPT = 500
# For so long nobody asks a model again that did not sum a document up.
AGAIN_SECONDS = 600

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class OverviewView:
    """A live version in short; ``pending``: it is being made, look again. ``model`` wrote the summary.

    Without one it is the document's own sentences. ``degraded``: a model was to write it and could not.
    """

    document_id: str
    title: str
    version: str
    pending: bool
    summary: tuple[Statement, ...] = ()
    outline: tuple[Entry, ...] = ()
    questions: tuple[str, ...] = ()
    model: str | None = None
    degraded: bool = False


class DocumentOverviews:
    """Overviews of documents that may be read; two at a time are made in this process, each once."""

    def __init__(
        self,
        db: Database,
        *,
        documents: Documents,
        sources: Sources,
        storage: Storage,
        making: Overviews,
        endpoints: Endpoints,
    ) -> None:
        self._db = db
        self._endpoints = endpoints
        self._documents = documents
        self._sources = sources
        self._storage = storage
        self._making = making
        self._known = SizedCache[Key, Kept](lambda _: 1, most=KEPT, name="overviews")
        self._failed: TTLCache[Key, bool] = TTLCache(KEPT, AGAIN_SECONDS)
        self._lock = Lock()
        self._begun = Making[Key, Kept]("overviews")

    def of(self, principal: Principal, document_id: str) -> OverviewView:
        """A document in short. Raises ``NotFound``, also for one that is not indexed, and what reading it raises."""
        row = self._documents.indexed(principal, document_id)
        with self._db.reading() as session:
            source = get_source(session, principal, row.source_id)
            chatbot = get_chatbot(session, principal, source.chatbot_id)
        return self.seen(principal, row, chatbot, wait=WAIT_SECONDS)

    def seen(self, principal: Principal, row: Document, chatbot: Chatbot, *, wait: float) -> OverviewView:
        """What there is of an indexed document after ``wait`` seconds at most, for its own chatbot."""
        searchable = self._sources.searchable(principal, chatbot.id)
        # What may not be quoted is not sent to a model either, and none of its questions is answered.
        citable = searchable.visibility.get(row.source_id) is Visibility.CITABLE
        by_model = citable and chatbot.summaries == "model"
        kept, pending = self._kept(row, self._asking(chatbot, searchable), by_model=by_model, wait=wait)
        written = kept.written if kept is not None and by_model else None
        seen = OverviewView(
            document_id=row.document_id,
            title=row.title or row.uri.rsplit("/", 1)[-1],
            version=row.live_version or "",
            pending=pending,
            model=written.model if written else None,
            degraded=by_model and not pending and written is None,
        )
        if kept is None:
            return seen
        whole = replace(
            seen,
            summary=(written or kept.overview).summary,
            outline=kept.overview.outline,
            questions=kept.overview.questions if citable else (),
        )
        return _masked(whole) if chatbot.pii in ("redact", "block") else whole

    def close(self) -> None:
        """Begin no more of them."""
        self._begun.close()

    def _asking(self, chatbot: Chatbot, searchable: Searchable) -> Question:
        """How this chatbot asks."""
        with self._db.reading() as session:
            whose, reranker = self._endpoints.of(session, chatbot), self._endpoints.reranker(session, chatbot)
        return Question(
            "",
            searchable.scope,
            searchable.visibility,
            model=None if chatbot.provider_id else chatbot.model_name,
            min_confidence=chatbot.min_confidence,
            # What is made is kept whole and masked when it is shown; only the model sees less.
            pii="off" if chatbot.pii in ("off", "flag") else "placeholders",
            endpoints=whose,
            reranker=reranker,
        )

    def _kept(self, row: Document, asking: Question, *, by_model: bool, wait: float) -> tuple[Kept | None, bool]:
        """What is there, and whether more is being made."""
        key = (row.org_id, row.document_id, row.live_version or "")
        kept = self._stored(key)
        if kept is not None and not (by_model and self._may_write(key, kept)):
            return kept, False
        making = self._begun.begun(key, lambda: self._made(key, row, asking=asking, by_model=by_model))
        try:
            return (kept, True) if making is None else (making.result(timeout=wait), False)
        except TimeoutError:
            return self._stored(key), True

    def _may_write(self, key: Key, kept: Kept) -> bool:
        with self._lock:
            return kept.written is None and key not in self._failed

    def _stored(self, key: Key) -> Kept | None:
        known = self._known.find(key)
        if known is None and (content := self._storage.overview_bytes(**_name(key))) is not None:
            known = unpacked(content)
            if known is not None:
                self._known.put(key, known)
        return known

    def _made(self, key: Key, row: Document, *, asking: Question, by_model: bool) -> Kept:
        made = self._stored(key) or self._put(key, Kept(self._making.overview(row, asking)))
        if not by_model or made.written is not None:
            return made
        written = self._making.written(row, asking)
        if written is not None:
            return self._put(key, Kept(made.overview, written))
        with self._lock:
            self._failed[key] = True
        return made

    def _put(self, key: Key, kept: Kept) -> Kept:
        self._storage.put_overview(packed(kept), **_name(key))
        self._known.put(key, kept)
        return kept


def _masked(view: OverviewView) -> OverviewView:
    """Without personal data: what was made is kept as it was, so that the setting holds from the next look on."""
    return replace(
        view,
        title=masked(view.title)[0],
        summary=tuple(replace(one, text=masked(one.text)[0]) for one in view.summary),
        outline=tuple(replace(one, title=masked(one.title)[0]) for one in view.outline),
        questions=tuple(one for one in view.questions if not masked(one)[1]),
    )


def _name(key: Key) -> Mapping[str, str]:
    return dict(zip(("org_id", "document_id", "version"), key, strict=True))
