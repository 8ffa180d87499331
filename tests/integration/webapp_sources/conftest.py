"""One web app with Prefect and worker, one that has neither."""

from collections.abc import Iterator

import pytest

from tests.integration.webapp_sources.desk import Desk, Owner, desk
from tests.servers.openai_standin import standin_server
from tests.servers.prefect import free_port

__all__ = ["standin_server"]


@pytest.fixture(scope="session")
def whole(prefect_api_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Everything runs."""
    with desk(
        tmp_path_factory.mktemp("whole"), prefect_api_url, worker=True, REFDESK_OUTBOUND_ALLOWED="127.0.0.1"
    ) as running:
        yield running


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Nobody listens where Prefect should be."""
    closed = f"http://127.0.0.1:{free_port()}/api"
    with desk(tmp_path_factory.mktemp("alone"), closed, worker=False, REFDESK_MAX_UPLOAD_MB="1") as running:
        yield running


@pytest.fixture(scope="session")
def scheduled(whole: Desk) -> tuple[Owner, str]:
    """Somebody with a source that syncs every minute. Its first minute passes while others are tested."""
    made = whole.person()
    return made, made.source(schedule={"interval_seconds": 60})


@pytest.fixture
def owner(whole: Desk, scheduled: tuple[Owner, str]) -> Owner:
    """A user of an organisation of their own, where everything runs."""
    return whole.person()


@pytest.fixture
def lone(alone: Desk) -> Owner:
    """A user of an organisation of their own, where Prefect is away."""
    return alone.person()
