"""Workers that are killed in the middle: whatever the moment, the next one finishes, once."""

import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from pipelines.types import Status
from tests.integration.flows.stand import Stand, manual
from tests.servers.prefect import stop
from tests.servers.waiting import wait_for

# So many that a sync is still at work when its worker is killed, and seen so soon.
MANY, AT_ONCE = 240, 0.02


@pytest.fixture(scope="module")
def stand(prefect_api_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """An installation for this module's tests; its worker tends every second."""
    stand = Stand(prefect_api_url, tmp_path_factory.mktemp("killed"))
    yield stand
    stand.close()


def test_a_sync_survives_sigkill(stand: Stand):
    """Killed in mid-sync, twice: the same run completes, each document is there once, and the report counts all."""
    source = stand.source()
    ids = [stand.upload(source, f"{number:03}.md", manual(f"flywheel number{number}")) for number in range(MANY)]
    sync = stand.ingestion.start(source.source_id)
    wait_for(lambda: len(stand.found(source, "flywheel")) > 0, longest=AT_ONCE)
    for _ in range(2):
        stand.kill_worker()
        stand.start_worker()
        wait_for(lambda: stand.ingestion.get(sync.id).status == "running", longest=AT_ONCE)
        time.sleep(random.random() / 2)
    ended = stand.ended(sync)
    assert ended.status == "succeeded", stand.log()
    assert {row.status for row in stand.rows(source)} == {Status.INDEXED}
    assert ended.report.counts.indexed == MANY
    assert ended.report.progress.done == ended.report.progress.total == MANY
    for number in range(0, MANY, 41):
        hits = Counter(stand.found(source, f"number{number}"))
        chunks = stand.row(source, ids[number]).chunk_count
        assert hits[ids[number]] == chunks
    assert len(stand.ingestion.list(source.source_id)[0]) == 1


def test_random_kills_leave_every_document_at_its_end(stand: Stand):
    """Five kills at random moments, nobody asking: every document ends, its newest version is found once."""
    source = stand.source()
    for number in range(40):
        stand.upload(source, f"{number:03}.md", manual(f"sprocket old{number}"))
    stand.ingestion.start(source.source_id)
    for number in range(40):
        stand.upload(source, f"{number:03}.md", manual(f"sprocket new{number}"))
    stand.ingestion.start(source.source_id)
    for _ in range(5):
        time.sleep(random.uniform(0.2, 3))
        stand.kill_worker()
        stand.start_worker()
    wait_for(lambda: {row.status for row in stand.rows(source)} == {Status.INDEXED}, seconds=90)
    assert stand.found(source, "old7") == []
    assert len(stand.found(source, "new7")) == stand.rows(source)[7].chunk_count
    wait_for(lambda: not stand.ingestion.active([source.source_id]), seconds=30)


def test_a_cancelled_sync_of_a_killed_worker_ends_cancelled(stand: Stand):
    """Cancelled while no worker was there: it ends cancelled as soon as one is."""
    source = stand.source()
    for number in range(MANY // 2):
        stand.upload(source, f"{number:03}.md", manual("camshaft", paragraphs=60))
    sync = stand.ingestion.start(source.source_id)
    wait_for(lambda: stand.found(source, "camshaft"), longest=AT_ONCE)
    stand.kill_worker()
    stand.ingestion.cancel(sync.id)
    stand.start_worker()
    assert stand.ended(sync).status == "cancelled"


@pytest.mark.alone
def test_a_told_worker_hands_over(stand: Stand):
    """SIGTERM in mid-sync: the next worker goes on with the same run."""
    source = stand.source()
    for number in range(60):
        stand.upload(source, f"{number:03}.md", manual("pistons", paragraphs=30))
    sync = stand.ingestion.start(source.source_id)
    wait_for(lambda: stand.found(source, "pistons"))
    told = time.monotonic()
    stop(stand.worker)
    assert time.monotonic() - told < 3
    assert not stand.ingestion.health().ok
    stand.start_worker()
    ended = stand.ended(sync)
    assert (ended.status, ended.report.counts.indexed) == ("succeeded", 60), stand.log()
