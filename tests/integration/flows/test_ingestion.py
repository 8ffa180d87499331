"""``PrefectIngestion`` against a real server: deployments, schedules, lists, health, and Prefect away."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from pipelines.runs.sync import SYNC_FLOW, deployment_name
from tests.integration.flows.stand import Stand, manual
from tests.servers.prefect import free_port
from tests.servers.waiting import wait_for
from webapp.prefect.ingestion import IngestionUnavailable, Schedule, SourceDefinition


@pytest.fixture(scope="module")
def stand(prefect_api_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """An installation for this module's tests."""
    stand = Stand(prefect_api_url, tmp_path_factory.mktemp("ingestion"))
    yield stand
    stand.close()


def deployment(stand: Stand, source: SourceDefinition) -> Mapping[str, Any] | None:
    """The source's deployment as Prefect has it."""
    answer = stand.api.get(f"/deployments/name/{SYNC_FLOW}/{deployment_name(source.source_id)}")
    return answer.json() if answer.status_code == 200 else None


def planned(stand: Stand, source: SourceDefinition) -> set[str]:
    """The ids of the source's planned runs."""
    wanted = {"tags": {"all_": [f"source:{source.source_id}"]}, "state": {"type": {"any_": ["SCHEDULED"]}}}
    return {run["id"] for run in stand.api.post("/flow_runs/filter", json={"flow_runs": wanted}).json()}


