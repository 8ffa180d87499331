"""The mean vector of an organisation, the floor of its cosines, from a sample of its chunks."""

import base64
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import structlog

from pipelines.errors import PipelineError
from pipelines.index.opensearch.chunks import vectors_of
from pipelines.index.opensearch.generations import renewed
from pipelines.index.opensearch.mapping import Names
from pipelines.index.opensearch.searching import mean_id
from pipelines.index.opensearch.wire import Wire, lines
from pipelines.index.vectors import unit
from pipelines.types import IndexSpec, Publication

SAMPLE = 1_000

Json = dict[str, Any]
log = structlog.get_logger()


class Means:
    """Samples means. ``tend`` asks for it; a publication does whenever an organisation has doubled."""

    def __init__(self, wire: Wire, names: Names) -> None:
        self._wire, self._names = wire, names
        self._lock = threading.Lock()
        # Chunks published by this process: (at the last sample, now).
        self._published: dict[str, tuple[int, int]] = {}

    def sample(self, org_id: str, spec: IndexSpec) -> int:
        """Keep the mean of at most 1,000 of an organisation's vectors, each of length 1. Answers of how many."""
        query = {
            "function_score": {
                "query": {"bool": {"filter": [{"term": {"org_id": org_id}}]}},
                "random_score": {},
                "boost_mode": "replace",
            }
        }
        body = {"size": SAMPLE, "track_total_hits": False, "_source": ["vector"], "query": query}
        path, params = f"/{self._names.chunks}/_search", {"routing": org_id}
        hits = self._wire.call("POST", path, body=body, params=params)["hits"]["hits"]
        if not hits:
            return 0
        mean = unit(vectors_of([hit["_source"]["vector"] for hit in hits])).mean(axis=0, dtype=np.float64)
        row: Json = {"mean": base64.b64encode(mean.astype(np.float32).tobytes()).decode()}
        action = {"index": {"_id": mean_id(org_id, spec), "routing": org_id}}
        self._wire.index_all(self._names.documents, lines([action, row, *renewed(org_id)]))
        return len(hits)

    def grown(self, items: Sequence[Publication], spec: IndexSpec) -> None:
        """Sample the organisations that have at least doubled by this process's own publications.

        Never raises: the documents are published whether or not their mean is known.
        """
        for org_id in self._doubled(items):
            try:
                self.sample(org_id, spec)
            except PipelineError as error:
                log.warning("mean_not_sampled", org_id=org_id, reason=error.message)

    def _doubled(self, items: Sequence[Publication]) -> list[str]:
        doubled = []
        with self._lock:
            for org_id in dict.fromkeys(item.row.org_id for item in items):
                added = sum(len(item.chunks) for item in items if item.row.org_id == org_id)
                sampled, before = self._published.get(org_id, (0, 0))
                now = before + added
                if added and now >= 2 * sampled:
                    doubled.append(org_id)
                    sampled = now
                self._published[org_id] = sampled, now
        return doubled
