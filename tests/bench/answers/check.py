"""Checks the question set and counts it: `python -m tests.bench.answers.check`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.bench.answers.expected import NoSuchTable, derive
from tests.bench.answers.texts import HERE, SETS, documents, folder, holds_all, normalise, units

Item = dict[str, Any]

KINDS = (
    *("fact", "row", "list", "count", "superlative", "compare", "follow-up", "typo", "smalltalk", "summary"),
    *("unanswerable", "near-miss", "yes/no", "dates/amounts", "other-language"),
)
SHOWN_AS = {"unanswerable": {"none"}, "near-miss": {"none"}, "smalltalk": {"desk"}}
AT_LEAST = 280


def load() -> list[Item]:
    """Every question of the set."""
    lines = (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def problems(items: list[Item]) -> Iterator[str]:
    """One line for each thing that is wrong with the set."""
    if len(items) < AT_LEAST:
        yield f"only {len(items)} questions"
    yield from _doubles(items)
    yield from _uneven(items)
    for item in items:
        for problem in _problems_of(item):
            yield f"{item['id']}: {problem}"


def _doubles(items: list[Item]) -> Iterator[str]:
    for identifier, times in Counter(item["id"] for item in items).items():
        if times > 1:
            yield f"{identifier}: {times} times"
    asked = Counter((item["set"], normalise(item["question"]), tuple(item.get("turns", ()))) for item in items)
    yield from (f"asked {times} times: {key}" for key, times in asked.items() if times > 1)


def _uneven(items: list[Item]) -> Iterator[str]:
    halves = Counter((item["kind"], item["set"], item["half"]) for item in items)
    for kind in KINDS:
        differences = [halves[kind, name, "build"] - halves[kind, name, "held"] for name in SETS]
        if any(abs(difference) > 1 for difference in differences) or abs(sum(differences)) > 1:
            yield f"{kind}: halves differ by {differences}"


def _problems_of(item: Item) -> Iterator[str]:
    expect = item["expect"]
    if item["kind"] not in KINDS or item["set"] not in SETS or item["half"] not in ("build", "held"):
        yield "unknown kind, set or half"
    if expect["answer"] not in SHOWN_AS.get(item["kind"], {"sentence", "table"}):
        yield f"{item['kind']} cannot be answered by {expect['answer']}"
    if (item["kind"] == "follow-up") != bool(item.get("turns")):
        yield "earlier questions belong to follow-ups, and only to them"
    if expect["answer"] == "none":
        yield from _present(item)
    elif expect["answer"] != "desk":
        yield from _missing(item)


def _present(item: Item) -> Iterator[str]:
    """Words that a question without an answer is about must not occur in its set."""
    text = " ".join(normalise(unit) for path in documents(item["set"]) for unit in units(path))
    yield from (f"{word!r} occurs" for word in item["expect"].get("absent", []) if normalise(word) in text)


def _missing(item: Item) -> Iterator[str]:
    expect, path = item["expect"], folder(item["set"]) / item["document"]
    passages = units(path)
    if "derive" in expect:
        yield from _derived_otherwise(item)
    wanted = [must for must in (expect.get("must"),) if must] + [[row] for row in expect.get("rows", [])]
    if not wanted:
        yield "nothing to hold an answer against"
    for must in wanted:
        if not any(holds_all(passage, must) for passage in passages):
            yield f"{must} in no passage of {path.name}"
    everything = [passage for other in documents(item["set"]) for passage in units(other)]
    for must in expect.get("also", []):
        if not any(holds_all(passage, must) for passage in everything):
            yield f"{must} in no passage of the set"


def _derived_otherwise(item: Item) -> Iterator[str]:
    expect = item["expect"]
    try:
        right = derive(folder(item["set"]) / item["document"], expect["derive"])
    except (NoSuchTable, ValueError) as error:
        yield str(error)
        return
    yield from (f"{key} should be {value}" for key, value in right.items() if expect.get(key) != value)


def report(items: list[Item]) -> Iterator[str]:
    """A table of counts: one line per kind, one column per set as build+held."""
    halves = Counter((item["kind"], item["set"], item["half"]) for item in items)
    yield f"{'kind':16}" + "".join(f"{name:>12}" for name in (*SETS, "all"))
    for kind in KINDS:
        pairs = [(halves[kind, name, "build"], halves[kind, name, "held"]) for name in SETS]
        pairs.append((sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)))
        yield f"{kind:16}" + "".join(f"{f'{build}+{held}':>12}" for build, held in pairs)
    yield f"{len(items)} questions"


def main() -> int:
    """Prints counts and problems; 1 if there is a problem."""
    items = load()
    found = list(problems(items))
    print("\n".join([*report(items), *found]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
