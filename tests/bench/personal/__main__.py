"""What of personal data is found, and what is taken for it: `python -m tests.bench.personal` (``make bench-personal``).

Of the half that is held back only sums are printed. ``--show KIND`` prints what went wrong in the other one.
"""

import argparse
import json
import time
from collections.abc import Iterable
from functools import partial

from tests.bench.personal import abroad, built, held
from tests.bench.personal.item import Item, tallied

LEAST_FOUND, MOST_ALARMS = 0.95, 0.03


def main() -> None:
    """Prints one JSON line per kind and half, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", metavar="KIND", help="print what went wrong in the half to work with")
    show = parser.parse_args().show
    for half, maker in (("built", built), ("held", held), ("abroad", abroad)):
        begun = time.process_time()
        items = [*maker.personal(), *maker.lookalikes()]
        _report(half, items)
        print(json.dumps({"half": half, "items": len(items), "cpu_s": round(time.process_time() - begun, 2)}))
    if show:
        for tally in tallied([*built.personal(), *built.lookalikes()]).values():
            for one in tally.wrong:
                if show in ("all", one.kind):
                    print(f"{'missed' if one.personal else 'alarm '} {one.kind} {one.country}: {one.text}")


def _report(half: str, items: Iterable[Item]) -> None:
    items = list(items)
    tell = partial(_told, half=half)
    for (personal, kind), tally in tallied(items).items():
        if personal:
            tell(
                kind=kind,
                items=tally.total,
                found=tally.covered,
                share=_share(tally.covered, tally.total),
                right_kind=tally.named,
            )
        else:
            tell(
                looks_like=kind, items=tally.total, false_alarms=tally.touched, share=_share(tally.touched, tally.total)
            )
    for (personal, country), tally in sorted(tallied(items, countries=True).items()):
        if personal:
            tell(country=country, items=tally.total, found=_share(tally.covered, tally.total))
    for truth in (True, False):
        sums = [tally for (personal, _), tally in tallied(items).items() if personal is truth]
        total, hit = sum(one.total for one in sums), sum(one.covered if truth else one.touched for one in sums)
        tell(
            sum="personal" if truth else "lookalikes",
            items=total,
            **{"found" if truth else "false_alarms": _share(hit, total)},
        )


def _told(**values: object) -> None:
    print(json.dumps(values))


def _share(part: int, whole: int) -> float:
    return round(part / max(1, whole), 3)


if __name__ == "__main__":
    main()
