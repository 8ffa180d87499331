"""What a question is put to: documents that the chatbot may quote, and what filters leave. Free of Flask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.index.protocol import Index
from pipelines.types import Document, Scope, Status, Visibility
from webapp.conversations.filters import languages_of
from webapp.conversations.models import Message
from webapp.errors import Invalid
from webapp.sources.services import Searchable
from webapp.sql.database import is_id

MOST = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """Documents by id, with the title that each had when it was chosen; a filter of passages."""

    titles: dict[str, str]
    filters: Mapping[str, Any] | None = None

    @property
    def stored(self) -> list[dict[str, str]] | None:
        """As a question's row keeps them; None: none was chosen."""
        return [{"document_id": name, "title": title} for name, title in self.titles.items()] or None

    def narrowed(self, scope: Scope) -> Scope:
        """The scope of a search in these alone; all of it where none was chosen."""
        narrowed = replace(scope, languages=languages_of(self.filters)) if self.filters else scope
        return replace(narrowed, documents=frozenset(self.titles)) if self.titles else narrowed


def stored_choice(question: Message) -> Chosen:
    """What ``Chosen.stored`` and its filters gave. A search finds nothing of what has gone since."""
    return Chosen({one["document_id"]: one["title"] for one in question.documents or ()}, question.filters)


def chosen(
    index: Index, searchable: Searchable, document_ids: Sequence[str], *, filters: Mapping[str, Any] | None = None
) -> Chosen:
    """The documents of these ids, and what a filter leaves of them.

    Raises ``Invalid``: ``unknown_document`` unless the chatbot may quote each, and what ``languages_of`` raises.
    """
    languages_of(filters)
    wanted = list(dict.fromkeys(document_ids))
    found = index.get(searchable.scope.org_id, [one for one in wanted if is_id(one)]) if wanted else {}
    for name in wanted:
        if name not in found or not _quotable(found[name], searchable):
            raise Invalid.field("document_ids", f"No document {name} that may be quoted here.", "unknown_document")
    return Chosen({name: found[name].title or found[name].uri for name in wanted}, filters)


def _quotable(row: Document, searchable: Searchable) -> bool:
    mine = row.org_id == searchable.scope.org_id and row.source_id in searchable.scope.source_ids
    open_ = searchable.visibility.get(row.source_id) is Visibility.CITABLE
    return mine and open_ and row.status is not Status.DELETED and row.live_version is not None
