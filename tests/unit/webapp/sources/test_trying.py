"""A source is tried before it is saved."""

from collections.abc import Sequence

import pytest
from pydantic import Field
from sqlalchemy import func, select

from pipelines.errors import PipelineError
from pipelines.sources.kind import Context, SourceConfig, SourceKind
from pipelines.sources.kinds import KINDS
from pipelines.sources.upload import fetch
from pipelines.storage.blobs import Storage
from pipelines.types import Document
from webapp.auth.models import Organization
from webapp.auth.principal import Principal
from webapp.chatbots.models import Chatbot
from webapp.errors import NotFound
from webapp.sources.models import Source
from webapp.sources.trying import FIRST, Trials
from webapp.sql.database import Database


class ShelfConfig(SourceConfig):
    """A shelf of so many books."""

    books: int = Field(description="how many")


def first_books(context: Context[ShelfConfig]) -> Sequence[Document]:
    if not context.config.books:
        raise PipelineError("The shelf is empty.", code="shelf_empty", action="Put a book on it.")
    return [Document(f"{n}", context.org_id, context.source_id, f"{n}.md", f"Book {n}") for n in range(9)]


def person(org_id: str) -> Principal:
    return Principal("u", org_id, "owner", "l")


SHELF = SourceKind("shelf", ShelfConfig, list=first_books, fetch=fetch, test=first_books)


@pytest.fixture
def chatbot(db: Database) -> Chatbot:
    with db.writing() as session:
        org = Organization(name="One", slug="one")
        session.add(org)
        session.flush()
        row = Chatbot(org_id=org.id, name="Desk")
        session.add(row)
    return row


@pytest.fixture
def trials(db: Database, monkeypatch: pytest.MonkeyPatch) -> Trials:
    monkeypatch.setitem(KINDS, "shelf", SHELF)  # type: ignore[arg-type]
    return Trials(db, Storage("memory://blobs"))


def test_the_first_documents_are_shown_and_nothing_is_kept(db: Database, trials: Trials, chatbot: Chatbot) -> None:
    """However many a kind gives; an upload source works and holds nothing yet."""
    asks = person(chatbot.org_id)
    tried = trials.run(asks, chatbot.id, kind="shelf", config={"books": 9})
    assert tried.ok
    assert [row.uri for row in tried.first] == [f"{n}.md" for n in range(FIRST)]
    assert trials.run(asks, chatbot.id, kind="upload", config={}).first == []
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Source)) == 0


@pytest.mark.parametrize(
    ("kind", "config", "code"),
    [
        ("shelf", {"books": 0}, "shelf_empty"),
        ("shelf", {"books": "many"}, "source_config_invalid"),
        ("cellar", {}, "unknown_source_kind"),
    ],
)
def test_what_does_not_work_says_why(
    trials: Trials, chatbot: Chatbot, *, kind: str, config: dict[str, object], code: str
) -> None:
    """As an outcome with what to do, not as an error of the request."""
    tried = trials.run(person(chatbot.org_id), chatbot.id, kind=kind, config=config)
    assert not tried.ok
    assert tried.error is not None
    assert (tried.error.code, bool(tried.error.action)) == (code, True)


def test_another_organisations_chatbot_is_not_there(trials: Trials, chatbot: Chatbot) -> None:
    """Nobody learns that it exists."""
    with pytest.raises(NotFound):
        trials.run(person("other"), chatbot.id, kind="upload", config={})
