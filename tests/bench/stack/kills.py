"""``make bench-kills``: SIGKILL of the whole stack in the middle of syncs, and what the next start makes of it.

After each kill the stack is only started again; nobody requests a sync. Every document must end, and be found by a
word of its newest version exactly once and by a word of the version before not at all.
"""

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.stack.figures import percentile, print_figure, tell
from tests.bench.stack.library import ENDED_DOCUMENT, ENDED_SYNC, Library, ended, library
from tests.servers.stack import Stack, alive, new_stack

END_SECONDS = 180.0
TEXT = """# Report of a station

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


def kill_in_the_middle(stack: Stack, into: Library, sync_id: str, *, share: float) -> bool:
    """Kill everything once this share of the sync's documents is done; answers whether it still ran then."""
    while True:
        sync = into.sync(sync_id)
        done, total = sync["progress"]["done"], sync["progress"]["total"]
        if sync["status"] in ENDED_SYNC or (sync["status"] == "running" and total and done >= share * total):
            break
        time.sleep(0.01)
    every = stack.kill_all()
    deadline = time.monotonic() + 5
    while (left := [one for one in every if alive(one)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    if left:
        raise AssertionError(f"orphans: {left}")
    return sync["status"] not in ENDED_SYNC


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
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder:
        stack = new_stack(Path(folder), **env, REFDESK_ACCESS_TOKEN_MINUTES="1000")
        with ended(stack):
            stack.wait_ready()
            with library(stack) as into:
                outcome = run(stack, into, given)
    print_figure("kills_clean_rounds", outcome.clean, "rounds", store=store, goal=given.rounds)
    print_figure("kills_recovered_p50", percentile(outcome.recovered, 0.5), "s", store=store)
    print_figure("kills_recovered_max", max(outcome.recovered), "s", store=store)
    return 0 if outcome.clean == given.rounds else 1


@dataclass
class Outcome:
    """Rounds without a fault, and the seconds from ready to the end of the last document."""

    clean: int = 0
    recovered: list[float] = field(default_factory=list)


def run(stack: Stack, into: Library, given: argparse.Namespace) -> Outcome:
    """All rounds. One whose sync ended before the kill does not count and is done again."""
    chance, outcome, number = random.Random(given.seed), Outcome(), 0
    while len(outcome.recovered) < given.rounds:
        sync_id = into.upload(versions(number, given.files, chance))
        running = kill_in_the_middle(stack, into, sync_id, share=chance.uniform(0, 0.9))
        stack.start()
        ready = stack.wait_ready()
        seconds = wait_for_end(into, given.files)
        wrong = problems(into, number, given.files)
        said = f"; {'; '.join(wrong[:3])}" if wrong else ", clean"
        how = "killed" if running else "ended before"
        tell(f"version {number}: {how}, ready {ready:.1f} s, ended {seconds:.1f} s{said}")
        number += 1
        if running or wrong:
            outcome.recovered.append(seconds)
            outcome.clean += not wrong
    return outcome


if __name__ == "__main__":
    sys.exit(main())
