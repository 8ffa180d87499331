"""Every rule: what is raised, how bad that is, whose it is, and what to do. Free of Flask."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class AlertLevel(StrEnum):
    """How bad it is; the one enumeration of it."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``hold``: seconds for which it must be so before it is raised: what mends itself disturbs nobody.

    ``own``: an organisation's own, shown to its members; the others are the operator's alone.
    """

    level: AlertLevel
    meaning: str
    remedy: str
    hold: float = 0.0
    own: bool = False


RULES: Mapping[str, Rule] = {
    "database_away": Rule(
        AlertLevel.CRITICAL, "The SQL database does not answer.", "Start it; its log says why it ended.", 30
    ),
    "index_away": Rule(
        AlertLevel.CRITICAL,
        "The index does not answer: no question is answered and no document is found.",
        "See `refdesk check`; start the index again.",
        30,
    ),
    "prefect_away": Rule(
        AlertLevel.ERROR,
        "The Prefect server does not answer: no document is brought in, asking goes on.",
        "See `refdesk check`; start the server again.",
        60,
    ),
    "no_worker": Rule(
        AlertLevel.ERROR,
        "No worker is alive: new documents wait, asking goes on.",
        "Start one (`make up`, or `python -m flows.worker`); its log says why the last one ended.",
        90,
    ),
    "breaker_open": Rule(
        AlertLevel.WARNING,
        "The provider of a model, embedder or reranker failed again and again and is left alone: answers fall back to"
        " quoted sentences, questions are found by their words, or passages keep the index's order.",
        "Look at the provider's state and key; it is tried again by itself.",
    ),
    "disk_low": Rule(
        AlertLevel.WARNING,
        "Little room is left on the disk of the data folder.",
        "Free space, or move REFDESK_DATA_DIR, before uploads are refused.",
    ),
    "disk_full": Rule(
        AlertLevel.CRITICAL,
        "The disk of the data folder is full: uploads are refused (507), asking goes on.",
        "Free space; everything goes on by itself.",
    ),
    "error_rate": Rule(
        AlertLevel.ERROR,
        "Many requests of the last five minutes ended with an error of this service.",
        "Look for `request_failed` in the web app's log (`refdesk logs web`).",
    ),
    "attack_noticed": Rule(
        AlertLevel.WARNING,
        "Within a minute many requests were refused at the gate, or many logins after wrong passwords.",
        "See the clients in the web app's log; block them in front of it. What is refused costs little.",
    ),
    "sync_failed": Rule(
        AlertLevel.ERROR,
        "The last sync of a source failed: its documents stay as they were.",
        "Open the source's history, which says why, and sync again.",
        own=True,
    ),
    "quota_near": Rule(
        AlertLevel.WARNING,
        "A quota of the organisation is nearly used up.",
        "Remove what is not needed, or have the plan raised.",
        own=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """That a rule holds now. ``subject`` tells two of one rule apart: a source's id, a quota's name.

    ``data``: numbers that explain it, never a text of a tenant.
    """

    rule: str
    org_id: str | None = None
    subject: str = ""
    data: Mapping[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same for the same thing, however often it is found."""
        return f"{self.rule}:{self.org_id or ''}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Lookout:
    """Looks after some rules. What ``look`` does not find is over; where it raises nothing is known of these rules."""

    rules: frozenset[str]
    look: Callable[[], Iterable[Finding]]


class Unknown(Exception):
    """Nothing can be said of some rules now: what was raised stays, nothing is raised."""

    def __init__(self, rules: Iterable[str]) -> None:
        super().__init__(", ".join(sorted(rules)))
        self.rules = frozenset(rules)
