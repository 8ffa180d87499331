"""``python -m pipelines.commands.mend look|mend``: what is out of step in this installation's index, and its mending.

Reads ``{"known", "copies", "seconds"}`` as JSON: pairs of organisation and source that there are (null: nobody knows),
the folder for a copy, and how long the pages of a file are looked at (null: until the end). Writes
``{"wrong", "file", "copy"}``: pairs of what is wrong and what is done about it, whether the file itself is damaged, and
where the copy is, if one was made.
"""

import json
import sys
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.assembly.stores import open_index
from pipelines.errors import PipelineError
from pipelines.index.damage import FILE
from pipelines.index.protocol import Store
from pipelines.settings import PipelineSettings
from pipelines.types import Scope

PAGE = 500
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    known: Collection[Place] | None
    copies: Path
    seconds: float | None = None


def looked(index: Store, wanted: Wanted) -> dict[str, Any]:
    """What is wrong. Raises ``PipelineError``."""
    return _looked(index, wanted)[0]


def mended(index: Store, wanted: Wanted) -> dict[str, Any]:
    """What was wrong and is mended, after a copy. Raises ``PipelineError`` and ``OSError``."""
    before, strangers = _looked(index, wanted)
    if not before["wrong"]:
        return before
    copy = index.copy(wanted.copies)
    for org_id, source_id in strangers:
        _remove(index, Scope(org_id, frozenset({source_id})))
    index.mend()
    return {**before, "copy": copy and str(copy)}


def _looked(index: Store, wanted: Wanted) -> tuple[dict[str, Any], Mapping[Place, int]]:
    """What is wrong, and documents, not deleted, of sources that are not known."""
    damage = index.damage(seconds=wanted.seconds)
    is_file = any(one.kind == FILE for one in damage)
    strangers = {} if is_file else _strangers(index, wanted.known)
    wrong = [(one.wrong, one.remedy) for one in damage]
    if strangers:
        wrong.append((f"{sum(strangers.values()):,} documents are of sources that nobody knows", "removed"))
    return {"wrong": wrong, "file": is_file, "copy": None}, strangers


def _strangers(index: Store, known: Collection[Place] | None) -> Mapping[Place, int]:
    return {} if known is None else {place: many for place, many in index.sources().items() if place not in known}


def _remove(index: Store, scope: Scope) -> None:
    while found := index.list(scope, limit=PAGE).items:
        index.retire(scope.org_id, [row.document_id for row in found], tombstone=False)
        index.settle()


def main() -> int:
    """Exit status 1 with the reason as the last line on standard error where it cannot be done."""
    asked = json.load(sys.stdin)
    known = None if asked["known"] is None else {(org_id, source_id) for org_id, source_id in asked["known"]}
    wanted = Wanted(known, Path(asked["copies"]), asked["seconds"])
    act = {"look": looked, "mend": mended}[sys.argv[1]]
    try:
        with closing(open_index(PipelineSettings())) as index:
            json.dump(act(index, wanted), sys.stdout)
    except (PipelineError, OSError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
