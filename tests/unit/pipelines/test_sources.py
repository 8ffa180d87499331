"""Kinds of sources are entries of one registry: what they are told, how they are listed, fetched and tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from pipelines.convert.source import Reading
from pipelines.errors import PipelineError
from pipelines.sources.kind import Context, SourceConfig, SourceKind
from pipelines.sources.kinds import KINDS, kind_named
from pipelines.sources.upload import UPLOAD
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Status, document_id_for

ORG, SOURCE = "org", "source"


class FolderConfig(SourceConfig):
    """A folder of this machine."""

    path: str = Field(description="the folder")


def rows(context: Context[FolderConfig]) -> list[Document]:
    files = sorted(Path(context.config.path).iterdir())
    named = ((document_id_for(context.source_id, file.name), file) for file in files)
    return [Document(one, context.org_id, context.source_id, file.name, file.stem) for one, file in named]


@contextmanager
def fetch(context: Context[FolderConfig], row: Document) -> Iterator[Path]:
    yield Path(context.config.path) / row.uri


FOLDER = SourceKind("folder", FolderConfig, list=rows, fetch=fetch, test=lambda context: rows(context)[:2])


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(str(tmp_path / "blobs"))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_describes_what_it_is_told(kind: SourceKind[Any]) -> None:
    """Its name is its key, and every field of its configuration has a description: forms are made of them."""
    assert KINDS[kind.name] is kind
    fields = kind.config.model_json_schema().get("properties", {})
    assert all(field.get("description") for field in fields.values())


def test_a_kind_is_a_file_and_a_line(storage: Storage, tmp_path: Path) -> None:
    """Functions and a model are all that it takes."""
    (tmp_path / "a.md").write_text("# A")
    (tmp_path / "b.md").write_text("# B")
    opened = FOLDER.opened(ORG, SOURCE, config={"path": str(tmp_path)}, storage=storage)
    assert [row.uri for row in opened.list({})] == ["a.md", "b.md"]
    assert [row.uri for row in opened.test()] == ["a.md", "b.md"]
    with opened.fetch(opened.list({})[1]) as path:
        assert path.read_text() == "# B"


def test_uploads_are_what_the_manifest_says(storage: Storage) -> None:
    """Rows that want bytes and that nobody has deleted."""
    wanted = Document("1", ORG, SOURCE, "a.md", "a", wanted_hash="h")
    deleted = Document("2", ORG, SOURCE, "b.md", "b", wanted_hash="h", status=Status.DELETED)
    opened = UPLOAD.opened(ORG, SOURCE, config={}, storage=storage)
    manifest = {row.document_id: row for row in (wanted, deleted, Document("3", ORG, SOURCE, "c.md", "c"))}
    assert opened.list(manifest) == [wanted]
    assert opened.test() == []


def test_a_source_says_how_its_documents_are_read(storage: Storage) -> None:
    """Of every kind; as it is where nothing is said."""
    said = {"comments": True}
    assert UPLOAD.opened(ORG, SOURCE, config={}, storage=storage).reading == Reading(comments=False)
    assert UPLOAD.opened(ORG, SOURCE, config=said, storage=storage).reading == Reading(comments=True)
    with pytest.raises(PipelineError, match="comments"):
        UPLOAD.opened(ORG, SOURCE, config={"comments": "perhaps"}, storage=storage)


def test_what_was_in_a_document_is_there_as_long_as_that_is(storage: Storage, tmp_path: Path) -> None:
    """A kind knows nothing of it; of a parent whose row was not read nobody says that it has vanished."""
    (tmp_path / "m.eml").write_text("mail")
    opened = FOLDER.opened(ORG, SOURCE, config={"path": str(tmp_path)}, storage=storage)
    mail, gone = (Document(document_id_for(SOURCE, uri), ORG, SOURCE, uri, uri) for uri in ("m.eml", "gone.eml"))
    inner = [
        Document(f"{n}", ORG, SOURCE, f"{n}", "", wanted_hash="h", parent_id=at)
        for n, at in enumerate([mail.document_id, gone.document_id, "0", "1"])
    ]
    whole = {row.document_id: row for row in (mail, gone, *inner)}
    assert [row.uri for row in opened.list(whole)] == ["m.eml", "0", "2"]
    assert [row.uri for row in opened.list({"1": inner[1]})] == ["m.eml", "1"]


@pytest.mark.parametrize("config", [{}, {"path": 5}, {"path": "/", "more": 1}])
def test_a_configuration_is_checked(storage: Storage, config: dict[str, Any]) -> None:
    """Before anything is listed; the error says what is wrong and what to do."""
    with pytest.raises(PipelineError) as wrong:
        FOLDER.opened(ORG, SOURCE, config=config, storage=storage)
    assert wrong.value.code == "source_config_invalid"


def test_an_unknown_kind_says_so() -> None:
    """A source that a newer release made fails by itself, with its reason."""
    assert kind_named("upload") is UPLOAD
    with pytest.raises(PipelineError) as unknown:
        kind_named("web")
    assert unknown.value.code == "unknown_source_kind"
