"""Other processes of the races: ``python -m tests.contracts.index.child <task> <store> <location> <prefix> <name>``."""

import itertools
import sys
from dataclasses import replace

from pipelines.index.protocol import Index
from tests.contracts.index.making import ORG, document, lease, publication
from tests.contracts.index.places import Place

TURNS = 25
DOCUMENTS = 4


def count_up(index: Index, name: str) -> None:
    """Add 1 to a shared title so many times, and publish a document of one's own each time."""
    shared = document("shared.md").document_id
    for turn in range(TURNS):
        while True:
            row = index.get(ORG, [shared])[shared]
            if not index.put([replace(row, title=str(int(row.title) + 1))]):
                break
        own = publication(document(f"{name}-{turn}.md"), [f"zebra {name} {turn}"], claim=lease(name))
        if index.publish([own]):
            raise SystemExit("a publication of nobody else's document was refused")


def publish_for_ever(index: Index, name: str) -> None:
    """Publish version after version of a few documents until somebody kills this process."""
    print("ready", flush=True)
    for turn in itertools.count():
        rows = [document(f"{n}.md") for n in range(DOCUMENTS)]
        known = index.get(ORG, [row.document_id for row in rows])
        index.publish(
            [
                publication(
                    known.get(row.document_id, row),
                    [f"zebra {part} of {row.uri} {name} {turn}" for part in range(3 + turn % 3)],
                    version=f"{name}-{turn}",
                    claim=lease(name, seconds=0.05),
                )
                for row in rows
            ]
        )


def main() -> None:
    """Run one task."""
    task, store, location, prefix, name = sys.argv[1:]
    index = Place(store, location, prefix).open()
    {"count_up": count_up, "publish_for_ever": publish_for_ever}[task](index, name)
    index.close()


if __name__ == "__main__":
    main()
