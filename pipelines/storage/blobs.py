"""Blob storage for uploaded bytes, stored texts and sync plans, on any fsspec file system.

Layout: ``uploads/<org>/<source>/<document_id>/<sha256>``, ``texts/<org>/<shard>/<document_id>.<version>.json`` and,
beside the text that they belong to, ``….layout`` and ``….overview``. A shard is one of 256 folders, by the document's
id. Texts from before there were shards stay at ``texts/<org>/<document_id>/<version>.json``: who erases a document's
texts erases ``texts/<org>/*/<document_id>.*`` and that folder.
Nothing is overwritten while somebody reads it: files are written in ``aside/`` and moved into place; what a killed
process left there is discarded by ``flows.reconcile.leftovers``.
"""

import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

import fsspec
import orjson
from fsspec.implementations.local import LocalFileSystem

from pipelines.convert.wire import packed_head, unpack_text
from pipelines.errors import StorageError, TextPurged
from pipelines.structure.packing import packed_blocks
from pipelines.types import Heading, Text

T = TypeVar("T")

BLOCK = 1 << 20
TEXT, LAYOUT, OVERVIEW = ".json", ".layout", ".overview"

# Organisation, document, version.
_Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Aside:
    """Uploaded bytes written aside, not yet in place. ``sha256`` is hexadecimal, ``bytes`` their number."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class StoredText:
    """A stored text, unread. ``stamp`` is another one whenever it or its layout was written; ``laid``: it has one."""

    stamp: str
    laid: bool


class Storage:
    """Blobs under one fsspec URL. Raises ``StorageError`` for what is missing or cannot be written."""

    def __init__(self, url: str) -> None:
        self.fs: Any
        self.root: str
        self.fs, self.root = fsspec.core.url_to_fs(url, auto_mkdir=True)
        # A folder is written to directly: what fsspec does around a file costs several times the file.
        self._is_local = isinstance(self.fs, LocalFileSystem)

    def set_aside(self, stream: IO[bytes]) -> Aside:
        """Copy a stream into ``aside/`` and hash it on the way."""
        path, digest, size = self._aside(), hashlib.sha256(), 0
        with self._created(path) as out:
            while block := stream.read(BLOCK):
                digest.update(block)
                size += len(block)
                out.write(block)
        return Aside(path, digest.hexdigest(), size)

    def discard(self, aside: Aside) -> None:
        """Remove bytes that were set aside and are not wanted."""
        if self._is_local:
            with suppress(FileNotFoundError):
                os.unlink(aside.path)  # noqa: PTH108
        elif self.fs.exists(aside.path):
            self.fs.rm_file(aside.path)

    def place_upload(self, aside: Aside, *, org_id: str, source_id: str, document_id: str) -> str:
        """Move bytes to where they stay. Answers the path; the same bytes again change nothing."""
        path = self.upload_path(org_id=org_id, source_id=source_id, document_id=document_id, sha256=aside.sha256)
        if self._exists(path):
            self.discard(aside)
        elif self._is_local:
            _in_its_folder(path, lambda: os.rename(aside.path, path))  # noqa: PTH104
        else:
            self._parents(path)
            self.fs.mv(aside.path, path)
        return path

    def upload_path(self, *, org_id: str, source_id: str, document_id: str, sha256: str) -> str:
        """Where an upload's bytes are."""
        return f"{self.root}/uploads/{org_id}/{source_id}/{document_id}/{sha256}"

    def open_upload(self, *, org_id: str, source_id: str, document_id: str, sha256: str) -> IO[bytes]:
        """The uploaded bytes, for reading."""
        path = self.upload_path(org_id=org_id, source_id=source_id, document_id=document_id, sha256=sha256)
        try:
            return self._reading(path)
        except FileNotFoundError as missing:
            raise StorageError(f"The uploaded file {document_id} is not in storage.") from missing

    def upload_hashes(self, *, org_id: str, source_id: str, document_id: str) -> frozenset[str]:
        """The sha256 of everything that was uploaded as this document and is kept."""
        folder = self.upload_path(org_id=org_id, source_id=source_id, document_id=document_id, sha256="")
        try:
            return frozenset(name.rsplit("/", 1)[-1] for name in self.fs.ls(folder.rstrip("/"), detail=False))
        except FileNotFoundError:
            return frozenset()

    @contextmanager
    def local_upload(self, *, org_id: str, source_id: str, document_id: str, sha256: str) -> Iterator[Path]:
        """A local file with uploaded bytes, there until the block ends.

        Where storage is a local folder it is the stored file itself.
        """
        names = {"org_id": org_id, "source_id": source_id, "document_id": document_id, "sha256": sha256}
        with self.open_upload(**names) as stream:
            if self._is_local:
                yield Path(self.upload_path(**names))
                return
            with tempfile.NamedTemporaryFile(prefix="refdesk-") as copy:
                shutil.copyfileobj(stream, copy, length=BLOCK)
                copy.flush()
                yield Path(copy.name)

    def put_text(self, text: Text, *, org_id: str, document_id: str, version: str) -> bytes | None:
        """Keep the text of a version; the same version again changes nothing. Answers what was written, if it was."""
        sharded, before = self._places((org_id, document_id, version))
        if self._exists(sharded + TEXT) or self._exists(before + TEXT):
            return None
        content = _bytes_of(text)
        self._write(sharded + TEXT, content)
        return content

    def get_text(self, *, org_id: str, document_id: str, version: str) -> Text:
        """The text of a version. Raises ``TextPurged`` when it is not there (any more)."""
        return text_of(self.text_bytes(org_id=org_id, document_id=document_id, version=version))

    def text_bytes(self, *, org_id: str, document_id: str, version: str) -> bytes:
        """The text of a version as it is stored, for ``text_of``. Raises ``TextPurged`` like ``get_text``."""
        try:
            with self._open((org_id, document_id, version), TEXT) as stream:
                content = stream.read()
        except FileNotFoundError as missing:
            raise TextPurged(f"The text of document {document_id}, version {version}, is gone.") from missing
        return content

    def headings(self, *, org_id: str, document_id: str, version: str) -> tuple[Heading, ...]:
        """The headings of a version's text, read without the text. Raises ``TextPurged`` like ``get_text``."""
        try:
            with self._open((org_id, document_id, version), TEXT) as stream:
                head = stream.readline()
        except FileNotFoundError as missing:
            raise TextPurged(f"The text of document {document_id}, version {version}, is gone.") from missing
        return tuple(Heading(**heading) for heading in orjson.loads(head)["headings"])

    def stored_texts(self, *, org_id: str, document_id: str) -> dict[str, StoredText]:
        """The texts of a document by version, the last written last; empty where there is none (any more)."""
        sharded, before = (path.rpartition("/") for path in self._places((org_id, document_id, "")))
        files = self._files(before[0], "") | self._files(sharded[0], sharded[2])
        texts = sorted((name for name in files if name.endswith(TEXT)), key=lambda name: (_written(files[name]), name))
        versions = [name.removesuffix(TEXT) for name in texts]
        return {version: _stored(files[version + TEXT], files.get(version + LAYOUT)) for version in versions}

    def _files(self, folder: str, prefix: str) -> dict[str, Mapping[str, Any]]:
        """What is known of a folder's files whose names begin so, by the rest of their names."""
        # Some file systems remember listings: what another process erased or wrote must be seen.
        self.fs.invalidate_cache(folder)
        found = {}
        with suppress(FileNotFoundError):
            for path in self.fs.ls(folder, detail=False):
                name = path.rsplit("/", 1)[-1]
                if name.startswith(prefix):
                    # Gone meanwhile, or nothing that can be read.
                    with suppress(OSError):
                        found[name.removeprefix(prefix)] = self.fs.info(path)
        return found

    def put_layout(self, content: bytes, *, org_id: str, document_id: str, version: str) -> None:
        """Keep a layout beside its text, in place of one that may be there. Raises ``TextPurged`` without its text."""
        self._put_beside(LAYOUT, content, (org_id, document_id, version))

    def open_layout(self, *, org_id: str, document_id: str, version: str) -> IO[bytes]:
        """The layout beside a text, for reading. Raises ``OSError``."""
        return self._open((org_id, document_id, version), LAYOUT)

    def put_overview(self, content: bytes, *, org_id: str, document_id: str, version: str) -> None:
        """Keep a document in short beside its text, in place of one that may be there. Raises like ``put_layout``."""
        self._put_beside(OVERVIEW, content, (org_id, document_id, version))

    def overview_bytes(self, *, org_id: str, document_id: str, version: str) -> bytes | None:
        """What ``put_overview`` kept; None where nothing is."""
        try:
            with self._open((org_id, document_id, version), OVERVIEW) as stream:
                return stream.read()
        except FileNotFoundError:
            return None

    def _put_beside(self, kind: str, content: bytes, name: _Name) -> None:
        place = self._place(name)
        if place is not None:
            self._write(place + kind, content)
            if self._exists(place + TEXT):
                return
            # Erased meanwhile: then nothing of it stays.
            self.fs.rm_file(place + kind)
        raise TextPurged(f"The text of document {name[1]}, version {name[2]}, is gone.")

    def _places(self, name: _Name) -> tuple[str, str]:
        """Where a version is kept, without an ending; and where it was before there were shards."""
        org_id, document_id, version = name
        shard = hashlib.blake2b(document_id.encode(), digest_size=1).hexdigest()
        texts = f"{self.root}/texts/{org_id}"
        return f"{texts}/{shard}/{document_id}.{version}", f"{texts}/{document_id}/{version}"

    def _place(self, name: _Name) -> str | None:
        """The place where a version's text is; None where there is none."""
        return next((place for place in self._places(name) if self._exists(place + TEXT)), None)

    def _exists(self, path: str) -> bool:
        # Names are joined and told apart here: what a ``Path`` does around a file costs as much as the file.
        return os.path.exists(path) if self._is_local else bool(self.fs.exists(path))  # noqa: PTH110

    def _reading(self, path: str) -> IO[bytes]:
        if self._is_local:
            return Path(path).open("rb")
        stream: IO[bytes] = self.fs.open(path, "rb")
        return stream

    def _created(self, path: str) -> IO[bytes]:
        if self._is_local:
            return os.fdopen(_new_file(path), "wb")
        self._parents(path)
        stream: IO[bytes] = self.fs.open(path, "wb")
        return stream

    def _open(self, name: _Name, kind: str) -> IO[bytes]:
        sharded, before = self._places(name)
        try:
            return self._reading(sharded + kind)
        except FileNotFoundError:
            return self._reading(before + kind)

    def _write(self, path: str, content: bytes) -> None:
        aside = self._aside()
        if self._is_local:
            _write_file(aside, content)
            _in_its_folder(path, lambda: os.replace(aside, path))  # noqa: PTH105
            return
        with self._created(aside) as out:
            out.write(content)
        self._parents(path)
        self.fs.mv(aside, path)

    def _aside(self) -> str:
        """Where a new file is written before it is moved to its place."""
        return f"{self.root}/aside/{uuid.uuid4().hex}"

    def _parents(self, path: str) -> None:
        # A local file system sees to it by itself whenever it writes.
        if not getattr(self.fs, "auto_mkdir", False):
            self.fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)


