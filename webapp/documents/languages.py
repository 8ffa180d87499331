"""Languages of documents: which there are, and what a person says of one, which holds from then on. Free of Flask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.convert.language import corrected, told
from pipelines.embedding.languages import known_languages
from pipelines.index.protocol import Index
from pipelines.text.languages import is_foreign
from pipelines.types import Document, Scope, Status
from webapp.auth.principal import Principal
from webapp.documents.codes import known_language
from webapp.documents.services import Documents, DocumentView
from webapp.errors import Conflicting
from webapp.sources.access import get_source
from webapp.sources.deployments import Deployments
from webapp.sql.database import Database, now

MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language, None where nobody knows it; ``by_words``: the embedder does not know it, words alone find."""

    language: str | None
    documents: int
    by_words: bool


@dataclass(frozen=True, slots=True)
class SpokenHere:
    """The languages of a source's documents, the most frequent first, and what embeds them: its kind and model."""

    items: Sequence[Spoken]
    embedder: str


class Languages:
    """Languages of documents; every method takes who asks. ``told``: see ``known_languages``."""

    def __init__(
        self,
        db: Database,
        documents: Documents,
        *,
        index: Index,
        deployments: Deployments,
        told: frozenset[str] | None,
    ) -> None:
        self._db = db
        self._documents = documents
        self._index = index
        self._deployments = deployments
        self._told = told

    def of_source(self, principal: Principal, source_id: str) -> SpokenHere:
        """Of its documents that are indexed. Raises ``NotFound``."""
        with self._db.reading() as session:
            get_source(session, principal, source_id)
        counted = self._index.languages(Scope(principal.org_id, frozenset({source_id})))
        config = self._index.live().embedder
        known = known_languages(config, self._told)
        items = [
            Spoken(code or None, many, is_foreign(code, known))
            for code, many in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        ]
        return SpokenHere(items, ":".join(filter(None, [config["kind"], str(config.get("model") or "")])))

    def correct(self, principal: Principal, document_id: str, language: str | None) -> DocumentView:
        """The document as it is in this language; None: find out again. Found as before until it is indexed anew.

        Raises ``NotFound``, ``Invalid`` (``unknown_language``), ``Conflicting`` (``busy_document``), or
        ``Unavailable`` where nothing can be indexed now: nothing is changed then.
        """
        wanted = known_language(language) if language is not None else ""
        row = self._documents.living(principal, document_id)
        if told(row) != wanted:
            if _is_anew(row, wanted):
                self._deployments.require()
            if self._put(row, wanted).status is Status.PENDING:
                self._deployments.start(row.source_id)
        return self._documents.get(principal, document_id)

    def _put(self, row: Document, wanted: str) -> Document:
        current: Document | None = row
        for _ in range(MOST_TRIES):
            if current is None:
                break
            made = _said(current, wanted)
            conflicts = self._index.put([made])
            if not conflicts:
                self._index.settle()
                return made
            current = conflicts[0].current
        raise Conflicting("The document keeps being changed by others; try again.", code="busy_document")


def _said(row: Document, language: str) -> Document:
    """What is found waits to be indexed anew; a run that is at it already meets another revision and decides anew."""
    made = corrected(row, language)
    return replace(made, status=Status.PENDING, listed_at=now()) if _is_anew(row, language) else made


def _is_anew(row: Document, language: str) -> bool:
    return row.status is Status.INDEXED and language != row.language
