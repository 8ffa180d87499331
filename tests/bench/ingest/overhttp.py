"""The first load over HTTP on a stack of its own, against the bare parts; then small uploads until they are found."""

import contextlib
import shutil
import statistics
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.ingest.loads import Bench, Loads, remove
from tests.bench.ingest.measured import line
from tests.bench.stack.figures import percentile, tell
from tests.bench.stack.library import Library, ended, library
from tests.bench.stack.upload import milliseconds
from tests.servers.stack import Stack, new_stack

GOAL, AT_ONCE, SMALL = 1.4, 200, 30
SEARCHABLE_GOAL_MS = 500.0
MOST_SECONDS = 1_800.0


def run(bench: Bench) -> None:
    """Print ``first_load_http`` and the time of a small upload, on OpenSearch and on SQLite."""
    for store in ("opensearch", "sqlite"):
        bare = Loads(bench, store)
        ours, theirs, sent, small = [], [], [], []
        for number in range(bench.pairs):
            theirs.append(bare.bare(bench.files).seconds)
            with _stack(bench, store) as into:
                upload, whole = _load(into, bench.files)
                if number == bench.pairs - 1:
                    small = [milliseconds(into, f"qsmall{one}z") for one in range(SMALL)]
            ours.append(whole)
            sent.append(upload)
            tell(f"{store} http: {whole:.1f} s, {upload:.1f} s of them sending; bare {theirs[-1]:.1f} s")
        ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
        told = {"bare_s": statistics.median(theirs), "sending_s": statistics.median(sent)}
        line("first_load_http", store, statistics.median(ours), unit="s", ratio=ratio, goal=GOAL, **told)
        line("upload_searchable_p50", store, percentile(small, 0.5), unit="ms", goal=SEARCHABLE_GOAL_MS)
        line("upload_searchable_p90", store, percentile(small, 0.9), unit="ms")


@contextlib.contextmanager
def _stack(bench: Bench, store: str) -> Iterator[Library]:
    """A ready stack with an empty source; nothing of it is left."""
    folder, prefix = bench.folder / f"stack-{uuid.uuid4().hex[:8]}", f"bench{uuid.uuid4().hex[:8]}"
    env = {"REFDESK_OPENSEARCH_URL": bench.url, "REFDESK_INDEX_PREFIX": prefix} if store == "opensearch" else {}
    folder.mkdir()
    stack: Stack = new_stack(folder, **env, REFDESK_ACCESS_TOKEN_MINUTES="1000")
    try:
        with ended(stack):
            stack.wait_ready()
            with library(stack) as into:
                yield into
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if env:
            remove(bench.url, prefix)


def _load(into: Library, files: Sequence[Path]) -> tuple[float, float]:
    """Seconds until everything was sent, and until everything is indexed."""
    began = time.perf_counter()
    for first in range(0, len(files), AT_ONCE):
        parts = [("files", (path.name, path.read_bytes())) for path in files[first : first + AT_ONCE]]
        into.http.post(f"/api/v1/sources/{into.source_id}/files/", files=parts).raise_for_status()
    sent = time.perf_counter() - began
    while (counts := _counts(into)).get("indexed", 0) < len(files):
        if counts.get("failed") or time.perf_counter() - began > MOST_SECONDS:
            raise RuntimeError(f"of {len(files)} documents: {counts}")
        time.sleep(0.1)
    return sent, time.perf_counter() - began


def _counts(into: Library) -> dict[str, int]:
    answer = into.http.get(f"/api/v1/chatbots/{into.chatbot_id}/sources/")
    answer.raise_for_status()
    counts: dict[str, int] = answer.json()["items"][0]["counts"]
    return counts
