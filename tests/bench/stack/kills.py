"""``make bench-kills``: SIGKILL of the whole stack in the middle of syncs, and what the next start makes of it.

After each kill the stack is only started again; nobody requests a sync. Every document must end, and be found by a
word of its newest version exactly once and by a word of the version before not at all.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.stack.figures import percentile, print_figure, tell
from tests.bench.stack.library import ENDED_DOCUMENT, Library, ended, library
from tests.servers.stack import Stack, alive, new_stack

END_SECONDS = 180.0
TEXT = """# Report {word}

{filler}

The station {word} reported its level at noon. The reading was taken by hand and entered on the same day.
"""
WORDS = ("river", "gauge", "level", "basin", "pump", "valve", "canal", "lock", "weir", "tide", "storm", "meadow")


def word(round_number: int, file_number: int) -> str:
    """A word that stands in one version of one file only."""
    return f"qx{round_number}y{file_number}z"


def versions(round_number: int, files: int, chance: random.Random) -> dict[str, str]:
    """All files of a round, each with its word and some paragraphs."""
    made = {}
    for number in range(files):
        sentences = (" ".join(chance.choices(WORDS, k=14)).capitalize() + "." for _ in range(40))
        made[f"report-{number}.md"] = TEXT.format(word=word(round_number, number), filler=" ".join(sentences))
    return made


def kill_in_the_middle(stack: Stack, into: Library, sync_id: str, *, wait: float) -> str:
    """Wait until the sync runs and a while more, then kill everything; answers the sync's status then."""
    while into.sync(sync_id)["status"] == "queued":
        time.sleep(0.01)
    time.sleep(wait)
    status = str(into.sync(sync_id)["status"])
    every = stack.kill_all()
    deadline = time.monotonic() + 5
    while (left := [one for one in every if alive(one)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    if left:
        raise AssertionError(f"orphans: {left}")
    return status


def wait_for_end(into: Library, files: int) -> float:
    """Seconds until every document has ended by itself."""
    began = time.monotonic()
    while True:
        documents = into.documents()
        open_ones = [one["uri"] for one in documents.values() if one["status"] not in ENDED_DOCUMENT]
        if len(documents) == files and not open_ones:
            return time.monotonic() - began
        if time.monotonic() - began > END_SECONDS:
            raise AssertionError(f"{len(documents)} of {files} documents, not ended: {open_ones[:5]}")
        time.sleep(0.2)


def problems(into: Library, round_number: int, files: int) -> list[str]:
    """What is wrong with the index after a round."""
    found = []
    documents = into.documents()
    for number in range(files):
        name = f"report-{number}.md"
        status = documents[name]["status"]
        newest = into.hits(word(round_number, number))
        stale = into.hits(word(round_number - 1, number)) if round_number else []
        if status != "indexed" or len(newest) != 1 or newest[0]["uri"] != name or stale:
            found.append(f"{name}: {status}, newest found {len(newest)} times, the one before {len(stale)} times")
    return found


def main() -> int:
    """Exit status 0 when every round was clean."""
    parser = argparse.ArgumentParser(description="Kill the stack in the middle of syncs.")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--files", type=int, default=80)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--opensearch", help="URL of an OpenSearch; default is the embedded index")
    given = parser.parse_args()
    env = {"REFDESK_OPENSEARCH_URL": given.opensearch} if given.opensearch else {}
    store = "opensearch" if given.opensearch else "sqlite"
    chance = random.Random(given.seed)
    clean, recovered = 0, list[float]()
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder, ended(new_stack(Path(folder), **env)) as stack:
        # The bench must not log in again after hours of rounds.
        stack.env["REFDESK_ACCESS_TOKEN_MINUTES"] = "1000"
        stack.stop()
        stack.start()
        stack.wait_ready()
        with library(stack) as into:
            whole = measure_one_sync(into, given.files, chance)
            for number in range(given.rounds):
                sync_id = into.upload(versions(number, given.files, chance))
                status = kill_in_the_middle(stack, into, sync_id, wait=chance.uniform(0, whole))
                stack.start()
                ready = stack.wait_ready()
                recovered.append(wait_for_end(into, given.files))
                wrong = problems(into, number, given.files)
                clean += not wrong
                tell(
                    f"round {number + 1}: killed while {status}, ready after {ready:.1f} s, ",
                )
                tell(f"  ended {recovered[-1]:.1f} s later, {'; '.join(wrong[:3]) or 'clean'}")
    print_figure("kills_clean_rounds", clean, "rounds", store=store, goal=given.rounds)
    print_figure("kills_recovered_p50", percentile(recovered, 0.5), "s", store=store)
    print_figure("kills_recovered_max", max(recovered), "s", store=store)
    return 0 if clean == given.rounds else 1


def measure_one_sync(into: Library, files: int, chance: random.Random) -> float:
    """Seconds that one undisturbed sync runs: kills fall within that time."""
    sync_id = into.upload(versions(999_999, files, chance))
    while into.sync(sync_id)["status"] == "queued":
        time.sleep(0.01)
    began = time.monotonic()
    into.wait_for_sync(sync_id)
    took = time.monotonic() - began
    tell(f"an undisturbed sync of {files} files runs {took:.1f} s")
    return took


if __name__ == "__main__":
    sys.exit(main())
