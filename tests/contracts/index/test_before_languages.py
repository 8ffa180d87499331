"""An index that a release without languages wrote is filled anew in them, and answers meanwhile as it did."""

import gzip
import json
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from pipelines.index.protocol import Store
from pipelines.ingest.pipeline import index_spec
from pipelines.ingest.reindexing import Reindexing
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import Fusion, Scope, Text, document_id_for
from tests.contracts.index.places import Place

# Written by its own code: an index file, and what it sent to OpenSearch.
SAMPLES = Path(__file__).parents[2] / "samples" / "before_languages"
ORG, SOURCE = "org-a", "source-a"
SCOPE = Scope(ORG, frozenset({SOURCE}))


def inherit(place: Place) -> None:
    """Put the data where the place's store looks for it."""
    if place.store == "sqlite":
        Path(place.location).write_bytes(gzip.decompress((SAMPLES / "index.sqlite.gz").read_bytes()))
        return
    told = gzip.decompress((SAMPLES / "opensearch.json.gz").read_bytes()).decode().replace("PREFIX", place.prefix)
    data = json.loads(told)
    with closing(OpenSearch(place.location, timeout=30)) as client:
        for name in ("documents", "chunks"):
            client.indices.create(index=data[name][0], body=data[name][1])
        for row in data["rows"]:
            client.index(index=data["documents"][0], id=row["_id"], body=row["source"], routing=ORG)
        assert not client.bulk(index=data["chunks"][0], body=data["lines"])["errors"]
        client.indices.refresh(index=f"{place.prefix}-*")


def best(index: Store, text: str) -> tuple[str, str]:
    """Uri and language of what is found first."""
    (hit, *_) = index.search(SCOPE, text, None, k=3, fusion=Fusion()).hits
    return hit.document.uri, hit.chunk.language


@pytest.fixture
def index(place: Place, open_index: Callable[[], Store], tmp_path: Path) -> Store:
    inherit(place)
    settings = PipelineSettings(data_dir=tmp_path, OPENAI_API_KEY=None, OPENAI_BASE_URL=None)
    made = open_index()
    made.ensure(index_spec(settings))
    return made


def test_languages_come_with_the_next_index(index: Store, tmp_path: Path) -> None:
    """Of documents and of chunks; no search fails, and the words of before are found before."""
    settings = PipelineSettings(data_dir=tmp_path, OPENAI_API_KEY=None, OPENAI_BASE_URL=None)
    storage = Storage(str(tmp_path / "blobs"))
    for uri, text in json.loads((SAMPLES / "texts.json").read_text()).items():
        storage.put_text(Text(text), org_id=ORG, document_id=document_id_for(SOURCE, uri), version="v1")
    assert index.live().analyzer == 1
    assert best(index, "Verträge gekündigt") == ("urlaub.md", "")
    worker = Reindexing(index, storage, settings, wanted=lambda: index_spec(settings), grace=timedelta(0))
    for _ in range(50):
        worker.step()
        assert index.search(SCOPE, "Verträge", None, k=3, fusion=Fusion()).degraded == ()
        if (state := index.filling()) is not None and state.phase.over:
            break
    assert index.live() == index_spec(settings)
    index.settle()
    assert {row.uri: row.language for row in index.list(SCOPE).items}["urlaub.md"] == "de"
    assert best(index, "Vertrag kündigen") == ("urlaub.md", "de")
    assert best(index, "employees leaving") == ("both.md", "en")
    assert best(index, "bezahlter Urlaub der Arbeitnehmer") == ("both.md", "de")
