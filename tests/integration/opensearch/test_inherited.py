"""An index that was written before there was an analyzer is carried over in place, while it answers.

The mapping and the bodies are those that the commit before wrote.
"""

import base64
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pipelines.index.opensearch import rebuilding as opensearch_rebuild
from pipelines.index.opensearch.chunks import physical_id
from pipelines.index.opensearch.mapping import LATER, chunks_body, documents_body
from pipelines.index.opensearch.rows import row_source
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.opensearch.wire import lines
from pipelines.text import REVISION
from pipelines.types import Document, Fusion, Status
from tests.contracts.index.making import DIMENSIONS, ORG, SCOPE, SPEC, document, publication, seeded

KEPT = {"type": "keyword", "index": False, "doc_values": False}
NUMBER = {"type": "integer", "index": False, "doc_values": False}
TEXTS = {
    "loans.md": ["Books are lent for four weeks.", "A café stands beside the films.", "Fees are 50 cents."],
    "shelves.md": [f"Shelf number{n} holds maps of region{n}." for n in range(8)],
}
COUNT = 11
Json = dict[str, Any]


def old_body(alias: str) -> Json:
    """The chunks' index as it was built."""
    apart = [rf"{one} => \u0020" for one in "_.,:;'‘’·․‿⁀⁔﹒＇．，；：＿"]
    words = {
        "type": "custom",
        "char_filter": ["apart"],
        "tokenizer": "standard",
        "filter": ["lowercase", "asciifolding", "porter_stem"],
    }
    properties = {
        **{name: {"type": "keyword"} for name in ("org_id", "source_id", "document_id", "text_key", "text_hash")},
        **dict.fromkeys(("chunk_id", "version", "title", "heading", "meta"), KEPT),
        "ordinal": {"type": "integer"},
        **dict.fromkeys(("page", "start", "end"), NUMBER),
        "words": {"type": "text", "analyzer": "words"},
        "text": {"type": "text", "index": False, "copy_to": ["words"]},
        "head": {"type": "text", "index": False, "copy_to": ["words", "words"]},
        "vector": {"type": "binary"},
        "embedding": {
            "type": "knn_vector",
            "dimension": DIMENSIONS,
            "method": {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"},
        },
    }
    spec = {"fingerprint": "f1", "splitter": {"tokens": 250}, "embedder": {"kind": "test"}, "alpha": 0.2}
    return {
        "aliases": {alias: {"is_write_index": True}},
        "settings": {
            "index": {
                "number_of_shards": 1,
                "auto_expand_replicas": "0-1",
                "knn": True,
                "refresh_interval": "30s",
                "analysis": {
                    "char_filter": {"apart": {"type": "mapping", "mappings": apart}},
                    "analyzer": {"words": words},
                },
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_routing": {"required": True},
            "_source": {"excludes": ["embedding", "head"]},
            "_meta": {"spec": {**spec, "dimensions": DIMENSIONS}},
            "properties": properties,
        },
    }


def old_lines(uri: str, texts: list[str]) -> tuple[list[Json], Json]:
    """A document's bulk lines as they were sent, and its row."""
    item = publication(document(uri, title="Handbook"), texts)
    row, parts = item.row, []
    for at, (chunk, vector) in enumerate(zip(item.chunks, item.vectors, strict=True)):
        half = vector.astype(np.float16)
        action = {"index": {"_id": physical_id((ORG, row.document_id), "v1", at), "routing": ORG}}
        source = {
            **{name: getattr(chunk, name) for name in ("chunk_id", "org_id", "source_id", "document_id", "version")},
            **{name: getattr(chunk, name) for name in ("ordinal", "text", "title", "heading", "page", "start", "end")},
            "text_key": chunk.text_key,
            "head": [chunk.title, *chunk.heading],
            "text_hash": chunk.text_hash,
            "meta": None,
            "vector": base64.b64encode(half.tobytes()).decode(),
            "embedding": half.astype(np.float32),
        }
        parts += [action, source]
    live = replace(row, live_version="v1", chunk_count=len(texts), status=Status.INDEXED)
    return parts, row_source(live)


@pytest.fixture
def index(open_index: Callable[[], OpenSearchIndex], monkeypatch: pytest.MonkeyPatch) -> OpenSearchIndex:
    """Such an index, opened by today's program; steps are small."""
    monkeypatch.setattr(opensearch_rebuild, "PAGE", 3)
    one = open_index()
    names, wire = one.names, one._wire
    documents = documents_body(names.documents)
    for later in LATER:
        del documents["mappings"]["properties"][later]
    documents["mappings"]["properties"]["wanted_hash"] = KEPT
    wire.call("PUT", f"/{names.documents}-1", body=documents)
    wire.call("PUT", f"/{names.chunks}-f1-1", body=old_body(names.chunks))
    for uri, texts in TEXTS.items():
        parts, row = old_lines(uri, texts)
        wire.index_all(names.chunks, lines(parts))
        wire.index_all(names.documents, lines([{"index": {"_id": f"{ORG}:{row['document_id']}", "routing": ORG}}, row]))
    one.ensure(SPEC)
    one.settle()
    return one


def found(index: OpenSearchIndex, text: str) -> list[str]:
    """What words find."""
    return [hit.chunk.text for hit in index.search(SCOPE, text, None, k=20, fusion=Fusion()).hits]


def rebuilt(index: OpenSearchIndex) -> None:
    """Take every step."""
    while index.rebuild() is not None:
        pass


def row_of(index: OpenSearchIndex, uri: str) -> Document:
    """The row now."""
    return index.get(ORG, [document(uri).document_id])[document(uri).document_id]


def test_its_documents_may_hold_others(index: OpenSearchIndex) -> None:
    """The manifest gets the field for it; rows that were there have no parent."""
    parent = row_of(index, "loans.md")
    assert parent.parent_id is None
    assert not index.put([document("loans.md!/a.md", parent_id=parent.document_id, about={"author": "Ann"})])
    assert row_of(index, "loans.md!/a.md").about == {"author": "Ann"}
    assert [row.uri for row in index.children(ORG, [parent.document_id])] == ["loans.md!/a.md"]


def test_it_answers_while_it_is_carried_over(index: OpenSearchIndex) -> None:
    """By vectors at once, saying that words are missing; afterwards by words, with the vectors it had."""
    before = index.search(SCOPE, "Books", seeded(1), k=20, fusion=Fusion())
    assert (len(before.hits), before.degraded) == (COUNT, ("index",))
    assert f"0 of {COUNT} passages" in index.health().note
    hashes = [chunk.text_hash for chunk in index.chunks(SCOPE, document("loans.md").document_id)]
    vectors = index.vectors(ORG, document("loans.md").document_id, hashes)
    rebuilt(index)
    after = index.search(SCOPE, "lent renewing book", seeded(1), k=20, fusion=Fusion())
    assert (len(after.hits), after.degraded) == (COUNT, ())
    assert found(index, "CAFE") == [TEXTS["loans.md"][1]]
    assert found(index, "50") == [TEXTS["loans.md"][2]]
    assert len(found(index, "handbook")) == COUNT
    kept = index.vectors(ORG, document("loans.md").document_id, hashes)
    assert all(np.array_equal(kept[name], vector) for name, vector in vectors.items())
    assert (index.live(), index.live().analyzer, index.health().note) == (replace(SPEC, layout=1), REVISION, "")
    assert index.rebuild() is None


def test_what_is_written_meanwhile_stays(index: OpenSearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what is published and deleted between reading a page and writing it back."""
    original, waiting = opensearch_rebuild.Rebuild._write, ["once"]

    def written(self: opensearch_rebuild.Rebuild, name: str, hits: list[Json]) -> None:
        if waiting:
            waiting.pop()
            assert not index.publish([publication(row_of(index, "loans.md"), ["Books stay."], version="v2")])
            index.retire(ORG, [document("shelves.md").document_id], tombstone=True)
            assert not index.publish([publication(document("new.md"), ["An okapi is new."])])
        original(self, name, hits)

    monkeypatch.setattr(opensearch_rebuild.Rebuild, "_write", written)
    rebuilt(index)
    assert found(index, "okapi") == ["An okapi is new."]
    assert found(index, "books") == ["Books stay."]
    assert found(index, "maps") == []
    assert index.search(SCOPE, "", seeded(1), k=20, fusion=Fusion()).degraded == ()
    assert len(index.search(SCOPE, "", seeded(1), k=20, fusion=Fusion()).hits) == 2


def test_what_comes_has_context(index: OpenSearchIndex) -> None:
    """Its chunks get the field; what is there is made anew without it."""
    made = publication(row_of(index, "loans.md"), ["Books are lent.", "| film | 1 |"], version="v2")
    later = replace(made.chunks[1], context="| medium | weeks |")
    assert not index.publish([replace(made, chunks=(made.chunks[0], later))])
    rebuilt(index)
    (hit,) = index.search(SCOPE, "weeks", None, k=5, fusion=Fusion()).hits
    assert (hit.chunk.text, hit.chunk.context) == ("| film | 1 |", "| medium | weeks |")
    assert len(found(index, "maps")) == 8


def test_one_from_before_context_takes_it(open_index: Callable[[], OpenSearchIndex]) -> None:
    """An index as the commit before built it, which nothing else is new to."""
    one = open_index()
    names, wire = one.names, one._wire
    body = chunks_body(names.chunks, SPEC)
    del body["mappings"]["properties"]["context"]
    wire.call("PUT", f"/{names.chunks}-f1-1", body=body)
    one.ensure(SPEC)
    made = publication(document("prices.md"), ["| lamp | 12 |", "| chair | 30 |"])
    later = replace(made.chunks[1], context="| article | price |")
    assert not one.publish([replace(made, chunks=(made.chunks[0], later))])
    (hit,) = [hit for hit in one.search(SCOPE, "article", None, k=5, fusion=Fusion()).hits if hit.chunk.context]
    assert (hit.chunk.text, hit.chunk.context) == ("| chair | 30 |", "| article | price |")
    assert one.rebuild() is None


def test_two_processes_do_it_at_once(index: OpenSearchIndex, open_index: Callable[[], OpenSearchIndex]) -> None:
    """One that began and was killed is gone on with by two that only repeat each other."""
    index.rebuild()
    others = [open_index(), open_index()]
    threads = [threading.Thread(target=rebuilt, args=(one,)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert index.live().analyzer == REVISION
    assert len(found(index, "maps")) == 8
    assert found(index, "lent") == [TEXTS["loans.md"][0]]
    for one in (index, *others):
        one.ensure(SPEC)
        assert one.rebuild() is None


def test_rows_of_before_are_found_by_their_bytes(index: OpenSearchIndex) -> None:
    """The hash of their bytes was kept and not indexed: who opens the manifest has it indexed, once."""
    index.ensure(SPEC)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and len(index.same(SCOPE, ["h1"]).get("h1", ())) < len(TEXTS):
        time.sleep(0.1)
    assert [row.uri for row in index.same(SCOPE, ["h1"])["h1"]] == sorted(TEXTS)
