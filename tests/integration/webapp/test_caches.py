"""What is kept on Redis is what was made, belongs to this installation alone, and is never missed."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from pipelines.caching.link import RedisLink
from pipelines.caching.shelf import Shelf
from pipelines.embedding.kept import QUESTIONS, KeptQuestions
from pipelines.embedding.live import LiveEmbedder
from pipelines.embedding.protocol import Embedder
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.index.kept import SEARCHES, keep_searches
from pipelines.index.protocol import Store
from pipelines.index.sqlite import SQLiteIndex, manifest
from pipelines.metrics import COLLECTOR
from pipelines.types import Fusion
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, now, publication, seeded
from tests.servers.redis import RedisServer
from webapp.operation.caches import open_caches
from webapp.settings import WebSettings

SECRET, MB = b"the installation's own", 1_000_000
QUESTION = "when does Grandma's pump house open?"


@pytest.fixture
def link(redis: RedisServer) -> Iterator[RedisLink]:
    with closing(RedisLink(redis.url)) as one:
        yield one


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(SQLiteIndex(tmp_path / "index.sqlite")) as one:
        one.ensure(SPEC)
        one.publish(
            [publication(document("a.md"), ["zebra one", "zebra two"]), publication(document("b.md"), ["lion"])]
        )
        yield cast(Store, one)


def lookups(cache: str) -> dict[str, float]:
    """Hits and misses of a cache, in all."""
    samples = [sample for family in COLLECTOR.families() for sample in family.samples]
    counted = [one for one in samples if one.name == "refdesk_cache_lookups_total" and one.labels["cache"] == cache]
    return {one.labels["outcome"]: one.value for one in counted}


def asked(index: Store, text: str = "zebra") -> list[str]:
    found = index.search(SCOPE, text, seeded(3), k=10, fusion=Fusion())
    return [hit.chunk.text for hit in found.hits]


class Counting:
    """An embedder that counts its calls: what a provider would be paid for."""

    def __init__(self) -> None:
        self.one, self.calls = WordLlamaEmbedder(), 0
        self.config, self.dimensions, self.alpha = {"kind": "counting"}, self.one.dimensions, 0.4

    def embed_question(self, text: str) -> np.ndarray:
        self.calls += 1
        return self.one.embed_question(text)


def test_another_process_finds_what_was_kept(store: Store, link: RedisLink) -> None:
    """Hit by hit the same, rows and vectors too; a deletion makes it unreachable at once, whoever does it."""
    one, other = (keep_searches(store, Shelf(SEARCHES, SECRET, most=MB, link=link)) for _ in range(2))
    made = one.search(SCOPE, "zebra", seeded(3), k=10, fusion=Fusion())
    before = lookups("retrieval").get("hit", 0.0)
    kept = other.search(SCOPE, "zebra", seeded(3), k=10, fusion=Fusion())
    assert lookups("retrieval")["hit"] == before + 1
    assert (kept.hits, kept.floor, kept.degraded) == (made.hits, made.floor, ())
    assert kept.spec is not None
    assert kept.spec.fingerprint == SPEC.fingerprint
    assert np.array_equal(cast(np.ndarray, kept.vectors), cast(np.ndarray, made.vectors))
    store.retire(ORG, [document("a.md").document_id], tombstone=True)
    assert asked(one) == asked(other) == asked(store) == ["lion"]


def test_a_deletion_that_was_killed(store: Store) -> None:
    """From its first step on nothing of the document is found; afterwards the scores are those without it."""
    long = document("long.md")
    store.publish([publication(long, [f"zebra {number}" for number in range(120)])])
    kept = keep_searches(store, Shelf(SEARCHES, SECRET, most=MB))
    assert len(asked(kept)) == 10
    with cast(SQLiteIndex, store)._connections.writing() as db:
        manifest.retire(db, ORG, [long.document_id], tombstone=True, moment=now())
    assert sorted(asked(kept)) == ["lion", "zebra one", "zebra two"]
    assert store.sweep() == 120
    one, other = (index.search(SCOPE, "zebra", seeded(3), k=10, fusion=Fusion()) for index in (kept, store))
    assert (one.hits, one.floor) == (other.hits, other.floor)


def test_another_organisation_empties_nothing(store: Store) -> None:
    """Its uploads and deletions leave what was kept; one's own row that waits does too, and is none that is found."""
    kept = keep_searches(store, Shelf(SEARCHES, SECRET, most=MB))
    asked(kept)
    theirs = document("c.md", org_id="org-b", source_id="source-b")
    store.publish([publication(theirs, ["zebra three"])])
    store.retire("org-b", [theirs.document_id], tombstone=True)
    store.put([document("waits.md")])
    before = lookups("retrieval")["hit"]
    asked(kept)
    assert lookups("retrieval")["hit"] == before + 1


