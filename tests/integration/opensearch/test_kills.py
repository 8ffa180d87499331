"""A publication that is killed at any step: readers see one version, and a successor ends the work."""

import signal
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.types import Fusion, Status
from tests.contracts.index.making import ORG, SCOPE, SOURCE, document, now, publication, seeded
from tests.integration.opensearch.dying import STEPS, TEXTS, die_at

Stored = Callable[[], dict[str, int]]
FLIPPED = ("flip", "clear")


def _versions(index: OpenSearchIndex) -> set[str]:
    found = index.search(SCOPE, "common", seeded(1), k=30, fusion=Fusion())
    return {hit.chunk.version for hit in found.hits}


def _wait_for_the_lease(index: OpenSearchIndex) -> None:
    row = index.get(ORG, [document().document_id])[document().document_id]
    assert row.lease is not None
    time.sleep(max(0.0, (row.lease.until - now()).total_seconds()) + 0.01)


@pytest.fixture
def killed(index: OpenSearchIndex, opensearch_url: str, prefix: str, *, request: pytest.FixtureRequest) -> str:
    """A document of version v1, and a process that died publishing v2."""
    index.publish([publication(document(), [f"common first number{number}" for number in range(8)])])
    step = str(request.param)
    assert die_at(opensearch_url, prefix, step) == -signal.SIGKILL
    return step


@pytest.mark.parametrize("killed", STEPS, indirect=True)
def test_readers_see_one_whole_version(index: OpenSearchIndex, killed: str) -> None:
    """Up to the flip the old version answers, from then on the new one, never both and never none."""
    assert _versions(index) == ({"v2"} if killed in FLIPPED else {"v1"})


@pytest.mark.parametrize("killed", STEPS, indirect=True)
def test_a_successor_ends_the_work(index: OpenSearchIndex, killed: str, stored: Stored) -> None:
    """Publishing again reaches what a clean run reaches, whatever the dead one left."""
    row = index.get(ORG, [document().document_id])[document().document_id]
    assert index.publish([publication(row, TEXTS, version="v2")]) == []
    row = index.get(ORG, [row.document_id])[row.document_id]
    assert (row.status, row.live_version, row.pending_version, row.lease) == (Status.INDEXED, "v2", None, None)
    index.collect(ORG, SOURCE)
    assert stored() == {"v2": len(TEXTS)}
    assert _versions(index) == {"v2"}


@pytest.mark.parametrize("killed", ["claim", "half", "write", "confirm"], indirect=True)
def test_what_was_left_is_noticed_when_the_lease_runs_out(index: OpenSearchIndex, killed: str) -> None:
    """Nobody has to notice: ``unfinished`` names the source, but not while the lease still runs."""
    assert index.unfinished(now() + timedelta(hours=1)) == set()
    _wait_for_the_lease(index)
    assert index.unfinished(now() + timedelta(hours=1)) == {(ORG, SOURCE)}


@pytest.mark.parametrize("killed", ["half", "write", "confirm"], indirect=True)
def test_orphans_are_spared_under_the_lease_and_collected_after_it(
    index: OpenSearchIndex, killed: str, stored: Stored
) -> None:
    """What a killed publication wrote lies under its lease, then it is removed; the live version stays."""
    orphans = stored()["v2"]
    assert index.collect(ORG, SOURCE) == 0
    _wait_for_the_lease(index)
    assert index.collect(ORG, SOURCE) == orphans > 0
    assert stored() == {"v1": 8}
