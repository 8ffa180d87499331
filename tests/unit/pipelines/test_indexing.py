"""The indexing pipeline on the embedded index: every document ends, alone, with its reason."""

import contextlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from haystack import Pipeline

from pipelines.answer.answerer import Answerer
from pipelines.assembly.installation import Installation
from pipelines.assembly.parts import reading_for
from pipelines.assembly.stores import open_index
from pipelines.convert.guard import Converter
from pipelines.convert.language import corrected
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.errors import IndexUnavailable
from pipelines.index.protocol import Index
from pipelines.index.sqlite import publishing
from pipelines.ingest import structure_splitter
from pipelines.ingest.pipeline import Fetched, build_indexing_pipeline, index_batch, index_spec
from pipelines.questions import Question
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Fusion, Lease, Scope, Status, Visibility, document_id_for
from tests.samples import pdfs

ORG, SOURCE = "org-1", "source-1"
SCOPE = Scope(ORG, frozenset({SOURCE}))
LONG_TABLE = Path(__file__).parents[2] / "samples" / "tables" / "long-table.md"


class Desk:
    """Index, storage and pipeline in a folder, with the steps that the tests take."""

    def __init__(self, folder: Path, converter: Converter) -> None:
        self.folder = folder
        self.settings = PipelineSettings(data_dir=folder)
        self.index: Index = open_index(self.settings)
        self.index.ensure(index_spec(self.settings))
        self.storage = Storage(self.settings.blobs)
        self.installation = Installation(self.settings, index=self.index, storage=self.storage, converter=converter)
        self.pipeline: Pipeline = build_indexing_pipeline(self.installation)

    def row(self, uri: str) -> Document | None:
        document_id = document_id_for(SOURCE, uri)
        return self.index.get(ORG, [document_id]).get(document_id)

    def fetched(self, uri: str, content: bytes) -> Fetched:
        """A file on disk and its pending row."""
        path = self.folder / uri
        path.write_bytes(content)
        known = self.row(uri)
        if known is None:
            self.index.put([Document(document_id_for(SOURCE, uri), ORG, SOURCE, uri, uri)])
            known = self.row(uri)
        assert known is not None
        return Fetched(replace(known, wanted_hash=str(hash(content))), path)

    def run(self, *batch: Fetched) -> list[Status]:
        lease = Lease("run-1", datetime.now(UTC) + timedelta(seconds=60))
        return [outcome.status for outcome in index_batch(self.pipeline, batch, lease=lease)]

    def found(self, words: str) -> list[str]:
        vector = WordLlamaEmbedder().embed_question(words)
        return [hit.document.uri for hit in self.index.search(SCOPE, words, vector, k=5, fusion=Fusion()).hits]


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    with Converter(PipelineSettings()) as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, converter: Converter) -> Iterator[Desk]:
    made = Desk(tmp_path, converter)
    yield made
    made.index.close()


def test_a_batch_ends_document_by_document(desk: Desk) -> None:
    """Good ones are indexed and found, a broken one fails and an empty one is skipped, each with a reason."""
    good = desk.fetched("loans.md", b"# Loans\n\nBooks are lent for four weeks.")
    broken, empty = desk.fetched("broken.pdf", b"%PDF-1.7 nothing else"), desk.fetched("empty.txt", b"  \n")
    assert sorted(desk.run(good, broken, empty)) == [Status.FAILED, Status.INDEXED, Status.SKIPPED]
    assert desk.found("How long are books lent?") == ["loans.md"]
    for uri, status in (("broken.pdf", Status.FAILED), ("empty.txt", Status.SKIPPED)):
        row = desk.row(uri)
        assert row is not None
        assert row.status is status
        assert row.error is not None
        assert row.error.code
        assert row.error.action


def test_the_stored_text_holds_every_chunk(desk: Desk) -> None:
    """``stored_text[start:end]`` of a chunk is the chunk."""
    desk.run(desk.fetched("long.md", b"# One\n\nFirst.\n\n# Two\n\n" + b"A sentence of some words. " * 200))
    row = desk.row("long.md")
    assert row is not None
    assert row.live_version is not None
    text = desk.storage.get_text(org_id=ORG, document_id=row.document_id, version=row.live_version)
    chunks = desk.index.chunks(SCOPE, row.document_id)
    assert len(chunks) > 3
    assert all(text.text[chunk.start : chunk.end] == chunk.text for chunk in chunks)


