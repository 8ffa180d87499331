"""The stores under test. Every contract test runs once on each."""

import contextlib
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.index.protocol import Index
from tests.contracts.index.making import SPEC

STORES = ["sqlite", "opensearch"]


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """Which store."""
    return str(request.param)


@pytest.fixture
def open_index(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Index]]:
    """Opens further instances on the test's own, empty store: what a second process would have."""
    with contextlib.ExitStack() as stack:
        opener = _sqlite(tmp_path) if store == "sqlite" else _opensearch(request, stack)

        def opened() -> Index:
            return stack.enter_context(contextlib.closing(opener()))

        yield opened


@pytest.fixture
def index(open_index: Callable[[], Index]) -> Index:
    """An empty index that is ready."""
    one = open_index()
    one.ensure(SPEC)
    return one


def _sqlite(folder: Path) -> Callable[[], Index]:
    from pipelines.index.sqlite import SQLiteIndex

    return lambda: SQLiteIndex(folder / "index.sqlite")


def _opensearch(request: pytest.FixtureRequest, stack: contextlib.ExitStack) -> Callable[[], Index]:
    from pipelines.index.opensearch import OpenSearchIndex

    url = request.getfixturevalue("opensearch_url")
    prefix = f"t{uuid.uuid4().hex[:12]}"
    stack.callback(_drop, url, prefix)
    return lambda: OpenSearchIndex(url, prefix)


def _drop(url: str, prefix: str) -> None:
    from opensearchpy import OpenSearch

    with contextlib.closing(OpenSearch(url, timeout=30)) as client:
        for row in client.cat.indices(index=f"{prefix}-*", format="json"):
            client.indices.delete(index=row["index"])
