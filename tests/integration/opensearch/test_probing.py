"""What was just written is looked for once more before it counts: many documents by two searches."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from pipelines.index.opensearch import probing
from pipelines.index.opensearch.chunks import key_of, physical_id
from pipelines.index.opensearch.probing import Probe, are_found
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.opensearch.wire import Wire
from pipelines.types import Publication
from tests.contracts.index.making import ORG, document, publication

WORDS = (["zebra", "heron"], ["lion", "crane"], ["zebra", "stork", "heron"])


class Written:
    """Three published documents of a few chunks each, and how they are probed."""

    def __init__(self, wire: Wire, index: OpenSearchIndex) -> None:
        self._wire, self._chunks = wire, index.names.chunks
        items = [publication(document(f"{n}.md"), words) for n, words in enumerate(WORDS)]
        assert not index.publish(items)
        self.probes = [_probe(item) for item in items]

    def found(self, probes: Sequence[Probe]) -> list[bool]:
        """Whether each is found."""
        return are_found(self._wire, self._chunks, probes)

    def change(self, name: str, **other: Any) -> None:
        """Write a chunk anew, with what its ``_source`` lacks, and with some of it changed; None leaves it out."""
        path = f"/{self._chunks}/_doc/{name}"
        source = self._wire.call("GET", path, params={"routing": ORG})["_source"]
        whole = {**source, "head": [source["text"]], "embedding": [1, 2, 3, 4, 5, 6, 7, 8], **other}
        body = {field: value for field, value in whole.items() if value is not None}
        self._wire.call("PUT", path, body=body, params={"routing": ORG, "refresh": "true"})


@pytest.fixture
def written(opensearch_url: str, index: OpenSearchIndex) -> Iterator[Written]:
    """Documents on the server."""
    with closing(Wire(opensearch_url)) as wire:
        yield Written(wire, index)


def _probe(item: Publication) -> Probe:
    row = item.row
    ids = [physical_id((row.org_id, row.document_id), item.version, at) for at in range(len(item.chunks))]
    key = key_of(row.document_id, item.version)
    return Probe(row.org_id, row.source_id, key, ids, item.vectors[0], [item.chunks[0].text])


@pytest.mark.parametrize("together", [1_000, 2])
def test_what_is_there_is_found(written: Written, monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    """In as many searches as it takes, in the order in which it was asked for."""
    monkeypatch.setattr(probing, "TOGETHER", together)
    first, *rest = written.probes
    absent = _probe(publication(document("absent.md"), ["zebra"]))
    assert written.found([first, absent, *rest]) == [True, False, True, True]
    assert written.found([]) == []


@pytest.mark.parametrize(
    ("at", "other"),
    [
        (0, {}),
        (0, {"head": ["tiger"]}),
        (0, {"embedding": None}),
        (1, {"embedding": None}),
        (0, {"source_id": "another"}),
        (1, {"source_id": "another"}),
        (1, {"org_id": "another"}),
    ],
)
def test_what_lacks_a_part_is_told_alone(written: Written, at: int, other: dict[str, Any]) -> None:
    """Without a chunk's vector, without the first one's words, or elsewhere, it is not found; its neighbours are."""
    written.change(written.probes[1].ids[at], **other)
    assert written.found(written.probes) == [True, not other, True]


def test_a_document_of_more_chunks_than_a_search_finds(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is whole with as many as that, and is asked for apart."""
    monkeypatch.setattr(probing, "MOST_HITS", 2)
    assert written.found(written.probes) == [True, True, True]


def test_sources_are_searched_apart(written: Written) -> None:
    """A chunk is found in its own source only."""
    first, second, third = written.probes
    assert written.found([first, replace(second, source_id="another"), third]) == [True, False, True]
