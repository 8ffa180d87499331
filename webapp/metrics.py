"""Requests in numbers, as Prometheus text: counts and latency by route pattern, never by id, user or organisation."""

import threading
import time
from collections import Counter

from flask import Flask, Response, g, request

BUCKETS = (0.005, 0.025, 0.1, 0.5, 1.0, 2.5, 10.0)
MIME = "text/plain; version=0.0.4; charset=utf-8"
Labels = tuple[str, str]


class Metrics:
    """Counters of one process. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[tuple[Labels, float]] = Counter()
        self._seconds: dict[Labels, float] = {}

    def observe(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; a streamed one until its first byte."""
        labels = (method, route)
        with self._lock:
            self._requests[method, route, status] += 1
            self._seconds[labels] = self._seconds.get(labels, 0.0) + seconds
            self._buckets.update((labels, bound) for bound in BUCKETS if seconds <= bound)

    def text(self) -> str:
        """The exposition."""
        with self._lock:
            return "\n".join([*self._counts(), *self._latencies(), ""])

    def _counts(self) -> list[str]:
        name = "refdesk_http_requests_total"
        lines = [f"# HELP {name} Requests answered.", f"# TYPE {name} counter"]
        for (method, route, status), count in sorted(self._requests.items()):
            lines.append(f'{name}{{method="{method}",route="{route}",status="{status}"}} {count}')
        return lines

    def _latencies(self) -> list[str]:
        name = "refdesk_http_request_seconds"
        lines = [f"# HELP {name} Time until the answer, in seconds.", f"# TYPE {name} histogram"]
        for labels, total in sorted(self._seconds.items()):
            shown = f'method="{labels[0]}",route="{labels[1]}"'
            count = sum(n for (method, route, _), n in self._requests.items() if (method, route) == labels)
            lines += [f'{name}_bucket{{{shown},le="{bound}"}} {self._buckets[labels, bound]}' for bound in BUCKETS]
            lines += [f'{name}_bucket{{{shown},le="+Inf"}} {count}', f"{name}_sum{{{shown}}} {total:.6f}"]
            lines.append(f"{name}_count{{{shown}}} {count}")
        return lines


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
