"""Requests in numbers: counts and latency by route pattern, never by id, user or organisation."""

import time

from flask import Flask, Response, g, request
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as MIME

from pipelines.metrics import COLLECTOR, track_metric

UNMATCHED, ANY = "unmatched", "any"

__all__ = ["MIME", "install"]


def install(app: Flask) -> None:
    """Count the app's requests. Needs the request id's hook before it, which starts the clock, and all routes."""
    routes = {rule.rule for rule in app.url_map.iter_rules()} | {UNMATCHED}
    for name in ("http_requests", "http_request_seconds"):
        COLLECTOR.declare(name, "route", routes)

    def observe(response: Response) -> Response:
        # Unknown paths and methods are the caller's invention: they must not become labels.
        known = request.url_rule is not None and request.url_rule.rule in routes
        route, method = (str(request.url_rule), request.method) if known else (UNMATCHED, ANY)
        track_metric("http_requests", method=method, route=route, status=str(response.status_code))
        track_metric("http_request_seconds", time.perf_counter() - g.started, method=method, route=route)
        return response

    app.after_request(observe)
