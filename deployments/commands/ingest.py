"""``refdesk ingest``: files and folders into a chatbot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from deployments.client.api import Api, Json
from deployments.client.chatbots import ensure_chatbot, ensure_source, find_chatbot
from deployments.client.failures import CommandFailed, WrongUsage
from deployments.client.layout import duplicates, trouble_table
from deployments.client.terminal import literal, one_line, output, progress_output
from deployments.client.uploads import (
    LocalFile,
    Refused,
    batches,
    collect,
    send,
    split_by_size,
    too_large,
    troubles,
    wait_for_sync,
)
from deployments.commands.session import AsJson, Chatbot, Url, api_client, command, print_json, settings

TOO_LARGE = 413


@dataclass(slots=True)
class Loaded:
    """What became of the files: their syncs, and those that were not sent."""

    source_id: str
    syncs: list[Json] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    refused: list[Refused] = field(default_factory=list)
    duplicates: list[Json] = field(default_factory=list)


@command
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders; folders with all below them.")],
    *,
    chatbot: Chatbot = None,
    source: Annotated[str, typer.Option(help="Name of the upload source; made when there is none.")] = "Files",
    create: Annotated[bool, typer.Option("--create", help="Make the chatbot when there is none of that name.")] = False,
    wait: Annotated[bool, typer.Option(help="Wait until every document has ended.")] = True,
    url: Url = None,
    as_json: AsJson = False,
) -> int:
    """Load files and folders into a chatbot.

    The same files again change nothing; a changed file becomes a new version. Ctrl-C ends the waiting only, what was
    sent is worked on.

    Exit code 1 when a document could not be loaded; they are listed by reason, with what to do.

    Example: `refdesk ingest manuals/ --chatbot Support --create`
    """
    files = collect(paths)
    given = settings()
    with api_client(given, url) as api:
        target = _chatbot(api, chatbot, create=create)
        into = ensure_source(api, target["id"], source)
        fitting, refused = split_by_size(files, given.max_upload_mb)
        loaded = Loaded(into["id"], refused=refused)
        try:
            _load(api, fitting, loaded, limit_mb=given.max_upload_mb, wait=wait)
        except KeyboardInterrupt:
            return _left(loaded)
        listed = troubles(api, into["id"], loaded.names) if wait else {"failed": [], "skipped": []}
    _report(loaded, listed, as_json=as_json)
    broken = any(sync["status"] != "succeeded" for sync in loaded.syncs) if wait else False
    return 1 if refused or listed["failed"] or broken else 0


def _chatbot(api: Api, wanted: str | None, *, create: bool) -> Json:
    if create and wanted is None:
        raise WrongUsage("--create needs a name: --chatbot NAME.")
    return ensure_chatbot(api, wanted) if create and wanted else find_chatbot(api, wanted)


def _load(api: Api, files: Sequence[LocalFile], loaded: Loaded, *, limit_mb: int, wait: bool) -> None:
    with _bars() as bars:
        sending = bars.add_task("Sending", total=len(files))
        for batch in batches(files, limit_mb * 1_000_000):
            _send(api, batch, loaded, limit_mb=limit_mb)
            bars.advance(sending, len(batch))
        for number, sync in enumerate(loaded.syncs if wait else ()):
            title = "Indexing" if len(loaded.syncs) == 1 else f"Indexing {number + 1}/{len(loaded.syncs)}"
            task = bars.add_task(title, total=None)
            loaded.syncs[number] = wait_for_sync(api, sync["id"], partial(_show, bars, task))


def _send(api: Api, batch: Sequence[LocalFile], loaded: Loaded, *, limit_mb: int) -> None:
    try:
        for sent in send(api, loaded.source_id, batch):
            loaded.syncs.append(sent.sync)
            loaded.duplicates += sent.duplicates
            loaded.names |= {file.name for file in sent.files}
    except CommandFailed as failed:
        if failed.status != TOO_LARGE or len(batch) > 1:
            raise
        loaded.refused.append(too_large(batch[0], limit_mb))


def _bars() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=progress_output(),
    )


def _show(bars: Progress, task: TaskID, sync: Json) -> None:
    progress = sync["progress"]
    bars.update(task, completed=progress["done"], total=progress["total"] or None)


def _left(loaded: Loaded) -> int:
    ids = ", ".join(one_line(sync["id"]) for sync in loaded.syncs)
    sent = f"What was sent is worked on (sync {ids})." if ids else "Nothing had been sent."
    progress_output().print(literal(f"\nStopped waiting. {sent} The same command again goes on."))
    return 1


def _report(loaded: Loaded, listed: dict[str, list[Json]], *, as_json: bool) -> None:
    refused = [
        {"uri": one.name, "error": {"code": one.code, "message": one.message, "action": one.action}}
        for one in loaded.refused
    ]
    failed = [*refused, *listed["failed"]]
    if as_json:
        told = {"failed": failed, "skipped": listed["skipped"], "duplicates": loaded.duplicates}
        print_json({"source_id": loaded.source_id, "syncs": loaded.syncs, **told})
        return
    output().print(literal(_summary(loaded.syncs)))
    if loaded.duplicates:
        output().print(duplicates(loaded.duplicates))
    rows = [("failed", one) for one in failed] + [("skipped", one) for one in listed["skipped"]]
    if rows:
        output().print(trouble_table(rows))


def _summary(syncs: Sequence[Json]) -> str:
    kinds = ("indexed", "unchanged", "skipped", "failed", "deleted")
    totals = {kind: sum((sync.get("counts") or {}).get(kind, 0) for sync in syncs) for kind in kinds}
    told = ", ".join(f"{number} {kind}" for kind, number in totals.items() if number)
    errors = [f"\nThe sync {sync['status']}: {sync['error']['message']}" for sync in syncs if sync.get("error")]
    return (f"Done: {told}." if told else "Sent.") + "".join(errors)
