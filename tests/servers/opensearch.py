"""Fixture of the OpenSearch server: a real one, or the run fails; never a skip."""

import os
from collections.abc import Iterator

import pytest

from deployments.opensearch_local import OpenSearchLocalError
from tests.running.sharing import shared_folder
from tests.servers.kept import kept_opensearch, wait_for_its_end


@pytest.fixture(scope="session")
def opensearch_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an OpenSearch: ``REFDESK_TEST_OPENSEARCH_URL``, or one of this run, which all its processes share."""
    given = os.environ.get("REFDESK_TEST_OPENSEARCH_URL")
    if given:
        yield given.rstrip("/")
        return
    shared = shared_folder(request.config)
    folder = shared or tmp_path_factory.mktemp("opensearch")
    try:
        kept = kept_opensearch(folder)
        url = kept.__enter__()
    except OpenSearchLocalError as error:
        pytest.fail(f"{error} (or name a running one in REFDESK_TEST_OPENSEARCH_URL)", pytrace=False)
    try:
        yield url
    finally:
        kept.__exit__(None, None, None)
        if not shared:
            wait_for_its_end(folder)
