"""Figures of the claim ledger by kind of statement: `python -m tests.bench.claims` (``make bench-claims``).

Of the half that was not tuned on only sums are printed. ``--show KIND`` prints what went wrong in the other one.
"""

from __future__ import annotations

import argparse
import json
import statistics

from tests.bench.claims.judging import Judged, judged, judged_roles, ledger, tallies

# What rules cannot decide: the same or another meaning in words of somebody's own.
UNDECIDED = "by hand: "
LEAST_FOUND, MOST_ALARMS = 0.95, 0.03


def main() -> None:
    """Prints one JSON line per kind and half, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("build", "held", "both"), default="both")
    parser.add_argument("--show", metavar="KIND", help="print what went wrong in the half to work with")
    arguments = parser.parse_args()
    ledger().judge("Warm words are said first.", [], [])
    for half in ("build", "held") if arguments.half == "both" else (arguments.half,):
        items = [*judged(half), *judged_roles(half)]
        if arguments.show and half == "build":
            _show(items, arguments.show)
        _report(half, items)


def _report(half: str, items: list[Judged]) -> None:
    sums = tallies(items)
    for kind, tally in sorted(sums.items(), key=lambda each: (not each[1].truth, each[0])):
        share = round(tally.flagged / tally.total, 3)
        name = "false_alarms" if tally.truth else "found"
        _line(
            half=half, kind=kind, statements=tally.total, **{name: share}, verdicts=dict(sorted(tally.verdicts.items()))
        )
    for truth in (True, False):
        for by_hand in (False, True):
            chosen = [one for kind, one in sums.items() if one.truth is truth and kind.startswith(UNDECIDED) is by_hand]
            total, flagged = sum(one.total for one in chosen), sum(one.flagged for one in chosen)
            which = "by hand, not decidable by rules" if by_hand else "made by rule"
            name = "false_alarms" if truth else "found"
            _line(half=half, sum=which, truth=truth, statements=total, **{name: round(flagged / max(1, total), 3)})
    times = [item.seconds * 1000 for item in items]
    _line(half=half, cpu_ms_per_statement=round(statistics.mean(times), 2), cpu_ms_p95=round(_p95(times), 2))


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def _show(items: list[Judged], kind: str) -> None:
    for item in items:
        wrong = item.flagged is item.statement.truth
        if wrong and item.statement.kind.startswith(kind):
            finding = item.finding
            _line(
                kind=item.statement.kind, claim=item.statement.claim, reasons=finding.reasons, verdict=finding.verdict
            )


def _line(**values: object) -> None:
    print(json.dumps(values, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
