"""Collects files and folders, sends them in requests under the upload limit, and waits for their syncs."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx

from deployments.client.api import Api, Json
from deployments.client.failures import CommandFailed, WrongUsage

FILES_A_REQUEST = 100
OVERHEAD_BYTES = 1_000
# Between the name of an archive or a mail and that of what is in it.
WITHIN = "!/"
POLL_SECONDS = 0.3
ENDED = frozenset({"succeeded", "failed", "cancelled", "needs_confirmation"})


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file to send and the name under which it is known there."""

    path: Path
    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Files of one request, the sync that reads them, and those whose bytes were there under another name."""

    files: Sequence[LocalFile]
    sync: Json
    duplicates: Sequence[Json]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not sent, why, and what to do."""

    name: str
    code: str
    message: str
    action: str


def collect(paths: Sequence[Path]) -> list[LocalFile]:
    """Files as they are, folders with all below them but what is hidden. Raises ``WrongUsage``.

    A file is known by its name, a file of a folder by its path from that folder on (``manual/chapter/1.md``).
    """
    files: dict[str, LocalFile] = {}
    for path in paths:
        for found, name in _walk(path):
            known = files.get(name)
            if known and known.path.resolve() != found.resolve():
                raise WrongUsage(f"{known.path} and {found} would both be called {name}: load them into two sources.")
            files[name] = LocalFile(found, name, found.stat().st_size)
    if not files:
        raise WrongUsage("There is no file to load there (hidden ones are left out).")
    return sorted(files.values(), key=lambda file: file.name)


def _walk(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_file():
        yield path, _printable(path.name)
    elif path.is_dir():
        top = path.resolve()
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in names:
                found = Path(folder, name)
                if not name.startswith(".") and found.is_file():
                    yield found, _printable(str(Path(top.name) / found.relative_to(top)))
    else:
        raise WrongUsage(f"{path} is neither a file nor a folder.")


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def batches(files: Sequence[LocalFile], limit: int) -> Iterator[list[LocalFile]]:
    """Files in requests of at most ``limit`` bytes; each must fit alone."""
    batch: list[LocalFile] = []
    size = 0
    for file in files:
        weight = file.bytes + OVERHEAD_BYTES
        if batch and (size + weight > limit or len(batch) == FILES_A_REQUEST):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += weight
    if batch:
        yield batch


def split_by_size(files: Sequence[LocalFile], limit_mb: int) -> tuple[list[LocalFile], list[Refused]]:
    """The files that fit into a request, and those that never will."""
    limit = limit_mb * 1_000_000 - OVERHEAD_BYTES
    refused = [too_large(file, limit_mb) for file in files if file.bytes > limit]
    return [file for file in files if file.bytes <= limit], refused


def too_large(file: LocalFile, limit_mb: int) -> Refused:
    """A file over the upload limit."""
    message = f"The file has {file.bytes / 1e6:.1f} MB; a request may have {limit_mb} MB."
    return Refused(
        file.name, "too_large", message, "Split the file, or raise REFDESK_MAX_UPLOAD_MB for server and command."
    )


def send(api: Api, source_id: str, batch: Sequence[LocalFile]) -> list[Sent]:
    """Send a batch. When the server's own limit is lower, halves are sent.

    Raises ``CommandFailed``, with status 413 for a single file that is too large.
    """
    try:
        return [_post(api, source_id, batch)]
    except CommandFailed as refused:
        if refused.status != httpx.codes.REQUEST_ENTITY_TOO_LARGE or len(batch) == 1:
            raise
    half = len(batch) // 2
    return [*send(api, source_id, batch[:half]), *send(api, source_id, batch[half:])]


def _post(api: Api, source_id: str, batch: Sequence[LocalFile]) -> Sent:
    with ExitStack() as opened:
        parts = [("files", (file.name, opened.enter_context(file.path.open("rb")))) for file in batch]
        stored: Json = api.call("POST", f"/api/v1/sources/{source_id}/files/", files=parts)
        return Sent(batch, stored["sync"], stored["duplicates"])


def wait_for_sync(api: Api, sync_id: str, on_progress: Callable[[Json], None]) -> Json:
    """The sync when it has ended, whatever the end."""
    while True:
        sync: Json = api.get(f"/api/v1/syncs/{sync_id}/")["sync"]
        on_progress(sync)
        if sync["status"] in ENDED:
            return sync
        time.sleep(POLL_SECONDS)


def troubles(api: Api, source_id: str, names: set[str]) -> dict[str, list[Json]]:
    """Documents of these names, and what was in them, that ended ``failed`` or ``skipped``, by that status."""
    path = f"/api/v1/sources/{source_id}/documents/"
    return {
        status: [one for one in api.items(path, status=status) if one["uri"].split(WITHIN)[0] in names]
        for status in ("failed", "skipped")
    }
