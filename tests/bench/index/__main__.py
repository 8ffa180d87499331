"""``make bench-index``: what writing to the index and asking it cost. One JSON line per figure.

OpenSearch is ``REFDESK_TEST_OPENSEARCH_URL`` where given, else one started for the run, its compiler unhindered.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deployments.opensearch_local import opensearch
from tests.bench.index import corpus
from tests.bench.index import opensearch as on_opensearch
from tests.bench.index import sqlite as on_sqlite

QUESTIONS = 200


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[str]:
    given = os.environ.get("REFDESK_TEST_OPENSEARCH_URL")
    if given:
        yield given
        return
    with opensearch(folder, fast_start=False) as running:
        yield running.url


def main() -> None:
    """Run the benches of both stores."""
    items, asked = corpus.publications(), corpus.questions(QUESTIONS)
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder:
        on_sqlite.run(Path(folder), items, asked)
        with _server(Path(folder)) as url:
            on_opensearch.run(url, items, asked)


if __name__ == "__main__":
    main()
