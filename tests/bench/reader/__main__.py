"""Ingest a long PDF with the real stack; then start the web app anew, again and again, and read far back in it."""

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from pipelines.convert.pdf.convert import convert
from pipelines.convert.pdf.extract import extract, open_pdf
from pipelines.convert.pdf.layout import layout_of
from pipelines.convert.source import Source
from tests.bench.stack.figures import percentile, tell
from tests.bench.stack.library import ended, library
from tests.samples import pdfs
from tests.servers.prefect import free_port, start, stop
from tests.servers.stack import new_stack

GOAL_SECONDS = 0.3
NAME = "handbook.pdf"
INGEST_SECONDS = 1_200.0
START_SECONDS = 900.0


@dataclass(frozen=True)
class Ingested:
    """A document in a data folder whose stack has ended, and who may read it."""

    data: Path
    token: str
    id: str
    text: dict[str, Any]


@dataclass
class Looks:
    """Seconds by what was asked for, by the clock and of the processor; and what the clicks read."""

    server: psutil.Process | None = None
    took: dict[str, list[float]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def time(self, name: str, ask: Callable[[], httpx.Response]) -> httpx.Response:
        """Ask, and note how long it took."""
        began, busy = time.perf_counter(), _processor(self.server)
        answer = ask()
        self.took.setdefault(name, []).append(time.perf_counter() - began)
        self.took.setdefault(f"{name}_cpu", []).append(_processor(self.server) - busy)
        answer.raise_for_status()
        return answer


def ingested(folder: Path, data: bytes) -> Ingested:
    """The document, brought in by worker and web app."""
    stack = new_stack(folder, REFDESK_ACCESS_TOKEN_MINUTES="1000", REFDESK_CONVERT_SECONDS="900")
    with ended(stack):
        stack.wait_ready(START_SECONDS)
        with library(stack) as into:
            sent = into.http.post(f"/api/v1/sources/{into.source_id}/files/", files=[("files", (NAME, data))])
            sync = into.wait_for_sync(sent.raise_for_status().json()["sync"]["id"], INGEST_SECONDS)
            (one,) = into.documents().values()
            tell(f"sync {sync['status']}, document {one['status']}")
            text = into.http.get(f"/api/v1/documents/{one['id']}/text/").raise_for_status().json()
            token = into.http.headers["Authorization"]
    return Ingested(stack.data_dir, token, one["id"], text)


@contextmanager
def web(into: Ingested, counts: Path) -> Iterator[tuple[httpx.Client, psutil.Process]]:
    """The web app, started anew, once it answers, and its process."""
    port = free_port()
    env = {"REFDESK_DATA_DIR": str(into.data), "REFDESK_PORT": str(port), "REFDESK_PREFECT_PORT": str(free_port())}
    process = start(
        ["-m", "tests.bench.reader.counted_web"],
        env={**env, "BENCH_COUNTS": str(counts), "REFDESK_ACCESS_TOKEN_MINUTES": "1000"},
        log=into.data / "bench-web.log",
    )
    headers = {"Authorization": into.token}
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=120, trust_env=False) as http:
            deadline = time.monotonic() + START_SECONDS
            while not _answers(http):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise TimeoutError((into.data / "bench-web.log").read_text()[-2000:])
                time.sleep(0.05)
            yield http, psutil.Process(process.pid)
    finally:
        stop(process)


def click(http: httpx.Client, into: Ingested, number: int, *, looks: Looks, suffix: str) -> None:
    """What the reader asks for: the document, the page with its boxes, its picture."""
    span = into.text["pages"][number - 1]
    quote = {"start": span["start"] + 100, "end": span["start"] + 400}
    document, version = f"/api/v1/documents/{into.id}", {"version": into.text["version"]}
    looks.time(f"document_{suffix}", lambda: http.get(f"{document}/"))
    page = looks.time(f"boxes_{suffix}", lambda: http.get(f"{document}/pages/{number}/", params={**version, **quote}))
    if not page.json()["boxes"]:
        raise AssertionError("no boxes")
    looks.time(
        f"picture_{suffix}", lambda: http.get(f"{document}/pages/{number}/image", params={**version, "width": 900})
    )


def run(into: Ingested, page: int, given: argparse.Namespace) -> Looks:
    """All rounds: a start, a pause as of somebody who logs in, a click, and one on another page."""
    looks = Looks()
    for number in range(given.rounds):
        counts = into.data / f"counts-{number}"
        counts.touch()
        with web(into, counts) as (http, looks.server):
            time.sleep(given.pause)
            before = len(counts.read_text())
            click(http, into, page, looks=looks, suffix="cold")
            looks.counts.update(counts.read_text()[before:].split())
            click(http, into, page - given.pages // 16, looks=looks, suffix="second")
        tell(f"{number}: " + ", ".join(f"{name} {times[-1]:.3f} s" for name, times in looks.took.items()))
    return looks


def conversion(data: bytes) -> dict[str, float]:
    """What the layout adds to reading the PDF, in seconds of the processor."""
    source = Source(data, NAME)
    document = open_pdf(source)
    extraction = extract(document, source)
    document.close()
    began = time.process_time()
    layout = layout_of(extraction)
    adds = time.process_time() - began
    began = time.process_time()
    text = convert(source).text
    whole = time.process_time() - began
    return {
        "convert_cpu_s": round(whole, 2),
        "convert_ratio": round(whole / (whole - adds), 4),
        "layout_bytes": len(layout.data),
        "text_characters": len(text.text),
    }


def main() -> None:
    """One JSON line."""
    parser = argparse.ArgumentParser(description="Read far back in a long PDF.")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--pages", type=int, default=1_600)
    parser.add_argument("--pause", type=float, default=3.0)
    given = parser.parse_args()
    page = given.pages - given.pages // 16
    data = pdfs.manual(given.pages)
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder:
        into = ingested(Path(folder), data)
        looks = run(into, page, given)
    figures = {
        f"{name}_p{share}": round(percentile(times, share / 100), 3)
        for name, times in looks.took.items()
        for share in (50, 95)
    }
    click_costs = {
        "rows_per_click": looks.counts["row"] / given.rounds,
        "parses_per_click": looks.counts["parse"] / given.rounds,
    }
    line = {"figure": "reader", "page": page, "goal_boxes_cold_p50": GOAL_SECONDS, "load": os.getloadavg()[0]}
    print(json.dumps({**line, **figures, **click_costs, **conversion(data)}), flush=True)


def _processor(server: psutil.Process | None) -> float:
    """Seconds of the processor that the web app and its converters have had."""
    every = [server, *server.children(recursive=True)] if server else []
    return sum(sum(one.cpu_times()[:4]) for one in every)


def _answers(http: httpx.Client) -> bool:
    try:
        return http.get("/healthz").is_success
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    main()
