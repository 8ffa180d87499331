"""What the worker tends by itself, and what it does when the index is away."""

import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from pipelines.index.filling import Phase
from pipelines.ingest.pipeline import index_spec
from pipelines.ingest.reindexing import Reindexing
from pipelines.runs.sync import artifact_key
from pipelines.types import Status
from tests.integration.flows.stand import Stand, manual
from tests.servers.prefect import free_port, start, stop
from tests.servers.waiting import wait_for


@pytest.fixture(scope="module")
def stand(prefect_api_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """An installation for this module's tests; its worker tends every second."""
    stand = Stand(prefect_api_url, tmp_path_factory.mktemp("tended"))
    yield stand
    stand.close()


def test_old_asides_are_discarded_and_new_ones_kept(stand: Stand):
    """Files that were being written when their process was killed go after a day."""
    old, new = stand.storage.set_aside(io.BytesIO(b"old")), stand.storage.set_aside(io.BytesIO(b"new"))
    then = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    os.utime(old.path, (then, then))
    wait_for(lambda: not Path(old.path).exists())
    assert Path(new.path).exists()


PRUNE = """
import sys
from datetime import UTC, datetime, timedelta
from flows.settings import FlowSettings
FlowSettings().apply()
from prefect.client.orchestration import get_client
from flows.reconcile.leftovers import prune
moment = datetime.fromtimestamp(float(sys.argv[1]), UTC)
with get_client(sync_client=True) as client:
    for _ in range(20):
        prune(client, older=datetime.now(UTC) - moment)
"""


def test_old_runs_and_their_reports_are_pruned(stand: Stand):
    """Runs that ended before a moment are removed with their reports; later ones stay."""
    source = stand.source()
    old = stand.synced(source)
    time.sleep(0.5)
    moment = time.time()
    kept = stand.synced(source)
    env = {"PREFECT_API_URL": stand.url, "REFDESK_DATA_DIR": str(stand.folder)}
    pruning = start(["-c", PRUNE, str(moment)], env=env, log=stand.folder / "prune.log")
    assert pruning.wait(120) == 0, (stand.folder / "prune.log").read_text()
    assert stand.ingestion.get(old.id) is None
    assert stand.api.get(f"/artifacts/{artifact_key(old.id)}/latest").status_code == 404
    assert stand.ingestion.get(kept.id) == kept


def test_many_sources_are_taken_up_once_each(stand: Stand):
    """Tending every second starts one run per source with unfinished documents, not one a second."""
    sources = [stand.source() for _ in range(4)]
    for source in sources:
        for number in range(10):
            stand.upload(source, f"{number}.md", manual("spindle", paragraphs=20))
    done = [Status.INDEXED]
    for source in sources:
        wait_for(lambda source=source: [*{row.status for row in stand.rows(source)}] == done, seconds=60)
        assert len(stand.ingestion.list(source.source_id)[0]) == 1


def test_a_cancelled_sync_is_not_started_again_by_itself(stand: Stand):
    """What a cancelled sync left stays pending until somebody asks or brings in more; then it is taken up."""
    source = stand.source()
    for number in range(400):
        stand.upload(source, f"{number:03}.md", manual("anvil", paragraphs=60))
    sync = stand.ingestion.start(source.source_id)
    wait_for(lambda: stand.found(source, "anvil"))
    stand.ingestion.cancel(sync.id)
    assert stand.ended(sync).status == "cancelled"
    time.sleep(18)
    assert len(stand.ingestion.list(source.source_id)[0]) == 1
    assert Status.PENDING in {row.status for row in stand.rows(source)}
    stand.upload(source, "more.md", manual("anvil"))
    wait_for(lambda: {row.status for row in stand.rows(source)} == {Status.INDEXED}, seconds=60)


@pytest.mark.alone
def test_an_index_that_is_away_keeps_the_worker_waiting_not_failing(prefect_api_url: str, tmp_path: Path):
    """With an index that cannot be reached the worker says so and lives on; it is not announced as alive."""
    log = tmp_path / "worker.log"
    env = {
        "PREFECT_API_URL": prefect_api_url,
        "REFDESK_DATA_DIR": str(tmp_path),
        "REFDESK_OPENSEARCH_URL": f"http://127.0.0.1:{free_port()}",
    }
    worker = start(["-m", "flows.worker"], env=env, log=log)
    try:
        wait_for(lambda: "resources_missing" in log.read_text(), seconds=60)
        time.sleep(1)
        assert worker.poll() is None
        assert "worker_started" not in log.read_text()
        told = time.monotonic()
        stop(worker)
        assert time.monotonic() - told < 3
    finally:
        stop(worker)


def test_prefect_away_for_a_while_loses_nothing(tmp_path: Path):
    """The server goes away in mid-sync and comes back: the sync ends, every document is indexed."""
    from tests.servers.prefect import prefect_server

    port = free_port()
    with prefect_server(tmp_path, port=port) as url:
        stand = Stand(url, tmp_path)
        source = stand.source()
        for number in range(40):
            stand.upload(source, f"{number}.md", manual("lathe", paragraphs=30))
        sync = stand.ingestion.start(source.source_id)
        wait_for(lambda: stand.found(source, "lathe"))
    try:
        with pytest.raises(httpx.TransportError):
            stand.api.get("/health")
        with prefect_server(tmp_path, port=port):
            wait_for(lambda: {row.status for row in stand.rows(source)} == {Status.INDEXED}, seconds=90)
            wait_for(lambda: stand.ingestion.health().ok, seconds=60)
            assert stand.ended(sync, seconds=60).status in ("succeeded", "failed")
            stand.upload(source, "later.md", manual("later"))
            assert stand.synced(source).status == "succeeded", stand.log()
            stop(stand.worker)
    finally:
        stand.close()


def test_an_index_that_another_release_made_is_carried_over(stand: Stand):
    """At the worker's start, from stored texts, beside everything else; killed meanwhile, the next goes on."""
    source = stand.source()
    names = [stand.upload(source, f"{n}.md", manual(f"zebra{n}")) for n in range(5)]
    stand.synced(source)
    today = index_spec(stand.settings)
    stand.kill_worker()
    before = replace(today, fingerprint="another", layout=today.layout + 1)
    work = Reindexing(stand.index, stand.storage, stand.settings, wanted=lambda: before, grace=timedelta(0))
    wait_for(lambda: work.step() >= 0 and stand.index.live() == before and len(stand.index.physical()) == 1)
    work.close()
    stand.start_worker()
    wait_for(lambda: stand.index.filling().phase in (Phase.FILLING, Phase.SETTLING), seconds=60)
    stand.kill_worker()
    assert stand.found(source, "zebra3") == [names[3]]
    stand.start_worker()
    wait_for(lambda: stand.index.live() == today, seconds=60)
    assert [stand.found(source, f"zebra{n}") for n in range(5)] == [[name] for name in names]
    late = stand.upload(source, "late.md", manual("giraffe"))
    wait_for(lambda: stand.row(source, late).status is Status.INDEXED, seconds=60)
    assert stand.found(source, "giraffe") == [late]
