"""Fixture of the OpenSearch server: a real one, or the run fails; never a skip."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments.opensearch_local import OpenSearchLocalError, opensearch


@pytest.fixture(scope="session")
def opensearch_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an OpenSearch: ``REFDESK_TEST_OPENSEARCH_URL``, or one started for this run and ended after it."""
    given = os.environ.get("REFDESK_TEST_OPENSEARCH_URL")
    if given:
        yield given.rstrip("/")
        return
    data: Path = tmp_path_factory.mktemp("opensearch")
    try:
        server = opensearch(data)
        running = server.__enter__()
    except OpenSearchLocalError as error:
        pytest.fail(f"{error} (or name a running one in REFDESK_TEST_OPENSEARCH_URL)", pytrace=False)
    try:
        yield running.url
    finally:
        server.__exit__(None, None, None)