def test_words_are_found_however_they_were_written(desk: Desk) -> None:
    """In an encoding that is not told, hyphenated where a line may end, glued to a private letter: each ends alone."""
    western = desk.fetched("prices.csv", "Name;Preis\nBücherkiste;12,50 €\n".encode("cp1252"))
    soft = desk.fetched("soft.html", b"<p>The Donau&shy;dampf&shy;schiff sails at nine. Zero&#8203;width here.</p>")
    glued = desk.fetched("glued.txt", "\uf0b7cm\n".encode())
    assert desk.run(western, soft, glued) == [Status.INDEXED] * 3
    assert [desk.found(words)[0] for words in ("Bücherkiste", "Donaudampfschiff", "zerowidth", "cm")] == [
        *("prices.csv", "soft.html", "soft.html", "glued.txt")
    ]
    rows = [desk.row(uri) for uri in ("prices.csv", "soft.html")]
    assert [row and row.encoding for row in rows] == ["windows-1252", None]


def test_an_edit_embeds_only_what_it_touched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vectors of unchanged chunks are reused."""
    embedded: list[str] = []
    real = WordLlamaEmbedder.embed_documents

    def counted(self: WordLlamaEmbedder, texts: list[str]) -> object:
        embedded.extend(texts)
        return real(self, texts)

    monkeypatch.setattr(WordLlamaEmbedder, "embed_documents", counted)
    parts = [f"## Part {n}\n\n" + f"Sentence number {n} about shelves. " * 30 for n in range(20)]
    desk.run(desk.fetched("handbook.md", "\n\n".join(parts).encode()))
    first = len(embedded)
    parts[7] = parts[7].replace("shelves", "ladders", 1)
    desk.run(desk.fetched("handbook.md", "\n\n".join(parts).encode()))
    assert first >= 20
    assert len(embedded) - first <= 2
    assert desk.found("number 7 ladders")[0] == "handbook.md"


def test_an_emptied_document_no_longer_answers(desk: Desk) -> None:
    """A new version with nothing in it takes the old text out of search."""
    desk.run(desk.fetched("note.txt", b"The heron stands in the pond."))
    assert desk.found("heron pond") == ["note.txt"]
    assert desk.run(desk.fetched("note.txt", b"\n")) == [Status.SKIPPED]
    assert desk.found("heron pond") == []


def test_what_comes_while_an_emptied_version_is_read_is_not_lost(desk: Desk) -> None:
    """A newer upload still waits for its bytes, and goes on answering until they are read; a deletion stays one."""
    desk.run(desk.fetched("note.txt", b"The heron stands in the pond."))
    emptied = desk.fetched("note.txt", b"\n")
    newer = replace(emptied.row, wanted_hash="f" * 64, status=Status.PENDING)
    assert not desk.index.put([newer])
    lease = Lease("run-1", datetime.now(UTC) + timedelta(seconds=60))
    (outcome,) = index_batch(desk.pipeline, [emptied], lease=lease)
    assert (outcome.status, outcome.conflict) == (Status.PENDING, desk.row("note.txt"))
    row = desk.row("note.txt")
    assert row is not None
    assert (row.status, row.wanted_hash) == (Status.PENDING, "f" * 64)
    assert desk.found("heron pond") == ["note.txt"]
    emptied = replace(emptied, row=row)
    desk.index.retire(ORG, [row.document_id], tombstone=True)
    (outcome,) = index_batch(desk.pipeline, [emptied], lease=lease)
    row = desk.row("note.txt")
    assert row is not None
    assert (row.status, row.tombstone, outcome.status) == (Status.DELETED, True, Status.PENDING)


def test_a_failed_new_version_keeps_the_old_one(desk: Desk) -> None:
    """A broken upload of a known name is reported, and what was known stays findable."""
    desk.run(desk.fetched("note.txt", b"The heron stands in the pond."))
    assert desk.run(desk.fetched("note.txt", b"\x89PNG\r\n\x1a\n and no text")) == [Status.FAILED]
    assert desk.found("heron pond") == ["note.txt"]


def test_a_row_that_moved_on_is_not_overwritten(desk: Desk) -> None:
    """A tombstone that came in between wins, and the outcome says so."""
    fetched = desk.fetched("note.txt", b"The heron stands in the pond.")
    desk.index.retire(ORG, [fetched.row.document_id], tombstone=True)
    lease = Lease("run-1", datetime.now(UTC) + timedelta(seconds=60))
    (outcome,) = index_batch(desk.pipeline, [fetched], lease=lease)
    assert outcome.conflict is not None
    assert outcome.conflict.tombstone
    assert desk.found("heron pond") == []


@pytest.mark.parametrize(
    ("part", "name", "code"),
    [
        ("pipelines.ingest.structure_splitter._pieces", "a splitter", "document_broke"),
        ("pipelines.embedding.wordllama.WordLlamaEmbedder.embed_documents", "an embedder", "document_broke"),
        ("pipelines.index.sqlite.adding.storable", "the index", "document_broke"),
    ],
)
def test_what_breaks_on_a_document_fails_it_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, part: str, name: str, code: str
) -> None:
    """Whatever breaks, and for a reason that nobody expected: the others of its batch are indexed."""
    _breaking_on(monkeypatch, part, "poison")
    batch = [desk.fetched(f"{n}.md", f"Heron number{n} stands.".encode()) for n in range(3)]
    bad = desk.fetched("bad.md", b"A poison heron.")
    assert sorted(desk.run(*batch[:2], bad, batch[2])) == [Status.FAILED, *[Status.INDEXED] * 3], name
    assert len(desk.found("heron")) == 3
    row = desk.row("bad.md")
    assert row is not None
    assert row.error is not None
    assert (row.status, row.error.code, row.wanted_hash) == (Status.FAILED, code, bad.row.wanted_hash)
    assert row.error.action


def test_a_vector_that_does_not_fit_fails_its_document_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An embedder that answers with no number for one text."""
    real = WordLlamaEmbedder.embed_documents

    def embed(self: WordLlamaEmbedder, texts: list[str]) -> np.ndarray:
        vectors = np.array(real(self, texts))
        vectors[[at for at, text in enumerate(texts) if "poison" in text]] = np.nan
        return vectors

    monkeypatch.setattr(WordLlamaEmbedder, "embed_documents", embed)
    batch = [desk.fetched("a.md", b"A heron."), desk.fetched("bad.md", b"A poison."), desk.fetched("b.md", b"A crane.")]
    assert sorted(desk.run(*batch)) == [Status.FAILED, Status.INDEXED, Status.INDEXED]
    row = desk.row("bad.md")
    assert row is not None
    assert row.error is not None
    assert row.error.code == "index_mismatch"


