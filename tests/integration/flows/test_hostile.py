"""One document never holds up a source: five hundred ordinary files and the worst texts, through the real flow."""

from collections.abc import Iterator

import pytest

from pipelines.types import Scope, Status
from tests.integration.flows.stand import Stand

GOOD = 500
HOSTILE = {
    "private.txt": "\uf0b7cm",
    "price.txt": "Preis: 700₽ pro Monat",
    "party.txt": "🥳done",
    "isolates.txt": "\u2068name\u2069",
    "unassigned.txt": "\u0378glued\u0379",
    "controls.md": "".join(map(chr, range(1, 32))) + "control\x7f\x80\x9f",
    "noncharacters.txt": "\ufffe\uffff\U0010ffff text",
    "marks.txt": "\u0301\u0302\u20dd" * 300,
    "long.txt": "x" * 1_000_000,
    "long-wide.txt": "字" * 20_000,
    "halves.html": "<p>&#xd800;x&#xdfff; halves</p>",
    "syntax.md": '# " OR NEAR(a b)\n\n* ^ {x} : - \\',
}


@pytest.fixture
def stand(prefect_api_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """An installation of the test's own."""
    stand = Stand(prefect_api_url, tmp_path_factory.mktemp("installation"))
    yield stand
    stand.close()


@pytest.mark.timeout(300)
def test_five_hundred_files_and_the_worst(stand: Stand) -> None:
    """The sync succeeds, every document ends, the five hundred are found, and a sync after it has nothing to do."""
    source = stand.source()
    for number in range(GOOD):
        stand.upload(source, f"{number:03d}.md", f"# Part {number}\n\nThe okapi number{number} eats leaves.\n".encode())
    names = {stand.upload(source, name, text.encode()): name for name, text in HOSTILE.items()}
    sync = stand.ended(stand.ingestion.start(source.source_id), seconds=240)
    assert sync.status == "succeeded", stand.log()
    scope = Scope(source.org_id, frozenset({source.source_id}))
    rows = stand.index.list(scope, limit=GOOD + len(HOSTILE)).items
    assert len(rows) == GOOD + len(HOSTILE)
    assert {row.uri for row in rows if row.status is not Status.INDEXED} <= set(HOSTILE)
    assert all(row.status.terminal for row in rows)
    assert sum(row.status is Status.INDEXED for row in rows) >= GOOD + 5
    for number in (0, 250, 499):
        assert len(stand.found(source, f"number{number}")) == 1
    assert [names[one] for one in stand.found(source, "700")] == ["price.txt"]
    assert stand.synced(source).report.counts.unchanged == len(rows)
