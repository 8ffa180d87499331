"""What the well-behaved tenant noticed, as figures: its times quiet and under attack, and every error."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.stack.figures import percentile

GOAL_RATIO = 3.0
# Below this nobody notices: three times a millisecond is no harm.
UNNOTICED_SECONDS = 0.25
# Refusals that say when to come again are allowed; all else is harm.
ALLOWED = frozenset({429, 503, 507})


@dataclass(frozen=True, slots=True)
class Sample:
    """One thing that the tenant did. ``at`` and ``seconds``: when it ended, and how long it took.

    ``status`` is 0 where no answer came; ``later``: whether the answer said when to come again.
    """

    kind: str
    at: float
    seconds: float
    status: int
    code: str = ""
    later: bool = False

    @property
    def began(self) -> float:
        """When it began."""
        return self.at - self.seconds

    @property
    def is_fine(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300

    @property
    def is_harm(self) -> bool:
        """Whether it failed in a way that it must not."""
        return not self.is_fine and not (self.status in ALLOWED and self.later)


@dataclass
class Result:
    """One attack: what the tenant noticed, what the attacker was told."""

    attack: str
    quiet: Sequence[Sample]
    under: Sequence[Sample]
    told: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> dict[str, Any]:
        """As one JSON object. Times are milliseconds by kind, ``worst`` the largest ratio of two p95."""
        kinds = {kind: compared(times(self.quiet, kind), times(self.under, kind)) for kind in _kinds(self.under)}
        ratios = [one["ratio"] for one in kinds.values() if one.get("counts")]
        return {
            "attack": self.attack,
            "passed": self.passed(),
            "worst": max(ratios, default=0.0),
            "tenant": {kind: {name: one[name] for name in one if name != "counts"} for kind, one in kinds.items()},
            "errors": dict(errors(self.under)),
            "attacker": dict(sorted(self.told.items())),
            **self.notes,
        }

    def passed(self) -> bool:
        """No harm, and no p95 above three times the quiet one that anybody would notice."""
        if self.notes.get("failed") or not self.under:
            return False
        if self.notes.get("nobody_answers"):
            return True
        if any(one.is_harm for one in self.under):
            return False
        kinds = (compared(times(self.quiet, kind), times(self.under, kind)) for kind in _kinds(self.under))
        return all(one["ratio"] <= GOAL_RATIO for one in kinds if one.get("counts"))


def times(samples: Iterable[Sample], kind: str) -> list[float]:
    """Seconds of everything of a kind that was done."""
    return [one.seconds for one in samples if one.kind == kind and one.is_fine]


def compared(quiet: list[float], under: list[float]) -> dict[str, Any]:
    """Milliseconds of both, and the ratio of their p95; ``counts``: whether it can be noticed."""
    told: dict[str, Any] = {"done": len(under)}
    for name, values in (("quiet", quiet), ("under", under)):
        if values:
            told |= {f"{name}_p{share}": round(percentile(values, share / 100) * 1000) for share in (50, 95)}
    if quiet and under:
        slow = percentile(under, 0.95)
        told["ratio"] = round(slow / max(percentile(quiet, 0.95), 1e-3), 2)
        told["counts"] = slow > UNNOTICED_SECONDS
    return told


def errors(samples: Iterable[Sample]) -> Counter[str]:
    """What went wrong, by status and code; a refusal without Retry-After says so."""
    return Counter(_shown(one) for one in samples if not one.is_fine)


def _shown(one: Sample) -> str:
    missing = "" if one.later or one.status not in ALLOWED else " without Retry-After"
    return f"{one.kind} {one.status} {one.code}".rstrip() + missing


def _kinds(samples: Iterable[Sample]) -> list[str]:
    return sorted({one.kind for one in samples})
