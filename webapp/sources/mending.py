"""The one pass that brings Prefect and the index to what the rows of sources say, and the rows to how runs ended.

At start and once a minute, by one process of an installation (``Pass.alone``). What it sets right is the table of
docs/adr/0216-one-reconciler.md. A request that changes a source does its own part at once and leaves the rest to it.
"""

import random
import threading
from collections.abc import Sequence

import structlog

from webapp.prefect.ingestion import IngestionUnavailable
from webapp.sources import access
from webapp.sources.deployments import Deployments
from webapp.sources.endings import Endings
from webapp.sources.models import Source
from webapp.sources.retiring import Retiring
from webapp.sql.database import Database

MOST_FAILURES = 5
MOST_NAMED = 20

log = structlog.get_logger()


class Mending:
    """Makes deployments, index and rows agree, one source after another, in one thread of this process at a time."""

    def __init__(self, db: Database, *, deployments: Deployments, retiring: Retiring, endings: Endings) -> None:
        self._db = db
        self._deployments = deployments
        self._retiring = retiring
        self._endings = endings
        self._lock = threading.Lock()

    def run(self) -> None:
        """One pass: what was never told, what was altered since, what is deleted, how runs ended. Prefect away: later.

        The rows are read before Prefect is: what a request changes meanwhile it tells Prefect itself.
        """
        with self._lock:
            with self._db.reading() as session:
                behind, told = access.unmended_sources(session), access.deployed_sources(session)
            self._tell([row.id for row in behind], self._astray(told))
            self._retire(behind)
        self._endings.learn()

    def soon(self) -> None:
        """What requests have just left behind, in the background, now, whichever process has the pass."""
        threading.Thread(target=self._quietly, name="mending", daemon=True).start()

    def _quietly(self) -> None:
        try:
            with self._lock:
                with self._db.reading() as session:
                    behind = access.unmended_sources(session)
                self._tell([row.id for row in behind], frozenset())
                self._retire(behind)
        except Exception:  # the thread's edge: the pass of the next minute tries again
            log.exception("mending_failed")

    def _astray(self, rows: Sequence[Source]) -> frozenset[str]:
        try:
            astray = self._deployments.astray(rows)
        except IngestionUnavailable as error:
            log.warning("mending_postponed", error=str(error))
            return frozenset()
        if astray:
            log.warning("deployments_astray", source_ids=sorted(astray)[:MOST_NAMED], number=len(astray))
        return astray

    def _tell(self, behind: Sequence[str], astray: frozenset[str]) -> None:
        failures = 0
        wanted = list({*behind, *astray})
        # In any order: a source that Prefect refuses for a reason of its own must not stand before the others for ever.
        for source_id in random.sample(wanted, len(wanted)):
            try:
                self._deployments.agree(source_id, always=source_id in astray)
            except IngestionUnavailable as error:
                log.warning("mending_postponed", source_id=source_id, error=str(error))
                failures += 1
                if failures >= MOST_FAILURES:
                    return

    def _retire(self, rows: Sequence[Source]) -> None:
        for row in rows:
            if row.deleted_at is not None and row.retired_at is None:
                self._retiring.retire(row)
