"""Which reports of syncs are believed: those that the installation's worker signed for their run. Flask-free."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog

from pipelines.runs.sync import ReportKey, ReportNotBelieved, SyncReport

MOST_REMEMBERED = 1_000
log = structlog.get_logger()


class Reports:
    """Reads artifacts. Thread-safe. What is not believed is left out and logged, once per run."""

    def __init__(self, key: ReportKey) -> None:
        self._key = key
        self._told: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def believed(self, run_id: str, artifact: Mapping[str, Any] | None) -> SyncReport | None:
        """The report in a run's artifact, as Prefect's API gives it; None where there is none that can be believed."""
        if artifact is None:
            return None
        written = artifact.get("updated")
        try:
            return self._key.read(
                artifact.get("data"), run_id, written=datetime.fromisoformat(written) if written else None
            )
        except ReportNotBelieved as reason:
            if self._is_news(run_id):
                log.warning("report_not_believed", sync_id=run_id, reason=str(reason))
            return None

    def _is_news(self, run_id: str) -> bool:
        with self._lock:
            news = run_id not in self._told
            self._told[run_id] = None
            if len(self._told) > MOST_REMEMBERED:
                self._told.popitem(last=False)
            return news
