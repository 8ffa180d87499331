"""A line of the bench, and what is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """``value`` stands in ``text``. ``kind`` is the detector's; of a look-alike it says what it is."""

    kind: str
    country: str
    text: str
    value: str
    personal: bool = True


@dataclass(slots=True)
class Tally:
    """Of one kind: how many there are, how many were touched, and wholly covered under their kind."""

    total: int = 0
    touched: int = 0
    covered: int = 0
    named: int = 0
    wrong: list[Item] = field(default_factory=list)


def tallied(items: Iterable[Item], *, countries: bool = False) -> dict[tuple[bool, str], Tally]:
    """Figures by kind (or by country), of what is personal and of what only looks so."""
    from pipelines.personal.finding import found

    sums: dict[tuple[bool, str], Tally] = {}
    for item in items:
        start = item.text.index(item.value)
        spans = found(item.text)
        within = [span for span in spans if span.start < start + len(item.value) and start < span.end]
        covered = set().union(*(range(span.start, span.end) for span in within))
        whole = all(at in covered for at in range(start, start + len(item.value)) if item.text[at].isalnum())
        tally = sums.setdefault((item.personal, item.country if countries else item.kind), Tally())
        tally.total += 1
        tally.touched += bool(within) if item.personal else bool(spans)
        tally.covered += whole
        tally.named += whole and any(span.kind == item.kind for span in within)
        if whole is not item.personal and (item.personal or spans):
            tally.wrong.append(item)
    return sums
