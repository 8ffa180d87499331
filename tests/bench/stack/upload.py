"""``make bench-upload``: from an upload's request to the first search hit, and to its sync's end in a large source."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.bench.stack import pairs
from tests.bench.stack.figures import percentile, print_figure, tell
from tests.bench.stack.library import TEXT, Library, ended, library
from tests.servers.stack import new_stack

GOAL_P50_MS = 1000.0
WARM_UP = 5
LATER = 10
AT_ONCE = 500
FILLED_SECONDS = 1_800.0
LOST_SECONDS = 60.0


def milliseconds(into: Library, word: str) -> float:
    """From the request to the first hit."""
    began = time.perf_counter()
    sync_id = into.upload({f"{word}.md": TEXT.format(word=word)})
    while not into.hits(word):
        if time.perf_counter() - began > LOST_SECONDS:
            raise TimeoutError(f"{word} is not found; its sync: {into.sync(sync_id)}")
        time.sleep(0.01)
    took = (time.perf_counter() - began) * 1000
    into.wait_for_sync(sync_id)
    return took


def fill(into: Library, documents: int) -> None:
    """Bring small documents in, request by request, each indexed before the next."""
    for first in range(0, documents, AT_ONCE):
        words = [f"qfill{number}z" for number in range(first, min(first + AT_ONCE, documents))]
        sync = into.wait_for_sync(into.upload({f"{one}.md": TEXT.format(word=one) for one in words}), FILLED_SECONDS)
        tell(f"{first + len(words)} documents: {sync['status']}")


def ended_milliseconds(into: Library, word: str) -> float:
    """From the request to the end of its sync, which must count every document of the source."""
    before = len(into.documents())
    began = time.perf_counter()
    sync = into.wait_for_sync(into.upload({f"{word}.md": TEXT.format(word=word)}))
    took = (time.perf_counter() - began) * 1000
    counts = sync["counts"]
    if (sync["status"], counts["indexed"], counts["unchanged"]) != ("succeeded", 1, before):
        raise AssertionError(f"{word}: {sync}")
    return took


def main() -> None:
    """Fifty uploads of one small document each, one after another; then some into a source that holds thousands."""
    parser = argparse.ArgumentParser(description="Upload to searchable.")
    parser.add_argument("--uploads", type=int, default=50)
    parser.add_argument("--documents", type=int, default=5_000, help="in the large source; 0 leaves it out")
    parser.add_argument("--blocks", type=int, default=10, help="pairs of ten uploads with the walls and without")
    parser.add_argument("--only", choices=["walls", "times"])
    parser.add_argument("--opensearch", help="URL of an OpenSearch; default is the embedded index")
    given = parser.parse_args()
    env = {"REFDESK_ACCESS_TOKEN_MINUTES": "1000"}
    env |= {"REFDESK_OPENSEARCH_URL": given.opensearch} if given.opensearch else {}
    store = "opensearch" if given.opensearch else "sqlite"
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder, ended(new_stack(Path(folder), **env)) as stack:
        stack.wait_ready()
        if given.only != "times":
            with library(stack) as into, pairs.both(stack, into) as webs:
                pairs.measure("walls_upload", webs, pairs.upload, blocks=given.blocks, settle=pairs.indexed)
        if given.only == "walls":
            return
        with library(stack) as into:
            for number in range(WARM_UP):
                tell(f"warm-up {milliseconds(into, f'qwarm{number}z'):.0f} ms")
            took = [milliseconds(into, f"qvalve{number}z") for number in range(given.uploads)]
            few = [ended_milliseconds(into, f"qsmall{number}z") for number in range(LATER)]
            fill(into, given.documents)
            many = [ended_milliseconds(into, f"qlarge{number}z") for number in range(LATER)] if given.documents else []
    print_figure("upload_searchable_p50", percentile(took, 0.5), "ms", store=store, goal=GOAL_P50_MS)
    print_figure("upload_searchable_p90", percentile(took, 0.9), "ms", store=store)
    print_figure("upload_ended_p50_small_source", percentile(few, 0.5), "ms", store=store)
    if many:
        print_figure(f"upload_ended_p50_in_{given.documents}", percentile(many, 0.5), "ms", store=store)


if __name__ == "__main__":
    main()
