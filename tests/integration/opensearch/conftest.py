"""An empty OpenSearch index per test, and what lies in it beneath the protocol."""

import contextlib
import uuid
from collections.abc import Callable, Iterator

import pytest
from opensearchpy import OpenSearch

from pipelines.index.opensearch.store import OpenSearchIndex
from tests.contracts.index.making import SPEC


@pytest.fixture
def prefix(opensearch_url: str) -> Iterator[str]:
    """A name of the test's own; its indexes are removed afterwards."""
    name = f"t{uuid.uuid4().hex[:12]}"
    yield name
    with contextlib.closing(OpenSearch(opensearch_url, timeout=30)) as client:
        for row in client.cat.indices(index=f"{name}-*", format="json"):
            client.indices.delete(index=row["index"])


@pytest.fixture
def open_index(opensearch_url: str, prefix: str) -> Iterator[Callable[[], OpenSearchIndex]]:
    """Opens instances on the test's index: what other processes would have."""
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(contextlib.closing(OpenSearchIndex(opensearch_url, prefix)))


@pytest.fixture
def index(open_index: Callable[[], OpenSearchIndex]) -> OpenSearchIndex:
    """An empty index that is ready."""
    one = open_index()
    one.ensure(SPEC)
    return one


@pytest.fixture
def stored(opensearch_url: str, prefix: str) -> Iterator[Callable[[], dict[str, int]]]:
    """Counts the chunks that lie in the index, live or not, by version."""
    with contextlib.closing(OpenSearch(opensearch_url, timeout=30)) as client:

        def counted() -> dict[str, int]:
            client.indices.refresh(index=f"{prefix}-chunks")
            found = client.search(index=f"{prefix}-chunks", body={"size": 1_000})["hits"]["hits"]
            versions = [hit["_source"]["version"] for hit in found]
            return {version: versions.count(version) for version in sorted(set(versions))}

        yield counted
