"""Requests to OpenSearch over opensearch-py's transport: lean JSON, a deadline on each, errors mapped in one place."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import opensearchpy
import orjson
from opensearchpy import exceptions

from pipelines.errors import IndexFull, IndexMismatch, IndexTimeout, IndexUnavailable, PipelineError
from pipelines.text.surrogates import storable

SECONDS = 10.0
WRITE_SECONDS = 60.0
REFUSED, CONFLICT, TOO_MANY = 400, 409, 429
BUSY_RETRIES = 5

# The first that fits: a timeout is a connection error in opensearch-py's tree.
ERRORS: Sequence[tuple[type[Exception], type[PipelineError]]] = (
    (exceptions.ConnectionTimeout, IndexTimeout),
    (exceptions.OpenSearchException, IndexUnavailable),
)

Json = dict[str, Any]


class _Orjson(opensearchpy.serializer.JSONSerializer):
    """Bodies are encoded by ``encode``; answers are decoded about four times faster than by the standard library."""

    def loads(self, s: str) -> Any:
        try:
            return orjson.loads(s)
        except orjson.JSONDecodeError as error:
            raise exceptions.SerializationError(s[:200], error) from error


def encode(value: Any) -> bytes:
    """JSON. Arrays as lists; lone surrogates, which no UTF-8 can hold, as U+FFFD."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)
    except TypeError:
        return orjson.dumps(_without_surrogates(value), option=orjson.OPT_SERIALIZE_NUMPY)


def lines(parts: Sequence[Any]) -> bytes:
    """Newline-delimited JSON."""
    return b"\n".join([*map(encode, parts), b""])


@contextmanager
def translated() -> Iterator[None]:
    """Raise what opensearch-py raises as the pipelines' own errors."""
    try:
        yield
    except exceptions.OpenSearchException as error:
        kind = next(ours for theirs, ours in ERRORS if isinstance(error, theirs))
        raise kind(f"OpenSearch: {_said(error)}") from error


def buckets(
    search: Callable[[Json], Json], fields: Sequence[str], *, size: int, also: Json | None = None
) -> Iterator[list[Json]]:
    """Pages of a composite aggregation over the values of ``fields``, until one is empty.

    ``search`` sends a body and answers what came; ``also`` are sub-aggregations of each bucket, or nothing.
    """
    composite: Json = {"size": size, "sources": [{one: {"terms": {"field": one}}} for one in fields]}
    while True:
        aggregated = {"composite": composite, **({"aggs": also} if also else {})}
        found = search({"size": 0, "aggs": {"all": aggregated}})["aggregations"]["all"]
        if not found["buckets"]:
            return
        yield found["buckets"]
        composite = {**composite, "after": found["after_key"]}


class Wire:
    """A pool of connections to one OpenSearch. Thread-safe.

    Every call raises ``IndexUnavailable`` or ``IndexTimeout``. Nothing is retried here: a repeated compare-and-set
    would meet its own first attempt as a conflict.
    """

    def __init__(self, url: str, *, seconds: float = SECONDS, write_seconds: float = WRITE_SECONDS) -> None:
        self.write_seconds = write_seconds
        self._client = opensearchpy.OpenSearch(
            [url], timeout=seconds, max_retries=0, retry_on_timeout=False, pool_maxsize=32, serializer=_Orjson()
        )

    def call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> Any:
        """One request; ``body`` as JSON, or as it is when it is bytes. Answers the parsed body (HEAD: a bool)."""
        raw = body if isinstance(body, bytes) or body is None else encode(body)
        arguments = dict(params or {})
        if seconds is not None:
            arguments["request_timeout"] = seconds
        with translated():
            return self._client.transport.perform_request(method, path, params=arguments, body=raw)

    def exists(self, path: str) -> bool:
        """Whether a resource is there."""
        return bool(self.call("HEAD", path))

    def refresh(self, name: str) -> None:
        """Make writes to an index or alias visible to searches."""
        self.call("POST", f"/{name}/_refresh", seconds=self.write_seconds)

    def count(self, name: str, query: Json) -> int:
        """How many documents match."""
        return int(self.call("POST", f"/{name}/_count", body={"query": query})["count"])

    def msearch(self, name: str, requests: Sequence[tuple[Json, Json]]) -> list[Json]:
        """Several searches in one round trip, as (header, body). An error in one of them is raised."""
        answer = self.call("POST", f"/{name}/_msearch", body=lines([part for pair in requests for part in pair]))
        responses: list[Json] = answer["responses"]
        for response in responses:
            if "error" in response:
                raise IndexUnavailable(f"OpenSearch: {_reason(response['error'])}")
        return responses

    def mget(self, name: str, docs: Sequence[Json]) -> list[Json]:
        """Documents by id, realtime, in that order; absent ones have ``found: False``."""
        if not docs:
            return []
        found: list[Json] = self.call("POST", f"/{name}/_mget", body={"docs": docs})["docs"]
        for doc in found:
            if "error" in doc:
                raise IndexUnavailable(f"OpenSearch: {_reason(doc['error'])}")
        return found

    def bulk(self, name: str, body: bytes, *, want: str = "", alias: bool = True) -> Json:
        """A bulk request, to an ``alias`` or to an index. Answers its items as far as ``want`` (a ``filter_path``)
        names them.
        """
        wanted = f"errors,items.*.error,items.*.status{',' + want if want else ''}"
        params = {"require_alias": str(alias).lower(), "filter_path": wanted}
        answer: Json = self.call("POST", f"/{name}/_bulk", body=body, params=params, seconds=self.write_seconds)
        return answer

    def index_all(self, name: str, body: bytes) -> None:
        """A bulk request of which every item must succeed and may be repeated: waits and repeats while busy.

        Raises ``IndexMismatch`` for an item that the index does not take, whatever the state of the server.
        """
        for attempt in range(BUSY_RETRIES):
            params = {"require_alias": "true", "filter_path": "errors,items.*.error,items.*.status"}
            answer = self.call("POST", f"/{name}/_bulk", body=body, params=params, seconds=self.write_seconds)
            if not answer.get("errors"):
                return
            failed = [item for line in answer["items"] for item in line.values() if "error" in item]
            if any(item["status"] != TOO_MANY for item in failed):
                break
            time.sleep(0.1 * 2**attempt)
        # The item's own fault first: the others may be none.
        worst = min(failed, key=lambda item: item["status"] != REFUSED)
        kind = IndexMismatch if worst["status"] == REFUSED else IndexUnavailable
        if "cluster_block_exception" in str(worst["error"]):
            # A server whose disk is full lets nobody write.
            kind = IndexFull
        raise kind(f"OpenSearch: {_reason(worst['error'])}")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _said(error: Exception) -> str:
    if isinstance(error, exceptions.TransportError):
        return f"{error.status_code} {error.error}"[:500]
    return str(error)[:500]


def _reason(error: Any) -> str:
    return str(error.get("reason", error) if isinstance(error, dict) else error)[:500]


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(item) for item in value]
    return value
