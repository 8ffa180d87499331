"""Statements of the generators, judged by the ledger as the program judges them."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from pipelines.embedding.wordllama import WordLlamaEmbedder, rank
from pipelines.evidence.claims.ledger import Finding, Ledger
from pipelines.evidence.claims.rarity import Rarity
from pipelines.evidence.claims.source import Sources
from pipelines.questions import Passage
from tests.bench.answers.check_claims import human
from tests.bench.answers.mutations import statements
from tests.bench.answers.passages import load
from tests.bench.answers.statements import Statement
from tests.bench.claims.roles import roles


@dataclass
class Tally:
    """Statements of one kind: how many there are, how many were flagged, and with which verdicts."""

    truth: bool
    total: int = 0
    flagged: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Judged:
    """A statement and what the ledger says."""

    statement: Statement
    finding: Finding
    seconds: float

    @property
    def flagged(self) -> bool:
        """Whether a reader is warned, or sent to another passage than the one that was cited."""
        return self.finding.verdict == "unsupported"


@cache
def ledger() -> Ledger:
    """The ledger as an installation makes it."""
    return Ledger(Sources(WordLlamaEmbedder()), Rarity(rank))


def passages() -> dict[str, Passage]:
    """The generators' passages, as retrieval would hand them on."""
    return {one.id: _passage(one.id, one.text) for one in load()}


def made(half: str) -> Iterator[tuple[Statement, bool]]:
    """The statements of a half: those made by rule, then those written by hand (True)."""
    for statement in statements():
        if statement.half == half:
            yield statement, False
    for row in human():
        if row["half"] == half:
            kind = f"by hand: {row['kind']}"
            yield Statement(kind, (row["passage"],), row["claim"], row["truth"], half), True


def judged(half: str) -> Iterator[Judged]:
    """Every statement of a half against the passages that it cites."""
    known, judge = passages(), ledger()
    for statement, _ in made(half):
        cited = [known[name] for name in statement.passages]
        began = time.thread_time()
        finding = judge.judge(statement.claim, range(1, len(cited) + 1), cited)
        yield Judged(statement, finding, time.thread_time() - began)


def judged_roles(half: str) -> Iterator[Judged]:
    """Statements about who does what to whom, each against its own passage."""
    for at, role in enumerate(roles(half)):
        passage = _passage(f"role-{half}-{at}", role.passage)
        began = time.thread_time()
        finding = ledger().judge(role.statement.claim, [1], [passage])
        yield Judged(role.statement, finding, time.thread_time() - began)


def tallies(items: list[Judged]) -> dict[str, Tally]:
    """Sums by kind."""
    sums: dict[str, Tally] = defaultdict(lambda: Tally(truth=True))
    for item in items:
        tally = sums[item.statement.kind]
        tally.truth = item.statement.truth
        tally.total += 1
        tally.flagged += item.flagged
        tally.verdicts[item.finding.verdict] += 1
    return sums


def _passage(name: str, text: str) -> Passage:
    return Passage(
        document_id=name, version="1", source_id="bench", org_id="bench", title="", uri=name, heading=(), page=None,
        start=0, end=len(text), text=text, score=1.0, bm25=None, cosine=None,
    )  # fmt: skip
