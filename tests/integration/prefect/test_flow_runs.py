"""Runs of any flow through the web app's client: here the flow ``plain``, of which it knows nothing."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.integration.prefect.stand import Stand
from tests.servers.prefect import AUTH, stop
from tests.servers.relay import Relay
from tests.servers.waiting import wait_for
from webapp.prefect.flow_runs import FlowRuns
from webapp.prefect.http import PrefectApi
from webapp.prefect.workers import Workers


@pytest.fixture(scope="module")
def stand(prefect_api_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A worker that serves this module's tests."""
    stand = Stand(prefect_api_url, tmp_path_factory.mktemp("flow-runs"))
    yield stand
    stop(stand.worker)
    stand.api.close()


@pytest.fixture(scope="module")
def api(stand: Stand) -> Iterator[PrefectApi]:
    """The web app's connection."""
    api = PrefectApi(stand.url, auth=AUTH)
    yield api
    api.close()


@pytest.fixture
def runs(api: PrefectApi) -> FlowRuns:
    """The client."""
    return FlowRuns(api)


def deployed(stand: Stand) -> str:
    """A deployment of ``plain``, by its name."""
    return str(stand.api.get(f"/deployments/{stand.deploy()}").json()["name"])


def test_a_run_of_any_flow_is_started_found_and_seen_to_end(stand: Stand, runs: FlowRuns) -> None:
    """By its deployment's name, with parameters and tags; the same key again is the same run."""
    tag, key, before = f"reindex:{uuid.uuid4()}", uuid.uuid4().hex, datetime.now(UTC) - timedelta(minutes=1)
    name = deployed(stand)
    run = runs.start("plain", name, parameters={"seconds": 0.5}, tags=[tag], key=key)
    assert run is not None
    assert run.parameters == {"seconds": 0.5}
    again = runs.start("plain", name, parameters={"seconds": 0.5}, tags=[tag], key=key)
    assert again is not None
    assert again.id == run.id
    assert [one.id for one in runs.unended([tag])] == [run.id]
    stand.ends(run.id, "COMPLETED")
    ended = runs.get(run.id)
    assert ended is not None
    assert ended.ended
    assert ended.ended_at is not None
    assert runs.unended([tag]) == ()
    assert run.id in [one.id for one in runs.ended_since(before)]
    assert runs.known([run.id]) == (ended,)


@pytest.mark.parametrize("key", [None, "a-key"])
def test_a_request_whose_answer_was_lost_is_sent_again_and_makes_one_run(stand: Stand, key: str | None) -> None:
    """With a key of the caller's or without: the connection was closed when Prefect had begun to answer."""
    port = httpx.URL(stand.url).port
    assert port is not None
    relay, tag, name = Relay(port), f"lost:{uuid.uuid4()}", deployed(stand)
    api = PrefectApi(f"http://127.0.0.1:{relay.port}/api", auth=AUTH)
    try:
        runs = FlowRuns(api)
        relay.lose_reply("POST .*/create_flow_run")
        run = runs.start("plain", name, parameters={}, tags=[tag], key=key and f"{key}-{tag}")
        assert run is not None
        stand.ends(run.id, "COMPLETED")
        relay.lose_reply("POST .*/flow_runs/filter")
        assert [one.id for one in runs.page(tag)[0]] == [run.id]
    finally:
        api.close()
        relay.close()


def test_a_run_of_any_flow_is_asked_to_stop(stand: Stand, runs: FlowRuns) -> None:
    """It ends cancelled; asking once more changes nothing."""
    run = runs.start("plain", deployed(stand), parameters={"seconds": 60})
    assert run is not None
    wait_for(lambda: stand.begun(run.id))
    runs.cancel(run)
    stand.ends(run.id, "CANCELLED")
    ended = runs.get(run.id)
    assert ended is not None
    runs.cancel(ended)
    assert runs.get(run.id) == ended


def test_runs_of_a_tag_are_listed_page_by_page(stand: Stand, runs: FlowRuns) -> None:
    """Newest first, each once."""
    tag, name = f"sweep:{uuid.uuid4()}", deployed(stand)
    made = [runs.start("plain", name, parameters={}, tags=[tag]) for _ in range(5)]
    listed: list[str] = []
    cursor: str | None = None
    while True:
        page, cursor = runs.page(tag, after=cursor, limit=2)
        listed += [run.id for run in page]
        if cursor is None:
            break
    assert listed == [run.id for run in reversed(made) if run]


def test_what_is_not_there_is_told(stand: Stand, runs: FlowRuns, api: PrefectApi) -> None:
    """No deployment of that name, no such run, no worker that has registered such a flow."""
    assert runs.start("plain", "nobody", parameters={}) is None
    assert runs.get(str(uuid.uuid4())) is None
    assert stand.found("/deployments/name/plain/template")
    assert not Workers(api, "reindex").health().ok
    wait_for(lambda: Workers(api, "plain").health().ok)
