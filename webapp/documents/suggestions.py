"""First questions to ask a chatbot, made of the headings of what it may quote. Free of Flask."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from pipelines.errors import PipelineError
from pipelines.index.protocol import Index
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Scope, Status, Visibility
from webapp.auth.principal import Principal
from webapp.documents.cache import SizedCache
from webapp.sources.services import Sources

MOST = 4
DOCUMENTS_LOOKED_AT = 8
HEADINGS_LOOKED_AT = 40
KEPT = 500
LONGEST, SHORTEST = 80, 3
NUMBER = re.compile(r"^(?:§+\s*)?(?:\d{1,3}(?:[.)]\d{1,3})*[.):]?|[IVX]+[.)])\s+(?=\S)")
LETTERS = re.compile(r"[^\W\d_]")
SAYS_NOTHING = frozenset(
    {"about this document", "about this manual", "appendix", "bibliography", "contents", "general", "index"}
    | {"introduction", "notes", "overview", "references", "scope", "summary", "table of contents"}
    | {"allgemeines", "anhang", "einleitung", "inhalt", "inhaltsverzeichnis", "literatur", "stichwortverzeichnis"}
    | {"zusammenfassung", "überblick"}
)

Key = tuple[tuple[str, str | None], ...]


class Suggestions:
    """Deterministic, and never of a private source: the same documents give the same questions."""

    def __init__(self, sources: Sources, *, index: Index, storage: Storage) -> None:
        self._sources = sources
        self._index = index
        self._storage = storage
        self._known = SizedCache[Key, tuple[str, ...]](lambda _: 1, most=KEPT)

    def first(self, principal: Principal, chatbot_id: str) -> tuple[str, ...]:
        """At most four questions, from as many documents as there are. Raises ``NotFound``."""
        searchable = self._sources.searchable(principal, chatbot_id)
        citable = frozenset(one for one, allowed in searchable.visibility.items() if allowed is Visibility.CITABLE)
        if not citable:
            return ()
        scope = Scope(principal.org_id, citable & searchable.scope.source_ids)
        rows = self._index.list(scope, status=Status.INDEXED, limit=DOCUMENTS_LOOKED_AT).items
        # Whatever is deleted, replaced or made private has left this key: nothing outlives it here.
        key = tuple((row.document_id, row.live_version) for row in rows)
        return self._known.get(key, lambda: _chosen([list(self._of(row)) for row in rows]))

    def _of(self, row: Document) -> Iterator[str]:
        """Questions of a document's headings, the outermost (which is its title) last."""
        title = plain(row.title)
        for heading in self._headings(row):
            if heading.casefold() != title.casefold():
                yield question(heading)
        if title and title != row.uri.rsplit("/", 1)[-1]:
            yield f"What is “{title}” about?"

    def _headings(self, row: Document) -> list[str]:
        try:
            headings = self._storage.headings(
                org_id=row.org_id, document_id=row.document_id, version=row.live_version or ""
            )
        except PipelineError:  # replaced or purged this moment: others have headings too
            return []
        found = (plain(heading.text) for heading in headings[:HEADINGS_LOOKED_AT])
        return [heading for heading in found if heading]


def question(heading: str) -> str:
    """A heading as a question; one that is a question already stays."""
    if heading.endswith("?"):
        return heading
    how, _, rest = heading.partition(" ")
    if how.casefold() == "how" and rest.casefold().startswith("to "):
        return f"How do I {rest[3:]}?"
    return f"What does “{heading}” say?"


def plain(heading: str) -> str:
    """One line without its number; empty when it is no use as a question."""
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in heading).split())
    line = NUMBER.sub("", line).strip().rstrip(":.").strip()
    useful = len(LETTERS.findall(line)) >= SHORTEST and len(line) <= LONGEST
    return line if useful and line.casefold() not in SAYS_NOTHING else ""


def _chosen(by_document: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """One of each document in turn, until there are enough."""
    rounds = (one for turn in zip_longest(*by_document) for one in turn if one)
    return tuple(dict.fromkeys(rounds))[:MOST]