def _write_file(path: str, content: bytes) -> None:
    descriptor = _new_file(path)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _new_file(path: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    return _in_its_folder(path, lambda: os.open(path, flags, 0o666))


def _in_its_folder(path: str, put: Callable[[], T]) -> T:
    """What ``put`` answers; the folder is made where that is what it lacks, mostly it is there."""
    try:
        return put()
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return put()


def _written(file: Mapping[str, Any]) -> str:
    return str(file.get("mtime") or file.get("LastModified") or "")


def _stored(text: Mapping[str, Any], layout: Mapping[str, Any] | None) -> StoredText:
    marks = (f"{_written(file)} {file.get('ino')} {file.get('size')}" for file in (text, layout) if file is not None)
    return StoredText(" ".join(marks), layout is not None)


def text_of(content: bytes) -> Text:
    """The text of what is stored of it: a line with what is known of it, then a line with the text and its blocks.

    Texts that were stored before there were blocks are one line.
    """
    head, _, body = content.partition(b"\n")
    return unpack_text({**orjson.loads(head), **(orjson.loads(body) if body else {})})


def _bytes_of(text: Text) -> bytes:
    body = {"text": text.text, "blocks": packed_blocks(text.blocks)}
    return orjson.dumps(packed_head(text)) + b"\n" + orjson.dumps(body)
