"""Where something personal stands in a text, and which of two that meet is meant."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

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
KINDS: tuple[Kind, ...] = get_args(Kind)
_RANK = {kind: at for at, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is something of that kind; offsets in code points."""

    start: int
    end: int
    kind: Kind


Finder = Callable[[str], Iterator[Span]]


def settled(spans: Iterable[Span]) -> list[Span]:
    """Spans that do not meet, in order. Two that do are one: of the kind that is better checked, then of the longer."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.start, one.end)):
        if kept and span.start < kept[-1].end:
            before = kept.pop()
            better = min(before, span, key=lambda one: (_RANK[one.kind], one.start - one.end))
            span = Span(before.start, max(before.end, span.end), better.kind)  # noqa: PLW2901 - it goes on
        kept.append(span)
    return kept


def counted(spans: Sequence[Span]) -> dict[str, int]:
    """How many of each kind, in the order of the kinds."""
    found = [span.kind for span in spans]
    return {kind: found.count(kind) for kind in KINDS if kind in found}
