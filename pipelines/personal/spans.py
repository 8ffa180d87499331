"""Where something personal stands in a text, and which of two that meet is meant."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

# In the order in which they are believed where two meet: what is checked most strictly comes first.
Kind = Literal[
    "secret",
    "iban",
    "card",
    "national_id",
    "tax_id",
    "passport",
    "email",
    "birth_date",
    "phone",
    "account",
    "ip_address",
    "person",
]
KINDS: tuple[Kind, ...] = (
    "secret",
    "iban",
    "card",
    "national_id",
    "tax_id",
    "passport",
    "email",
    "birth_date",
    "phone",
    "account",
    "ip_address",
    "person",
)
_RANK = {kind: at for at, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is something of that kind; offsets in code points."""

    start: int
    end: int
    kind: Kind


Finder = Callable[[str], Iterator[Span]]


def settled(spans: Iterable[Span]) -> list[Span]:
    """Spans that do not meet, in order: of two that do, the better checked one, then the longer one."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.start, one.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = min(kept[-1], span, key=lambda one: (_RANK[one.kind], one.start - one.end, one.start))
        else:
            kept.append(span)
    return kept


def counted(spans: Sequence[Span]) -> dict[str, int]:
    """How many of each kind, in the order of the kinds."""
    found = [span.kind for span in spans]
    return {kind: found.count(kind) for kind in KINDS if kind in found}
