"""Checks the statements and counts them: `python -m tests.bench.answers.check_claims`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.bench.answers.mutations import FALSE_RULES, TRUE_RULES, statements
from tests.bench.answers.passages import PARAGRAPHS, SOURCE, Passage, build, load
from tests.bench.answers.statements import Statement

HUMAN = SOURCE.parent / "human.jsonl"
RULES = {*TRUE_RULES, *FALSE_RULES, "name", "invented", "swapped-citation", "stitched", "pronoun-resolved", "joined"}


def human() -> list[dict[str, Any]]:
    """The statements written by hand."""
    return [json.loads(line) for line in HUMAN.read_text(encoding="utf-8").splitlines()]


def problems(passages: list[Passage], made: list[Statement]) -> Iterator[str]:
    """One line for each thing that is wrong with passages, rules or hand-written statements."""
    if passages != list(build()):
        yield "claims_source.jsonl is not what the documents give: run tests.bench.answers.passages"
    if len(passages) < 300 or sum(passage.origin == "paragraph" for passage in passages) < 120:
        yield "too few passages"
    if len(list(PARAGRAPHS.glob("*.txt"))) < 10:
        yield "too few subjects"
    yield from _of_the_rules({passage.id: passage for passage in passages}, made)
    yield from _by_hand({passage.id: passage for passage in passages})


def _of_the_rules(passages: dict[str, Passage], made: list[Statement]) -> Iterator[str]:
    if made != list(statements()):
        yield "the rules are not deterministic"
    reached = {(statement.kind, statement.half) for statement in made}
    wanted = {(kind, half) for kind in RULES for half in ("build", "held")}
    yield from (f"{kind}: nothing in {half}" for kind, half in sorted(wanted - reached))
    for statement in made:
        yield from _of_a_statement(statement, [passages[name] for name in statement.passages])


def _of_a_statement(statement: Statement, cited: list[Passage]) -> Iterator[str]:
    if any(passage.half != statement.half for passage in cited):
        yield f"{statement}: passages of both halves"
    if not statement.truth and any(statement.claim in passage.text for passage in cited):
        yield f"{statement}: false, and stands in the passage"
    if statement.claim.endswith("..") or "  " in statement.claim:
        yield f"{statement}: badly written"


def _by_hand(passages: dict[str, Passage]) -> Iterator[str]:
    rows = human()
    for truth in (True, False):
        if sum(row["truth"] is truth for row in rows) < 60:
            yield f"too few statements by hand that are {truth}"
    for row in rows:
        passage = passages.get(row["passage"])
        if passage is None or passage.half != row["half"]:
            yield f"{row['claim']}: no such passage in {row['half']}"
        elif row["claim"] in passage.text:
            yield f"{row['claim']}: copied from the passage"


def report(made: list[Statement]) -> Iterator[str]:
    """One line per kind: truth, statements in `build` and in `held`."""
    counts = Counter((statement.truth, statement.kind, statement.half) for statement in made)
    counts.update((row["truth"], f"by hand: {row['kind']}", row["half"]) for row in human())
    for truth, kind in sorted({key[:2] for key in counts}, key=lambda key: (not key[0], key[1])):
        yield f"{truth!s:6}{kind:32}{counts[truth, kind, 'build']:>5} +{counts[truth, kind, 'held']:>4}"


def main() -> int:
    """Prints counts and problems; 1 if there is a problem."""
    made = list(statements())
    found = list(problems(load(), made))
    print("\n".join([*report(made), *found]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