def test_a_document_that_no_probe_finds_fails_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason, once: it is not tried again until its bytes change. What was live before stays so."""
    desk.run(desk.fetched("bad.md", b"The heron was here."))
    monkeypatch.setattr(publishing, "probe_terms", lambda chunk, _: ("absent",) if "poison" in chunk.text else ())
    assert sorted(desk.run(desk.fetched("a.md", b"A crane."), desk.fetched("bad.md", b"A poison."))) == [
        Status.FAILED,
        Status.INDEXED,
    ]
    row = desk.row("bad.md")
    assert row is not None
    assert row.error is not None
    assert (row.status, row.error.code, row.pending_version) == (Status.FAILED, "probe_failed", None)
    assert row.content_hash != row.wanted_hash
    assert desk.found("heron") == ["bad.md", "a.md"]


def test_a_row_far_down_a_table_is_found_with_its_header(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The header is embedded and indexed with every chunk of the table; the answer quotes the row."""
    embedded: list[str] = []
    real = WordLlamaEmbedder.embed_documents
    monkeypatch.setattr(
        WordLlamaEmbedder, "embed_documents", lambda self, texts: embedded.extend(texts) or real(self, texts)
    )
    assert desk.run(desk.fetched("prices.md", LONG_TABLE.read_bytes())) == [Status.INDEXED]
    header = "| article | colour | price in euros |"
    chunks = desk.index.chunks(SCOPE, document_id_for(SOURCE, "prices.md"))
    assert [chunk.context for chunk in chunks[1:]] == [header] * (len(chunks) - 1)
    assert all(header in one for one in embedded)
    assert len({chunk.text_hash for chunk in chunks}) == len(chunks)
    with contextlib.closing(Answerer(desk.settings, index=desk.index, storage=desk.storage)) as answerer:
        asked = Question("price of item 150", SCOPE, {SOURCE: Visibility.CITABLE})
        answer = answerer.answer(asked)
    assert [one.quote for one in answer.citations] == ["| item number 150 | shade 3 | 450 |"]
    assert "price in euros: 450" in answer.content