def test_what_others_put_there_is_not_taken(store: Store, link: RedisLink) -> None:
    """Neither a changed value, nor one from under another key, nor one of another installation; no error either."""
    shelf = Shelf(SEARCHES, SECRET, most=1, link=link)
    index = keep_searches(store, shelf)
    assert asked(index) == asked(index)
    asked(index, "lion")
    names = sorted(cast(list[bytes], link.client.keys()))
    one, other = (cast(bytes, link.client.get(name)) for name in names)
    for planted in (one.replace(b"zebra", b"hyena"), other, b"", b"{}", one[:40]):
        link.client.set(names[0], planted)
        assert asked(index) == asked(store)
        assert asked(index, "lion") == asked(store, "lion")
    assert asked(keep_searches(store, Shelf(SEARCHES, b"another's", most=1, link=link))) == asked(store)
    assert len(cast(list[bytes], link.client.keys())) == 3


def test_questions_are_embedded_once_and_told_to_nobody(link: RedisLink) -> None:
    """Two processes, spaces and composed letters; Redis has the vector under a key that says nothing, for a time."""
    counting = Counting()
    one, other = (
        KeptQuestions(cast(Embedder, counting), Shelf(QUESTIONS, SECRET, most=MB, link=link)) for _ in range(2)
    )
    first = one.embed_question(QUESTION)
    assert np.array_equal(other.embed_question(f" {QUESTION}  "), first)
    assert np.array_equal(one.embed_question(QUESTION), first)
    assert counting.calls == 1
    (name,) = cast(list[bytes], link.client.keys())
    kept = cast(bytes, link.client.get(name))
    assert len(kept) < 5_000
    assert not any(word in name + kept for word in map(str.encode, QUESTION.split()))
    assert 0 < cast(int, link.client.ttl(name)) <= 3_600


def test_redis_goes_and_comes(store: Store, redis: RedisServer, link: RedisLink) -> None:
    """Each process keeps for itself meanwhile, and goes on there afterwards."""
    index = keep_searches(store, Shelf(SEARCHES, SECRET, most=MB, link=link))
    counting = Counting()
    embedder = KeptQuestions(cast(Embedder, counting), Shelf(QUESTIONS, SECRET, most=MB, link=link))
    redis.kill()
    assert asked(index) == asked(index) == asked(store)
    assert np.array_equal(embedder.embed_question(QUESTION), embedder.embed_question(QUESTION))
    assert counting.calls == 1
    assert not link.health().ok
    redis.start()
    link.look()
    asked(index, "lion")
    assert len(cast(list[bytes], link.client.keys())) == 1


def test_memory_is_bounded(store: Store) -> None:
    """What is too large is not kept, of what is kept the least used goes; with 0 MB nothing is."""
    shelf = Shelf(SEARCHES, SECRET, most=20_000)
    index = keep_searches(store, shelf)
    for number in range(50):
        assert asked(index, f"zebra {number}")
    assert 0 < shelf._near.currsize <= 20_000
    caches = open_caches(WebSettings(cache_mb=0))
    assert (caches.over(store), caches.questions) == (store, None)


@pytest.mark.parametrize(("kind", "asked_of"), [("wordllama", WordLlamaEmbedder), ("openai", KeptQuestions)])
def test_static_embedders_are_asked_as_they_are(kind: str, asked_of: type, tmp_path: Path) -> None:
    """Their vectors are made as fast as found; those of a provider are kept."""
    settings = WebSettings(data_dir=tmp_path)
    with closing(SQLiteIndex(tmp_path / "other.sqlite")) as index:
        index.ensure(replace(SPEC, embedder={"kind": kind}))
        live = LiveEmbedder(index, settings, questions=open_caches(settings).questions)
        assert isinstance(live.asked()[1], asked_of)
