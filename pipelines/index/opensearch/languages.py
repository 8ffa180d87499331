"""The languages of the chunks in a scope, asked of OpenSearch once in half a minute."""

import time
from typing import Any

from pipelines.index.opensearch.mapping import Names
from pipelines.index.opensearch.scopes import scope_filter
from pipelines.index.opensearch.wire import Wire
from pipelines.index.question import UNKNOWN
from pipelines.types import IndexSpec, Scope

SECONDS, MOST_SCOPES, MOST_LANGUAGES = 30.0, 1_000, 200

Json = dict[str, Any]


class Languages:
    """Thread-safe. What this process publishes it is told by ``forget``; what others do it sees half a minute later."""

    def __init__(self, wire: Wire, names: Names) -> None:
        self._wire, self._names = wire, names
        self._known: dict[tuple[str, str, frozenset[str]], tuple[float, tuple[str, ...]]] = {}
        self._learnt: dict[str, str | None] = {}

    def of(self, scope: Scope, spec: IndexSpec) -> tuple[str, ...]:
        """ISO 639-1 codes, "" for chunks whose language is unknown; that alone where there are no chunks.

        ``spec``: of the index that answers. After a swap it is asked anew.
        """
        key = spec.fingerprint, scope.org_id, scope.source_ids
        since, known = self._known.get(key, (float("-inf"), ()))
        if time.monotonic() - since < SECONDS:
            return known
        learnt = self._learnt.get(scope.org_id)
        known = self._asked(scope)
        if len(self._known) >= MOST_SCOPES:
            self.forget()
        if self._learnt.get(scope.org_id) == learnt:
            self._known[key] = time.monotonic(), known
        return known

    def forget(self) -> None:
        """Ask anew next time."""
        self._known = {}

    def learn(self, org_id: str, generation: str | None) -> None:
        """What an organisation's searches find has this name now: ask anew what was learnt under another one."""
        if generation is None or self._learnt.get(org_id) == generation:
            return
        if len(self._learnt) >= MOST_SCOPES:
            self._learnt = {}
        self._learnt[org_id] = generation
        for key in tuple(self._known):
            if key[1] == org_id:
                self._known.pop(key, None)

    def _asked(self, scope: Scope) -> tuple[str, ...]:
        by_language = {"field": "language", "missing": "", "size": MOST_LANGUAGES}
        body = {"size": 0, "query": scope_filter(scope), "aggs": {"languages": {"terms": by_language}}}
        path, params = f"/{self._names.chunks}/_search", {"routing": scope.org_id}
        answer: Json = self._wire.call("POST", path, body=body, params=params)
        found = answer.get("aggregations", {}).get("languages", {}).get("buckets", ())
        return tuple(sorted(bucket["key"] for bucket in found)) or UNKNOWN
