"""``make chaos``: SIGKILL of the engine at random moments while documents change and go, on both stores.

Each process takes over what the one before left; every few kills one is let to its end, and then rows, chunks,
versions, text hashes and vectors must equal those of an index that was filled in one go.
"""

import argparse
import contextlib
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import uuid
from pathlib import Path

from deployments.opensearch_local import opensearch
from pipelines.settings import PipelineSettings
from pipelines.types import Status
from tests.bench.chaos.library import Library
from tests.bench.chaos.state import differences, state
from tests.bench.ingest.engine import load, prepare, settings_for, workshop_of
from tests.bench.ingest.loads import remove
from tests.bench.stack.figures import tell

COMPARED_EVERY = 10
SOONEST = 0.5
FORK = multiprocessing.get_context("fork")


class Chaos:
    """One installation that is killed again and again."""

    def __init__(self, folder: Path, url: str | None, chance: random.Random) -> None:
        self._folder, self._url, self._chance = folder, url, chance
        self._prefix = f"chaos{uuid.uuid4().hex[:8]}"
        self._settings = settings_for(folder / "data", url, self._prefix)
        self._library = Library(folder / "files", chance)
        self._whole = 1.0

    def run(self, kills: int) -> tuple[int, list[str]]:
        """(kills that met a running process, differences)."""
        prepare(self._settings, [])
        self._library.change(self._settings)
        self._whole, met, found = self._to_the_end(), 0, list[str]()
        while met < kills:
            self._library.change(self._settings)
            if not self._killed():
                # Whoever came too late, comes earlier: a whole run is not always as long as the last one.
                self._whole = max(SOONEST, self._whole * 0.9)
                continue
            met += 1
            if met % COMPARED_EVERY == 0 or met == kills:
                self._whole = self._to_the_end()
                found += self._compared()
                tell(f"{met} kills, {len(found)} differences; a whole run takes {self._whole:.1f} s")
        return met, found

    def _killed(self) -> bool:
        """Start a process, kill it; whether it still worked then. Half of the kills take its children too."""
        process = self._started()
        time.sleep(self._chance.uniform(0, self._whole))
        alone, running = self._chance.random() < 0.5, process.is_alive()
        with contextlib.suppress(ProcessLookupError):
            (os.kill if alone else os.killpg)(process.pid or 0, signal.SIGKILL)
        process.join()
        return running and process.exitcode == -signal.SIGKILL

    def _to_the_end(self) -> float:
        began, process = time.monotonic(), self._started()
        process.join()
        if process.exitcode:
            raise RuntimeError("The engine did not come to its end.")
        return time.monotonic() - began

    def _started(self) -> "multiprocessing.context.ForkProcess":
        process = FORK.Process(target=_work, args=(self._settings,))
        process.start()
        return process

    def _compared(self) -> list[str]:
        """Against an index of the same files that nothing happened to."""
        prefix, data = f"clean{uuid.uuid4().hex[:8]}", self._folder / "clean"
        clean = settings_for(data, self._url, prefix)
        try:
            prepare(clean, self._library.files)
            process = FORK.Process(target=_work, args=(clean,))
            process.start()
            process.join()
            return differences(state(self._settings), state(clean))
        finally:
            shutil.rmtree(data, ignore_errors=True)
            if self._url:
                remove(self._url, prefix)

    def close(self) -> None:
        """Remove its indexes."""
        if self._url:
            remove(self._url, self._prefix)


def _work(settings: PipelineSettings) -> None:
    """What a worker does of a source: everything that waits. In a group of its own."""
    os.setsid()
    with workshop_of(settings) as workshop:
        ended = load(workshop)
    if any(one.status is Status.FAILED for one in ended):
        raise SystemExit(f"failed: {[one for one in ended if one.status is Status.FAILED][:3]}")


def main() -> int:
    """Exit status 0 where nothing differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--stores", default="sqlite,opensearch")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(1_000_000)
    tell(f"SEED={seed}")
    failed = False
    with tempfile.TemporaryDirectory(prefix="refdesk-chaos-") as name, contextlib.ExitStack() as stack:
        for store in given.stores.split(","):
            url = os.environ.get("REFDESK_TEST_OPENSEARCH_URL") if store == "opensearch" else None
            if store == "opensearch" and not url:
                url = stack.enter_context(opensearch(Path(name) / "opensearch")).url
            with contextlib.closing(Chaos(Path(name) / store, url, random.Random(seed))) as chaos:
                met, found = chaos.run(given.kills)
            for one in found[:20]:
                tell(one)
            print(f"{store}: {met} kills, {len(found)} differences", flush=True)
            failed |= bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
