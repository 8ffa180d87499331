"""Uploaded bytes: written aside, moved to their place once, and gone where they are not wanted; on any file system."""

import io
from pathlib import Path

import pytest

from pipelines.storage.blobs import BLOCK, Aside, Storage

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