def test_a_document_of_too_many_passages_fails_with_the_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone."""
    monkeypatch.setattr(structure_splitter, "MOST_CHUNKS", 2)
    long = desk.fetched("long.md", b"\n\n".join(b"# Part %d\n\nWords." % n for n in range(3)))
    assert sorted(desk.run(long, desk.fetched("a.md", b"A heron."))) == [Status.FAILED, Status.INDEXED]
    row = desk.row("long.md")
    assert row is not None
    assert row.error is not None
    assert row.error.code == "too_many_passages"


def test_an_index_that_is_away_fails_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch is an error and is tried again; no document is blamed."""

    def away(*_: object) -> None:
        raise IndexUnavailable("gone")

    fetched = desk.fetched("a.md", b"A heron."), desk.fetched("b.md", b"A crane.")
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "publish", away)
        with pytest.raises(IndexUnavailable):
            desk.run(*fetched)
    assert desk.run(*fetched) == [Status.INDEXED, Status.INDEXED]


def _breaking_on(monkeypatch: pytest.MonkeyPatch, part: str, word: str) -> None:
    owner, _, name = part.rpartition(".")
    place = pkgutil.resolve_name(owner)
    real = getattr(place, name)

    def broken(*arguments: Any) -> Any:
        if word in str(arguments):
            raise ValueError("nobody expected this")
        return real(*arguments)

    monkeypatch.setattr(place, name, broken)


def test_the_pipeline_survives_yaml(desk: Desk) -> None:
    """Components and connections come back equal; a loaded pipeline indexes."""
    with reading_for(desk.installation):
        loaded = Pipeline.loads(desk.pipeline.dumps(), allowed_modules=["pipelines.ingest.*"])
    before, after = desk.pipeline.to_dict(), loaded.to_dict()
    assert after["components"] == before["components"]
    assert sorted(map(str, after["connections"])) == sorted(map(str, before["connections"]))
    lease = Lease("run-2", datetime.now(UTC) + timedelta(seconds=60))
    (outcome,) = index_batch(loaded, [desk.fetched("note.txt", b"The heron stands in the pond.")], lease=lease)
    assert outcome.status is Status.INDEXED


def test_a_pdf_has_its_layout_beside_its_text(desk: Desk) -> None:
    """Of the stored text; the same version again leaves it, one that is damaged is written anew. Others have none."""
    paper, plain = pdfs.paragraphs([["First page."], ["Second page."]]), b"# Loans\n\nBooks are lent."
    assert desk.run(desk.fetched("a.pdf", paper), desk.fetched("a.md", plain)) == [Status.INDEXED] * 2
    (file,) = (desk.folder / "blobs" / "texts").rglob("*.layout")
    assert file.with_suffix(".json").exists()
    whole, written = file.read_bytes(), file.stat().st_mtime_ns
    desk.run(desk.fetched("a.pdf", paper))
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (whole, written)
    file.write_bytes(whole[:70])
    desk.run(desk.fetched("a.pdf", paper))
    assert file.read_bytes() == whole


def test_a_document_has_its_language_or_the_one_that_a_person_said(desk: Desk) -> None:
    """Told by its text, also against its tag; what a person said outlives new bytes, a refusal and a deletion."""
    german = "Die Bücherei ist montags bis freitags geöffnet. Ausleihen dürfen alle mit Ausweis."
    page = f'<html lang="en"><body><p>{german}</p></body></html>'.encode()
    assert desk.run(desk.fetched("a.html", page), desk.fetched("b.txt", b"12 13 14")) == [Status.INDEXED] * 2

    def languages() -> list[str]:
        return [row.language for uri in ("a.html", "b.txt") if (row := desk.row(uri))]

    assert languages() == ["de", ""]
    first = desk.row("a.html")
    assert first is not None
    desk.index.put([corrected(first, "nl")])
    desk.run(desk.fetched("a.html", page + b" "))
    assert languages()[0] == "nl"
    desk.run(desk.fetched("a.html", b"  "))
    desk.index.retire(ORG, [first.document_id], tombstone=True)
    desk.run(desk.fetched("a.html", page))
    assert languages()[0] == "nl"
    said = desk.row("a.html")
    assert said is not None
    desk.index.put([corrected(said, "")])
    desk.run(desk.fetched("a.html", page))
    assert languages()[0] == "de"
