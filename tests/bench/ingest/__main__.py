"""``make bench-ingest``: the first load against the bare parts, in interleaved pairs. One JSON line per figure.

Every figure has its comparison in the same run; ``PAIRS`` (3 by default) says how many of each, ``ONLY`` which parts,
``SHARE`` of the 2,000 Markdown files and 200 PDFs how many are loaded (all by default).
``ONLY=peers`` loads the same with LangChain, LlamaIndex and Haystack, in environments that are made for it.
OpenSearch is ``REFDESK_TEST_OPENSEARCH_URL`` where given (its CPU is not known then), else one started for the run.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deployments.opensearch_local import Running, opensearch
from tests.bench.ingest import changes, corpus, environments, growth, loads, overhttp, recall, stages

PARTS = ("opensearch", "sqlite", "recall", "changes", "growth", "stages", "http")
# Only where it is asked for: three environments of several hundred megabytes are made.
MORE = ("peers",)


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[Running]:
    given = os.environ.get("REFDESK_TEST_OPENSEARCH_URL")
    if given:
        yield Running(given, 0, "")
        return
    with opensearch(folder / "opensearch", fast_start=False) as running:
        yield running


def _files(folder: Path) -> list[Path]:
    share = float(os.environ.get("SHARE") or 1)
    return corpus.write(folder, markdowns=int(corpus.MARKDOWNS * share), pdfs=int(corpus.PDFS * share))


def main() -> None:
    """Run the parts that are asked for."""
    pairs = int(os.environ.get("PAIRS") or 3)
    wanted = (os.environ.get("ONLY") or ",".join(PARTS)).split(",")
    if unknown := set(wanted) - {*PARTS, *MORE}:
        sys.exit(f"ONLY={','.join(unknown)}: the parts are {', '.join((*PARTS, *MORE))}.")
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        files = _files(folder / "files") if set(wanted) - {"changes", "growth"} else []
        server = stack.enter_context(_server(folder)) if set(wanted) - {"sqlite"} else None
        bench = loads.Bench(folder, files, server, pairs)
        if "opensearch" in wanted:
            loads.run(bench, "opensearch")
        if "sqlite" in wanted:
            loads.run(bench, "sqlite")
        for part, work in {"recall": recall, "changes": changes, "growth": growth, "stages": stages}.items():
            if part in wanted:
                work.run(bench)
        if "http" in wanted:
            overhttp.run(bench)
        if "peers" in wanted:
            environments.run(bench)


if __name__ == "__main__":
    main()
