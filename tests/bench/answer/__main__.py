"""``make bench-answer``: added time to the first token at 1, 20 and 100 streams, and retrieval against its parts."""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deployments.opensearch_local import opensearch
from tests.bench.answer import caches, retrieval
from tests.bench.answer.streams import MODEL, Door, added, first_tokens
from tests.bench.stack import pairs
from tests.bench.stack.figures import percentile, print_figure
from tests.bench.stack.library import TEXT, Library, ended, library
from tests.servers.prefect import free_port
from tests.servers.stack import new_stack

# Streams that run meanwhile, and how many milliseconds later the product's first token may come (p95).
GOALS = {1: 10.0, 20: 20.0, 100: 50.0}


@contextmanager
def provider() -> Iterator[str]:
    """A model server in a process of its own, whose answers take about ten seconds."""
    command = [sys.executable, "-m", "tests.servers.openai_standin", "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def measure_streams(questions: int) -> None:
    """Print ``first_token_added`` for each number of streams."""
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder, provider() as url:
        env = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "bench", "REFDESK_MODEL": MODEL}
        with ended(new_stack(Path(folder), REFDESK_ACCESS_TOKEN_MINUTES="1000", **env)) as stack:
            stack.wait_ready()
            with library(stack) as into:
                into.wait_for_sync(into.upload({f"{word}.md": TEXT.format(word=word) for word in ("one", "two")}))
                door = Door(stack.url, _headers(into), into.chatbot_id, url)
                for streams, goal in GOALS.items():
                    ours, direct = asyncio.run(first_tokens(door, streams=streams, questions=questions))
                    for share, wanted in ((0.5, None), (0.95, goal)):
                        figure = f"first_token_added_p{round(100 * share)}_at_{streams}"
                        print_figure(figure, added(ours, direct, share), "ms", store="sqlite", goal=wanted)
                    print_figure(f"first_token_direct_p95_at_{streams}", percentile(direct, 0.95), "ms", store="sqlite")


def _headers(into: Library) -> dict[str, str]:
    return {"Authorization": into.http.headers["Authorization"]}


def measure_walls(blocks: int) -> None:
    """Print what limits, turns, numbers, caches and the gate cost a question and a search."""
    with (
        tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder,
        ended(new_stack(Path(folder), REFDESK_ACCESS_TOKEN_MINUTES="1000")) as stack,
    ):
        stack.wait_ready()
        with library(stack) as into:
            words = [f"part{number}" for number in range(100)]
            into.wait_for_sync(into.upload({f"{word}.md": TEXT.format(word=word) for word in words}))
            with pairs.both(stack, into) as webs:
                pairs.measure("walls_question", webs, pairs.question, blocks=blocks)
                pairs.measure("walls_search", webs, pairs.search, blocks=blocks)
                pairs.measure("walls_look", webs, pairs.look, blocks=2 * blocks)


def measure_retrieval(questions: int) -> None:
    """On ``REFDESK_TEST_OPENSEARCH_URL`` where given, else on a server for this run; then what is kept, on both."""
    if url := os.environ.get("REFDESK_TEST_OPENSEARCH_URL"):
        _retrieval(url, questions)
        return
    with (
        tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder,
        opensearch(Path(folder), fast_start=False) as server,
    ):
        _retrieval(server.url, questions)


def _retrieval(url: str, questions: int) -> None:
    retrieval.run(url, questions)
    caches.run(url, questions)


def main() -> None:
    """Both, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--only", choices=["retrieval", "walls", "streams"])
    parser.add_argument("--blocks", type=int, default=20, help="pairs of ten requests each way")
    given = parser.parse_args()
    parts = {
        "retrieval": lambda: measure_retrieval(given.questions),
        "walls": lambda: measure_walls(given.blocks),
        "streams": lambda: measure_streams(given.questions),
    }
    for name, measure in parts.items():
        if given.only in (None, name):
            measure()


if __name__ == "__main__":
    main()
