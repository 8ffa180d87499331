"""Texts are kept in 256 folders of an organisation; what was kept in a folder per document is read where it is."""

from pathlib import Path

import pytest

from pipelines.errors import TextPurged
from pipelines.storage.blobs import Storage
from pipelines.types import Text

ORG = "o"
NAME = {"org_id": ORG, "document_id": "d", "version": "1"}


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """An empty one."""
    return Storage(f"file://{tmp_path}")


def moved_back(storage: Storage, document_id: str) -> Path:
    """Put a document's files where they were before there were shards. Answers the folder."""
    texts = Path(storage.root) / "texts" / ORG
    folder = texts / document_id
    for path in texts.glob(f"*/{document_id}.*"):
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name.removeprefix(f"{document_id}."))
    return folder


def kept(storage: Storage, version: str = "1") -> None:
    """A text with a layout and an overview."""
    name = NAME | {"version": version}
    storage.put_text(Text(f"Text {version}."), **name)
    storage.put_layout(b"layout", **name)
    storage.put_overview(b"overview", **name)


def everything(storage: Storage, version: str = "1") -> tuple[str, bytes, bytes | None]:
    """Text, layout and overview of a version."""
    name = NAME | {"version": version}
    with storage.open_layout(**name) as stream:
        return storage.get_text(**name).text, stream.read(), storage.overview_bytes(**name)


def test_thousands_of_documents_share_256_folders(storage: Storage) -> None:
    """A folder per document cost more than its text."""
    for number in range(1_000):
        storage.put_text(Text("A text."), org_id=ORG, document_id=f"document-{number}", version="1")
    folders = list((Path(storage.root) / "texts" / ORG).iterdir())
    assert len(folders) <= 256
    assert max(len(list(folder.iterdir())) for folder in folders) < 20


def test_what_is_beside_a_text_is_found_in_either_place(storage: Storage) -> None:
    """Also once it was written before there were shards."""
    kept(storage)
    here = everything(storage)
    moved_back(storage, "d")
    assert everything(storage) == here == ("Text 1.", b"layout", b"overview")
    assert storage.headings(**NAME) == ()


def test_a_text_of_before_is_not_written_anew(storage: Storage) -> None:
    """What is put beside it lies beside it."""
    kept(storage)
    folder = moved_back(storage, "d")
    kept(storage)
    assert sorted(path.name for path in folder.iterdir()) == ["1.json", "1.layout", "1.overview"]
    assert not list((Path(storage.root) / "texts" / ORG).glob("*/d.*"))


def test_versions_of_both_places_are_listed_together(storage: Storage) -> None:
    """The last written last; a neighbour whose name begins alike is not among them."""
    kept(storage, "1")
    moved_back(storage, "d")
    kept(storage, "2")
    storage.put_text(Text("Another."), org_id=ORG, document_id="d2", version="3")
    stored = storage.stored_texts(org_id=ORG, document_id="d")
    assert [(version, one.laid) for version, one in stored.items()] == [("1", True), ("2", True)]


def test_erased_text_is_purged_in_either_place(storage: Storage) -> None:
    """And nothing can be put beside it."""
    kept(storage)
    for path in moved_back(storage, "d").iterdir():
        path.unlink()
    assert storage.stored_texts(org_id=ORG, document_id="d") == {}
    assert storage.overview_bytes(**NAME) is None
    for look in (storage.get_text, storage.headings, storage.text_bytes):
        with pytest.raises(TextPurged):
            look(**NAME)
    with pytest.raises(TextPurged):
        storage.put_layout(b"layout", **NAME)
    with pytest.raises(FileNotFoundError):
        storage.open_layout(**NAME)
