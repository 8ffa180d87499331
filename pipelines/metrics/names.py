"""Every metric of the installation: its name, what it counts, and what its labels may say.

A label's value is one of a set that is written down here, or that the program declares at its start from its own code
(the routes of the web app). Never an id, a name or a text: what somebody types would make series without end, and tell
one tenant's things to whoever reads the numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus

PREFIX = "refdesk_"
# What is counted under a label's value that a pipeline of one's own brings along.
OTHER = "other"
MINUTES = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
REQUEST = (0.005, 0.025, 0.1, 0.5, 1.0, 2.5, 10.0)
STEP = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0)


class Kind(StrEnum):
    """How values come together: summed, the last one, or sorted into buckets."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. ``labels``: what each may say; None where the program declares it (``Collector.declare``)."""

    kind: Kind
    meaning: str
    labels: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    buckets: tuple[float, ...] = ()


def _counter(meaning: str, **labels: frozenset[str] | None) -> Metric:
    return Metric(Kind.COUNTER, meaning, labels)


def _gauge(meaning: str, **labels: frozenset[str] | None) -> Metric:
    return Metric(Kind.GAUGE, meaning, labels)


def _seconds(meaning: str, buckets: tuple[float, ...] = MINUTES, **labels: frozenset[str] | None) -> Metric:
    return Metric(Kind.HISTOGRAM, meaning, labels, buckets)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "any"})
STATUSES = frozenset(str(int(status)) for status in HTTPStatus)
PROVIDERS = frozenset({"chat", "embedding", "reranker"})
STEPS = frozenset(
    {
        *("rewriter", "embedder", "retriever", "privacy", "confidence", "tables", "context", "prompt"),
        *("generator", "speller", "citations", "reranker", OTHER),
    }
)
CACHES = frozenset({"texts", "pages", "places", "pictures", "overviews", "files", "embeddings", "retrieval"})
MODES = frozenset({"llm", "fallback", "extractive", "table", "desk", OTHER})

WITHHELD = frozenset(
    {
        *("secret", "iban", "card", "national_id", "tax_id", "passport", "email", "birth_date", "phone", "account"),
        *("ip_address", "person", "private", OTHER),
    }
)

METRICS: Mapping[str, Metric] = {
    "http_requests": _counter("requests answered", method=METHODS, route=None, status=STATUSES),
    "http_request_seconds": _seconds(
        "time until the answer, of a stream until its first byte", REQUEST, method=METHODS, route=None
    ),
    "gate_refusals": _counter(
        "requests refused before there was one",
        reason=frozenset({"too_slow", "too_long", "too_large", "too_busy", "unreadable"}),
    ),
    "login_failures": _counter("wrong passwords"),
    "lockouts": _counter("logins that had to wait after wrong passwords"),
    "answers": _counter(
        "answers made",
        mode=MODES,
        outcome=frozenset({"answered", "unanswered", "stopped", "failed"}),
    ),
    "withheld": _counter(
        "values left out of answers, or kept from a model, because they are personal or private", kind=WITHHELD
    ),
    "answer_seconds": _seconds("time of a whole answer"),
    "first_token_seconds": _seconds("time from the question to the first word of its answer"),
    "answer_step_seconds": _seconds("time of one component of the query pipeline", STEP, step=STEPS),
    "provider_calls": _counter(
        "calls of a model's provider; `left_alone`: not made, the breaker is open",
        kind=PROVIDERS,
        outcome=frozenset({"ok", "failed", "stopped", "left_alone"}),
    ),
    "provider_call_seconds": _seconds("time of one call of a provider", kind=PROVIDERS),
    "provider_tokens": _counter(
        "tokens that providers counted, or that were reckoned where they did not",
        kind=PROVIDERS,
        direction=frozenset({"read", "written"}),
    ),
    "breakers_open": _gauge("providers that are left alone after failures in a row", kind=PROVIDERS),
    "queue_depth": _gauge(
        "what waits: documents to be indexed, requests that are not whole, answers in the making",
        queue=frozenset({"documents", "requests", "answers"}),
    ),
    "syncs": _counter("syncs that ended", outcome=frozenset({"completed", "cancelled", "failed"})),
    "sync_seconds": _seconds("time of one sync"),
    "documents_read": _counter(
        "documents that syncs brought to an end", status=frozenset({"indexed", "skipped", "failed"})
    ),
    "cache_lookups": _counter(
        "lookups in a cache",
        cache=CACHES,
        outcome=frozenset({"hit", "miss"}),
    ),
    "documents": _gauge(
        "documents by state",
        status=frozenset({"pending", "processing", "indexed", "skipped", "failed", "deleted"}),
    ),
    "sync_lag_seconds": _gauge("how long the source that is most behind its schedule is overdue"),
    "alerts_open": _gauge("alerts that are not over", level=frozenset({"info", "warning", "error", "critical"})),
    "alert_deliveries": _counter(
        "tries to tell the operator's webhook of an alert", outcome=frozenset({"ok", "failed", "given_up"})
    ),
}