def test_a_source_is_a_deployment_that_runs_once_at_a_time(stand: Stand):
    """Tags, parameters, the limit of one with waiting, and no schedule."""
    source = stand.source()
    found = deployment(stand, source)
    assert found is not None
    assert set(found["tags"]) == {f"org:{source.org_id}", f"source:{source.source_id}"}
    assert found["parameters"]["source_id"] == source.source_id
    assert found["global_concurrency_limit"]["limit"] == 1
    assert found["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    assert found["schedules"] == []


def test_putting_the_same_again_changes_nothing(stand: Stand):
    """Mending a source that agrees keeps its schedule and its planned runs."""
    source = stand.source(schedule=Schedule(cron="0 3 * * *", timezone="Europe/Berlin"))
    before = wait_for(lambda: planned(stand, source))
    was = deployment(stand, source)
    stand.ingestion.put_source(source)
    assert planned(stand, source) == before
    now = deployment(stand, source)
    assert was is not None
    assert now is not None
    assert now["updated"] == was["updated"]


def test_a_schedule_change_is_only_its_own(stand: Stand):
    """Changing, pausing and removing one source's schedule leaves the other's planned runs as they are."""
    other = stand.source(schedule=Schedule(interval_seconds=7200))
    source = stand.source(schedule=Schedule(cron="0 3 * * *"))
    others, first = wait_for(lambda: planned(stand, other)), wait_for(lambda: planned(stand, source))
    changed = replace(source, schedule=Schedule(interval_seconds=3600, timezone="Asia/Tokyo"))
    stand.ingestion.put_source(changed)
    wait_for(lambda: (now := planned(stand, source)) and not now & first, seconds=20)
    found = deployment(stand, source)
    assert found is not None
    assert [one["schedule"]["interval"] for one in found["schedules"]] == [3600.0]
    stand.ingestion.put_source(replace(changed, paused=True))
    wait_for(lambda: not planned(stand, source))
    stand.ingestion.put_source(replace(changed, paused=False))
    wait_for(lambda: planned(stand, source), seconds=20)
    stand.ingestion.put_source(replace(source, schedule=None))
    wait_for(lambda: not planned(stand, source))
    found = deployment(stand, source)
    assert found is not None
    assert found["schedules"] == []
    assert planned(stand, other) == others


def test_planned_runs_are_no_syncs(stand: Stand):
    """What a schedule has planned for later is neither listed nor active."""
    source = stand.source(schedule=Schedule(cron="0 3 * * *"))
    wait_for(lambda: planned(stand, source))
    assert stand.ingestion.list(source.source_id) == ([], None)
    assert stand.ingestion.active([source.source_id]) == frozenset()


def test_a_scheduled_sync_runs(stand: Stand):
    """A source with an interval syncs by itself."""
    source = stand.source(schedule=Schedule(interval_seconds=1))
    syncs = wait_for(lambda: [sync for sync in stand.ingestion.list(source.source_id)[0] if sync.finished_at])
    assert syncs[0].status == "succeeded"
    stand.ingestion.drop_source(source.source_id)


def test_a_dropped_source_leaves_nothing_running(stand: Stand):
    """Its deployment is gone, its run ends cancelled, and it cannot be started; dropping it again is nothing."""
    source = stand.source()
    for number in range(60):
        stand.upload(source, f"{number:03}.md", manual("ballast", paragraphs=60))
    sync = stand.ingestion.start(source.source_id)
    wait_for(lambda: stand.ingestion.get(sync.id).status == "running")
    stand.ingestion.drop_source(source.source_id)
    assert deployment(stand, source) is None
    assert stand.ended(sync).status == "cancelled"
    stand.ingestion.drop_source(source.source_id)
    with pytest.raises(IngestionUnavailable):
        stand.ingestion.start(source.source_id)


def test_a_deployment_made_anew_is_found(stand: Stand):
    """A remembered deployment that was made anew since does not keep a run from starting."""
    source = stand.source()
    stand.ended(stand.ingestion.start(source.source_id))
    other = stand.connected(stand.url)
    other.drop_source(source.source_id)
    other.put_source(source)
    other.close()
    assert stand.ended(stand.ingestion.start(source.source_id)).status == "succeeded"


def test_lists_page_by_page_newest_first(stand: Stand):
    """Pages hold every sync once, newest first; a cursor that nobody gave out is refused."""
    source = stand.source()
    started = [stand.ended(stand.ingestion.start(source.source_id)).id for _ in range(5)]
    listed: list[str] = []
    cursor: str | None = None
    while True:
        page, cursor = stand.ingestion.list(source.source_id, after=cursor, limit=2)
        assert len(page) <= 2
        listed += [sync.id for sync in page]
        if cursor is None:
            break
    assert listed == started[::-1]
    for bad in ("x", "W10=", "é", cursor or "bnVsbA==", "WyJ4IiwgW119"):
        with pytest.raises(ValueError, match="cursor"):
            stand.ingestion.list(source.source_id, after=bad)


def test_active_names_the_sources_at_work(stand: Stand):
    """Of several sources only those with a run that has not ended."""
    busy, idle = stand.source(), stand.source()
    for number in range(60):
        stand.upload(busy, f"{number:03}.md", manual("ratchet", paragraphs=40))
    sync = stand.ingestion.start(busy.source_id)
    assert stand.ingestion.active([busy.source_id, idle.source_id]) == {busy.source_id}
    stand.ingestion.cancel(sync.id)
    stand.ended(sync)
    assert stand.ingestion.active([busy.source_id, idle.source_id]) == frozenset()


def test_unknown_runs_are_none(stand: Stand):
    """A run that is not there, and cancelling it, is nothing."""
    unknown = str(uuid.uuid4())
    assert stand.ingestion.get(unknown) is None
    stand.ingestion.cancel(unknown)


def test_the_request_id_is_in_the_flows_log(stand: Stand):
    """The log lines of a flow name the web request that asked for it."""
    import structlog

    source = stand.source()
    with structlog.contextvars.bound_contextvars(request_id="request-of-this-test"):
        sync = stand.ingestion.start(source.source_id)
    stand.ended(sync)
    lines = [line for line in (stand.folder / "worker.log").read_text().splitlines() if sync.id in line]
    assert any('"request_id": "request-of-this-test"' in line for line in lines)
    assert all(line.startswith("{") for line in lines)


def test_prefect_away_is_said_with_a_remedy(stand: Stand):
    """Without a server every call is ``IngestionUnavailable``, and health says what to do."""
    away = stand.connected(f"http://127.0.0.1:{free_port()}/api")
    with pytest.raises(IngestionUnavailable, match="make up"):
        away.start("x")
    with pytest.raises(IngestionUnavailable):
        away.get(str(uuid.uuid4()))
    health = away.health()
    assert not health.ok
    assert "does not answer" in health.detail
    away.close()
