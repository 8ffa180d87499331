"""A small real desk for answering: embedded index, storage, texts published as the indexing pipeline would."""

import hashlib
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.answer.answerer import Answerer
from pipelines.assembly.stores import open_index
from pipelines.cutting.splitting import Rules, split
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.ingest.pipeline import index_spec
from pipelines.questions import (
    Answer,
    AnswerEvent,
    CitationEvent,
    Claim,
    ClaimEvent,
    Question,
    RevisedEvent,
    TokenEvent,
)  # fmt: skip
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import (
    Chunk,
    Citation,
    Document,
    Heading,
    Lease,
    PageSpan,
    Publication,
    Scope,
    Text,
    Visibility,
    document_id_for,
)

ORG, SOURCE, PRIVATE = "org-1", "source-open", "source-private"

LIBRARY = {
    "loans.md": (
        "Loans\n\nBooks are lent for four weeks. A loan can be renewed twice if nobody has reserved the book. "
        "Films are lent for seven days.\n\nReminders\n\nA reminder is sent three days before a loan ends. "
        "The fee for a late book is 20 cents per day, e.g. 1.40 euros for a week, because late books block others."
    ),
    "hours.md": (
        "Opening hours\n\nThe reading room opens at 9 in the morning and closes at 20 in the evening. "
        "On Saturdays it closes at 14. It is closed on Sundays and public holidays.\n\n"
        "The director, Marta Lindqvist, answers questions about the building. The lockers are in the basement."
    ),
    "printing.md": (
        "Printing\n\nA page in black and white costs 10 cents, a page in colour 40 cents. "
        "Printers stand on the second floor next to the map collection. Paper in A3 is available on request."
    ),
}


class Desk:
    """Index, storage and settings in a folder. ``answerer`` makes one with more settings."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.settings = PipelineSettings(data_dir=folder, OPENAI_API_KEY=None, OPENAI_BASE_URL=None, **settings)
        self.index = open_index(self.settings)
        self.index.ensure(index_spec(self.settings))
        self.storage = Storage(self.settings.blobs)

    def answerer(self, **settings: Any) -> Answerer:
        """An answerer over the desk."""
        more = PipelineSettings(**{"data_dir": self.folder, "OPENAI_API_KEY": None, "OPENAI_BASE_URL": None} | settings)
        return Answerer(more, index=self.index, storage=self.storage)

    def publish(self, texts: Mapping[str, str | Text], *, source: str = SOURCE, org: str = ORG) -> None:
        """Make texts live, by uri."""
        items = [self._publication(uri, text, source=source, org=org) for uri, text in texts.items()]
        assert not self.index.publish(items)

    def _publication(self, uri: str, text: str | Text, *, source: str, org: str) -> Publication:
        made = text if isinstance(text, Text) else Text(text, title=uri, headings=_headings(text))
        document_id, version = document_id_for(source, uri), hashlib.sha256(made.text.encode()).hexdigest()[:16]
        title = made.title or uri
        self.index.put([Document(document_id, org, source, uri, title)])
        row = self.index.get(org, [document_id])[document_id]
        self.storage.put_text(made, org_id=org, document_id=document_id, version=version)
        chunks = [
            Chunk(
                f"{document_id}-{version}-{n}", org, source, document_id, version, n,
                made.text[piece.start : piece.end], title, piece.heading, piece.page, piece.start, piece.end,
                hashlib.sha256(made.text[piece.start : piece.end].encode()).hexdigest(), language=piece.language,
            )
            for n, piece in enumerate(split(made, Rules()))
        ]  # fmt: skip
        vectors = WordLlamaEmbedder().embed_documents([f"{chunk.title}. {chunk.text}" for chunk in chunks])
        lease = Lease("run-1", datetime.now(UTC) + timedelta(seconds=60))
        return Publication(row, version, chunks, vectors, lease)


def _headings(text: str) -> tuple[Heading, ...]:
    """A line of its own without a full stop is a heading."""
    found, at = [], 0
    for block in text.split("\n\n"):
        if "\n" not in block and not block.endswith(".") and len(block) < 60:
            found.append(Heading(1, block, at, at + len(block)))
        at += len(block) + 2
    return tuple(found)


def paged(pages: Sequence[str]) -> Text:
    """A text with pages, joined by newlines."""
    spans, at = [], 0
    for number, page in enumerate(pages, start=1):
        spans.append(PageSpan(number, at, at + len(page)))
        at += len(page) + 1
    return Text("\n".join(pages), pages=tuple(spans), page_count=len(pages))


def question(text: str, **more: Any) -> Question:
    """A question to the open source of the desk."""
    defaults: dict[str, Any] = {
        "scope": Scope(ORG, frozenset({SOURCE, PRIVATE})),
        "visibility": {SOURCE: Visibility.CITABLE, PRIVATE: Visibility.PRIVATE},
    }
    return Question(text, **defaults | more)


def heard(
    answerer: Answerer,
    asked: Question,
    *,
    listen: Callable[[AnswerEvent], None] | None = None,
    stop: threading.Event | None = None,
) -> Answer:
    """The answer as somebody hears it who reads along, after checking what every reader is promised."""
    told = Told()

    def sink(event: AnswerEvent) -> None:
        told.take(event)
        if listen is not None:
            listen(event)

    answer = answerer.answer(asked, sink, stop)
    assert told.content == answer.content
    sent = tuple(told.citations)
    assert [citation.n for citation in sent] == list(range(1, len(sent) + 1))
    assert sent == answer.citations
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.content)} == {citation.n for citation in sent}
    assert tuple(told.claims) == answer.claims
    for claim in answer.claims:
        assert answer.content[claim.start : claim.end].strip()
        assert set(claim.citations) <= {citation.n for citation in sent}
    return answer


class Told:
    """What a reader has of an answer: what is revised is void, with its citations and claims."""

    def __init__(self) -> None:
        self.content = ""
        self.citations: list[Citation] = []
        self.claims: list[Claim] = []
        self.revisions: list[RevisedEvent] = []

    def take(self, event: AnswerEvent) -> None:
        """Hear one event."""
        match event:
            case TokenEvent(text=text):
                self.content += text
            case CitationEvent(citation=citation):
                self.citations.append(citation)
            case ClaimEvent(claim=claim):
                self.claims.append(claim)
            case RevisedEvent(content=content):
                self.content, self.citations, self.claims = content, [], []
                self.revisions.append(event)
