"""Two web apps on one data folder, with an answerer whose pace the test sets."""

from collections.abc import Iterator

import pytest

from tests.integration.webapp_conversations.serving import Apps, Paced, apps


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apps]:
    """The apps; each test makes its own people."""
    with apps(tmp_path_factory.mktemp("conversations"), Paced()) as running:
        yield running


@pytest.fixture
def two(shared: Apps) -> Iterator[Apps]:
    """The apps, at a quick pace; a test that wants to come in between says where the answer waits."""
    shared.answering.seconds = 0.01
    shared.answering.free = 0
    yield shared
    shared.answering.hold.set()
