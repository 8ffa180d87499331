"""Requests in numbers, as Prometheus text: counts and latency by route pattern, never by id, user or organisation."""

import time

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as MIME

BUCKETS = (0.005, 0.025, 0.1, 0.5, 1.0, 2.5, 10.0)

__all__ = ["MIME", "Metrics", "install"]


class Metrics:
    """Counters of one process, in a registry of their own. Thread-safe."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "refdesk_http_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "refdesk_http_request_seconds",
            "Time until the answer, in seconds.",
            ("method", "route"),
            buckets=BUCKETS,
            registry=self._registry,
        )

    def observe(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; a streamed one until its first byte."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """The exposition."""
        return generate_latest(self._registry)


def install(app: Flask, metrics: Metrics) -> None:
    """Count the app's requests. Needs the request id's hook before it, which starts the clock."""

    def observe(response: Response) -> Response:
        # Unknown paths and methods are the caller's invention: they must not become labels.
        route = request.url_rule.rule if request.url_rule else "unmatched"
        method = request.method if request.url_rule else "any"
        seconds = time.perf_counter() - g.started
        metrics.observe(method=method, route=route, status=response.status_code, seconds=seconds)
        return response

    app.after_request(observe)
