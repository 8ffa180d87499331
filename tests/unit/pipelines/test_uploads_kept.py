"""Uploads and texts: written aside, moved to their place once, gone where not wanted; on any file system."""

import io
from pathlib import Path

import pytest

from pipelines.storage.blobs import BLOCK, Aside, Storage
from pipelines.types import Text

NAME = {"org_id": "o", "source_id": "s", "document_id": "d"}


@pytest.fixture(params=["file", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """An empty one: a folder, and what fsspec has in memory."""
    return Storage(f"{request.param}://{tmp_path}")


def aside(storage: Storage) -> int:
    """How many wait for their place."""
    folder = f"{storage.root}/aside"
    return len(storage.fs.ls(folder)) if storage.fs.exists(folder) else 0


def put(storage: Storage, content: bytes) -> Aside:
    """Set aside, and placed."""
    one = storage.set_aside(io.BytesIO(content))
    assert storage.place_upload(one, **NAME).endswith(f"/uploads/o/s/d/{one.sha256}")
    return one


def test_bytes_come_to_their_place_once(storage: Storage) -> None:
    """The same again changes nothing; other bytes of the document lie beside them; nothing stays aside."""
    long = bytes(range(256)) * (BLOCK // 128)
    first, other = put(storage, long), put(storage, b"")
    again = put(storage, long)
    assert (again.sha256, again.bytes, other.bytes) == (first.sha256, len(long), 0)
    assert storage.upload_hashes(**NAME) == {first.sha256, other.sha256}
    with storage.open_upload(**NAME, sha256=first.sha256) as stream:
        assert stream.read() == long
    assert aside(storage) == 0


def test_what_is_not_wanted_goes(storage: Storage) -> None:
    """Also when it went before, or has found its place."""
    one = storage.set_aside(io.BytesIO(b"x"))
    assert aside(storage) == 1
    storage.discard(one)
    storage.discard(one)
    assert aside(storage) == 0
    storage.discard(placed := put(storage, b"y"))
    assert storage.upload_hashes(**NAME) == {placed.sha256}


def test_a_text_is_written_aside_too(tmp_path: Path) -> None:
    """One whose place cannot be made stays where what is left behind is discarded, and nowhere else."""
    storage = Storage(f"file://{tmp_path}")
    (tmp_path / "texts").write_bytes(b"In the way.")
    with pytest.raises(NotADirectoryError):
        storage.put_text(Text("A text."), org_id="o", document_id="d", version="1")
    assert aside(storage) == 1
    (tmp_path / "texts").unlink()
    storage.put_text(Text("A text."), org_id="o", document_id="d", version="1")
    assert storage.get_text(org_id="o", document_id="d", version="1").text == "A text."
    assert aside(storage) == 1
