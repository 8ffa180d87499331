"""``make bench-answers``: how often the desk without a model is right; one JSON line per kind and half.

``python -m tests.bench.answers [--show KIND]``. Of the held half only sums are ever printed: whoever looked at its
questions would tune to them. ``--show`` prints the questions of the build half that were not right, of one kind or all.
"""

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.answers.asking import ask, desk_of
from tests.bench.answers.check import KINDS, load
from tests.bench.answers.grading import Grade, grade, said
from tests.bench.answers.texts import SETS

LEFT = ("unanswerable", "near-miss")
RIGHT_FIRST, FALSE_OF_SHOWN = 0.75, 0.03


def main() -> None:
    """Ask everything, print the figures."""
    wanted = _arguments()
    grades: dict[tuple[str, str], list[Grade]] = defaultdict(list)
    items, seconds = [item for item in load() if item["half"] in wanted.halves], []
    for name in SETS:
        with tempfile.TemporaryDirectory(prefix="refdesk-answers-") as folder, desk_of(name, Path(folder)) as answerer:
            for item in items:
                if item["set"] != name:
                    continue
                started = time.perf_counter()
                answer = ask(answerer, item)
                seconds.append(time.perf_counter() - started)
                made = grade(item, answer)
                grades[item["kind"], item["half"]].append(made)
                if item["half"] == "build" and wanted.show in (item["kind"], "all") and (not made.first or made.false):
                    _show(item, answer, made)
    for half in wanted.halves:
        for kind in KINDS if half == "build" else ():
            print(json.dumps({"figure": kind, "half": half, **_sums(grades[kind, half])}))
        _print_sums(half, grades)
    seconds.sort()
    print(json.dumps({"figure": "seconds", "median": round(seconds[len(seconds) // 2], 4), "most": seconds[-1]}))


def _print_sums(half: str, grades: dict[tuple[str, str], list[Grade]]) -> None:
    asked = [one for (kind, where), found in grades.items() if where == half and kind not in LEFT for one in found]
    left = [one for (kind, where), found in grades.items() if where == half and kind in LEFT for one in found]
    talk = grades["smalltalk", half]
    everything = [*asked, *left]
    shown = [one for one in everything if one.shown]
    figures = {
        "answerable": _sums(asked),
        "to be left": _sums(left),
        "all": _sums(everything),
        "share right first": round(sum(one.first for one in everything) / max(1, len(everything)), 4),
        "share of answerable right first": round(sum(one.first for one in asked) / max(1, len(asked)), 4),
        "false of shown": round(sum(one.false for one in shown) / max(1, len(shown)), 4),
        "tables wrong": sum(one.wrong for one in everything),
        "small talk right": f"{sum(one.first for one in talk)} of {len(talk)}",
        "goals": {"right first": RIGHT_FIRST, "false of shown": FALSE_OF_SHOWN, "tables wrong": 0},
    }
    print(json.dumps({"figure": "sums", "half": half, **figures}))


def _sums(grades: Iterable[Grade]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in grades:
        counts.update({"asked": 1, "first": one.first, "all": one.all, "left": one.left, "shown": one.shown})
        counts.update({"false": one.false, "tables": one.table, "tables wrong": one.wrong})
    return dict(counts)


def _show(item: dict[str, Any], answer: Any, made: Grade) -> None:
    quotes = [" ".join(citation.quote.split())[:150] for citation in answer.citations]
    print(f"--- {item['id']} [{'FALSE' if made.false else 'missed'}] {answer.mode} p={answer.confidence:.2f}")
    print(f"    {item.get('turns', '')} {item['question']!r}  searched {answer.searched!r}  said {said(answer)!r}")
    print(f"    wanted {json.dumps(item['expect'], ensure_ascii=False)[:220]}")
    for quote in quotes or [f"(nearest) {' '.join(near.quote.split())[:150]}" for near in answer.nearest[:1]]:
        print(f"    shown {quote!r}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.answers", description=__doc__)
    parser.add_argument("--show", default="", choices=["", "all", *KINDS], help="print what was not right (build half)")
    parser.add_argument("--half", dest="halves", action="append", choices=["build", "held"])
    wanted = parser.parse_args()
    wanted.halves = wanted.halves or ["build", "held"]
    return wanted


if __name__ == "__main__":
    main()
