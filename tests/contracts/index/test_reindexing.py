"""The next index is filled beside the live one and swapped in, whatever happens meanwhile, on both stores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from pipelines.convert.language import corrected
from pipelines.cutting.splitting import Rules
from pipelines.embedding.live import LiveEmbedder
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.errors import IndexSwapped
from pipelines.index.filling import Filling, Phase
from pipelines.index.protocol import Store
from pipelines.ingest.batch import Prepared
from pipelines.ingest.chunk_embedder import embedded
from pipelines.ingest.pipeline import index_spec
from pipelines.ingest.reindexing import Reindexing
from pipelines.ingest.structure_splitter import cut, rules_of, splitter_config
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.text.analyzer import words
from pipelines.text.revisions import KEPT, Analyzer
from pipelines.types import (
    Conflict,
    Document,
    Fusion,
    IndexSpec,
    Publication,
    Scope,
    Status,
    Text,
    Unfound,
    document_id_for,
)
from tests.contracts.index.making import lease
from tests.contracts.index.places import Place

ORG, OTHER, SOURCE = "org-a", "org-b", "source-a"
SCOPE = Scope(ORG, frozenset({SOURCE}))
DOCUMENTS = 7


@dataclass
class Desk:
    """An index with some documents, their stored texts, and what the worker does."""

    index: Store
    storage: Storage
    settings: PipelineSettings
    today: IndexSpec
    last: Reindexing | None = None

    @property
    def next(self) -> IndexSpec:
        """Another spec: longer pieces, another layout."""
        config = splitter_config(replace(Rules(), **{"target": Rules().target // 4, "limit": Rules().limit // 4}))
        return replace(self.today, fingerprint="next", splitter=config, layout=2)

    def publish(self, uri: str, text: str, *, org: str = ORG) -> Document:
        """A document's version, indexed for whichever index is live."""
        row = Document(document_id_for(SOURCE, uri), org, SOURCE, uri, uri)
        row = self.index.get(org, [row.document_id]).get(row.document_id, row)
        version = f"v{hash(text) & 0xFFFFFF:x}"
        stored, spec = Text(text), self.index.live()
        self.storage.put_text(stored, org_id=org, document_id=row.document_id, version=version)
        done = cut(Prepared(row, version, stored), rules_of(spec.splitter))
        assert isinstance(done, Prepared)
        vectors = embedded(done.chunks, WordLlamaEmbedder(), {})
        assert not self.index.publish([Publication(row, version, done.chunks, vectors, lease(), spec.fingerprint)])
        return self.index.get(org, [row.document_id])[row.document_id]

    def correct(self, uri: str, language: str, text: str) -> None:
        """A person says which language a document is in, and it is indexed anew."""
        row = self.index.get(ORG, [document_id_for(SOURCE, uri)])[document_id_for(SOURCE, uri)]
        assert not self.index.put([replace(corrected(row, language), status=Status.PENDING)])
        self.publish(uri, text)

    def worker(self, spec: IndexSpec | None = None, *, grace: float = 0.0) -> Reindexing:
        """Another process; the one before is no more."""
        if self.last is not None:
            self.last.close()
        wanted, least = spec or self.next, timedelta(seconds=grace)
        self.last = Reindexing(self.index, self.storage, self.settings, wanted=lambda: wanted, grace=least)
        return self.last

    def state(self) -> Filling:
        found = self.index.filling()
        assert found is not None
        return found

    def run(self, worker: Reindexing | None = None) -> None:
        """To the end."""
        worker = worker or self.worker()
        for _ in range(200):
            worker.step()
            state = self.index.filling()
            if state is not None and state.phase.over:
                return
        raise AssertionError(self.state())

    def found(self, word: str, org: str = ORG) -> set[str]:
        """Uris that a word finds, and its vector among the first."""
        vector = LiveEmbedder(self.index, self.settings).for_questions().embed_question(word)
        scope = Scope(org, frozenset({SOURCE}))
        hits = self.index.search(scope, word, vector, k=20, fusion=Fusion()).hits
        return {hit.document.uri for hit in hits if hit.bm25 is not None}

    def chunks(self) -> dict[str, list[tuple[str, str]]]:
        """What every live document is cut into."""
        self.index.settle()
        rows = self.index.list(SCOPE).items
        return {
            row.uri: [(one.chunk_id, one.text) for one in self.index.chunks(SCOPE, row.document_id)] for row in rows
        }

    def is_sound(self) -> bool:
        """Whether rows and chunks agree, in the live index and nothing beside it."""
        live = self.index.live_name()
        self.index.settle()
        assert self.index.missing(live, after=None, limit=100).items == ()
        rows = self.index.list(SCOPE).items
        return list(self.index.physical()) == [live] and all(
            row.chunk_count == len(self.index.chunks(SCOPE, row.document_id)) for row in rows
        )


def text_of(word: str, sentences: int = 40) -> str:
    """A text of several passages in which a word stands once, at its end."""
    shelf = "The {n}th shelf of the archive holds letters, maps and drawings of the year {n}."
    said = " ".join(shelf.format(n=n) for n in range(sentences))
    return f"{said}\n\nAt the end stands the {word}."


@pytest.fixture
def desk(place: Place, open_index: Callable[[], Store], tmp_path: Path) -> Desk:
    settings = PipelineSettings(data_dir=tmp_path, OPENAI_API_KEY=None, OPENAI_BASE_URL=None)
    index, today = open_index(), index_spec(settings)
    index.ensure(today)
    made = Desk(index, Storage(str(tmp_path / "blobs")), settings, today)
    for n in range(DOCUMENTS):
        made.publish(f"{n}.md", text_of(f"zebra{n}"))
    made.publish("foreign.md", text_of("lion"), org=OTHER)
    return made


def test_nothing_is_done_where_nothing_differs(desk: Desk) -> None:
    """Nor where the fingerprint is one of an older release that named less."""
    for spec in (desk.today, replace(desk.today, fingerprint="named otherwise")):
        assert desk.worker(spec).step() > 1
    assert desk.index.filling() is None
    assert len(desk.index.physical()) == 1


def test_the_next_index_is_filled_and_swapped_in(desk: Desk) -> None:
    """From stored texts, cut by its own rules; the one before is dropped; every tenant's documents are there."""
    before, (old,) = desk.chunks(), desk.index.physical()
    desk.run()
    assert desk.index.live() == desk.next
    assert desk.state().phase is Phase.DONE
    assert desk.is_sound()
    assert old not in desk.index.physical()
    after = desk.chunks()
    assert all(len(after[uri]) > len(before[uri]) for uri in before)
    for n in range(DOCUMENTS):
        assert desk.found(f"zebra{n}") == {f"{n}.md"}
    assert desk.found("lion", OTHER) == {"foreign.md"}
    assert desk.found("lion") == set()
    # Nobody had looked before.
    assert desk.index.languages(None) == {"en": DOCUMENTS + 1}


def test_a_filled_index_is_what_indexing_anew_makes(desk: Desk) -> None:
    """The same cut into an index of the same spec: the same chunks, from the text that storage gives back."""
    before = desk.chunks()
    desk.run(desk.worker(replace(desk.today, fingerprint="again", layout=7)))
    assert desk.chunks() == before


def test_meanwhile_the_one_before_answers_and_takes_what_comes(desk: Desk) -> None:
    """New, changed and deleted documents reach both; nothing that was replaced or deleted comes back."""
    worker, last = desk.worker(), desk.index.live()
    for turn in range(100):
        worker.step()
        state = desk.state()
        if state.phase is not Phase.FILLING:
            break
        if turn < 6:
            desk.publish(f"new{turn}.md", text_of(f"giraffe{turn}"))
            changed = desk.publish(f"{turn}.md", text_of(f"rhino{turn}"))
            desk.index.settle()
            assert desk.found(f"rhino{turn}") == {f"{turn}.md"}
            if turn % 2:
                desk.index.retire(ORG, [changed.document_id], tombstone=True)
        assert desk.index.live() == last
    desk.run(worker)
    assert desk.index.live() == desk.next
    assert desk.is_sound()
    for turn in range(6):
        assert desk.found(f"giraffe{turn}") == {f"new{turn}.md"}
        assert desk.found(f"zebra{turn}") == set()
        assert desk.found(f"rhino{turn}") == (set() if turn % 2 else {f"{turn}.md"})


@pytest.mark.parametrize("moment", ["after it was carried over", "while it is"])
def test_a_language_that_is_corrected_meanwhile_holds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, moment: str
) -> None:
    """The version is the same and cut anew: what was made of it before is not what the next index has."""
    worker = desk.worker()
    worker.step()
    if moment == "while it is":
        real = desk.index.publish

        def late(items: Sequence[Publication], *, into: str | None = None) -> Sequence[Conflict | Unfound]:
            if into is not None:
                monkeypatch.setattr(desk.index, "publish", real)
                desk.correct("3.md", "de", text_of("zebra3"))
            return real(items, into=into)

        monkeypatch.setattr(desk.index, "publish", late)
    worker.step()
    if moment != "while it is":
        desk.correct("3.md", "de", text_of("zebra3"))
    assert desk.index.live() == desk.today
    desk.run(worker)
    assert desk.index.live() == desk.next
    assert desk.is_sound()
    held = desk.index.chunks(SCOPE, document_id_for(SOURCE, "3.md"))
    assert {one.language for one in held} == {"de"}


class Killed(BaseException):
    """The process is gone: nothing catches it."""


class Death:
    """Dies before and after the n-th call of those that change something in the store."""

    def __init__(self, index: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls, self.at = 0, 0
        for name in ("create", "publish", "swap_whole", "keep_filling", "drop", "swap"):
            monkeypatch.setattr(index, name, partial(self._call, getattr(index, name)))

    def waits_for(self, at: int) -> None:
        self.calls, self.at = 0, at

    def _call(self, real: Callable[..., object], *given: object, **named: object) -> object:
        self.calls += 1
        if self.calls == self.at:
            raise Killed
        answer = real(*given, **named)
        if self.calls == self.at + 1:
            raise Killed
        return answer


def test_killed_at_any_step_the_next_process_finishes_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before and after every call to the store that changes something, in turn."""
    death, specs, kills = Death(desk.index, monkeypatch), [desk.today, desk.next], 0
    for at in range(1, 15):
        death.waits_for(at)
        spec = specs[at % 2]
        worker = desk.worker(spec)
        while not (desk.index.live() == spec and len(desk.index.physical()) == 1 and desk.state().phase is Phase.DONE):
            try:
                worker.step()
            except Killed:
                kills += 1
                worker = desk.worker(spec)
        assert desk.is_sound()
        assert desk.found("zebra3") == {"3.md"}
    assert kills >= 20


def test_one_process_at_a_time(desk: Desk) -> None:
    """While one holds the lease another waits; a process that is no more is not waited for."""
    worker = desk.worker()
    worker.step()
    worker.step()
    desk.last = None
    other = desk.worker()
    assert other.step() > 1
    state = desk.state()
    assert desk.index.keep_filling(replace(state, holder=f"{str(state.holder).rsplit(':', 2)[0]}:999999:x"))
    assert other.step() < 1
    desk.run(other)
    assert desk.is_sound()


def test_cancelled_it_stays_so_until_it_is_asked_for(desk: Desk) -> None:
    """What was filled is dropped; by hand it begins again, also where nothing differs."""
    worker = desk.worker()
    for _ in range(2):
        worker.step()
    assert desk.index.keep_filling(replace(desk.state(), phase=Phase.CANCELLED))
    for _ in range(3):
        worker.step()
    assert len(desk.index.physical()) == 1
    assert desk.state().phase is Phase.CANCELLED
    for spec in (desk.next, desk.next):
        (before,) = desk.index.physical()
        assert desk.index.keep_filling(replace(desk.state(), phase=Phase.ASKED))
        desk.run(desk.worker(spec))
        assert desk.index.live() == spec
        assert desk.is_sound()
        assert before != desk.index.live_name()


def test_other_settings_meanwhile_drop_what_was_begun(desk: Desk) -> None:
    """An operator who takes a change back finds the index as it was."""
    worker = desk.worker()
    for _ in range(2):
        worker.step()
    desk.run(desk.worker(desk.today))
    assert desk.index.live() == desk.today
    assert desk.is_sound()


def test_an_embedder_that_is_away_leaves_the_index_as_it_is(desk: Desk) -> None:
    """It says why and what to do, and goes on when it is back."""
    away = replace(desk.next, fingerprint="away", embedder={"kind": "fastembed", "model": "/nowhere/at/all"})
    worker = desk.worker(away)
    for _ in range(3):
        worker.step()
    error = desk.state().error
    assert error is not None
    assert error.action
    assert error.message in desk.index.health().note
    assert desk.index.health().ok
    assert desk.found("zebra1") == {"1.md"}
    back = desk.worker(desk.next)
    desk.run(back)  # what was begun is dropped
    desk.run(back)
    assert desk.index.live() == desk.next
    assert desk.is_sound()


def test_documents_without_a_stored_text_keep_their_chunks(desk: Desk) -> None:
    """Haystack's have none; nothing is lost where a text is."""
    before = desk.chunks()
    storage = desk.storage
    storage.fs.rm(f"{storage.root}/texts", recursive=True)
    desk.run()
    assert desk.index.live() == desk.next
    assert {uri: [text for _, text in chunks] for uri, chunks in desk.chunks().items()} == {
        uri: [text for _, text in chunks] for uri, chunks in before.items()
    }
    assert desk.found("zebra2") == {"2.md"}


def test_what_was_made_for_the_index_before_is_not_published(desk: Desk) -> None:
    """Vectors of another embedder would fit by chance; whoever made them makes them anew."""
    row = desk.index.get(ORG, [document_id_for(SOURCE, "1.md")])[document_id_for(SOURCE, "1.md")]
    chunks = tuple(desk.index.chunks(SCOPE, row.document_id))
    vectors = embedded(chunks, WordLlamaEmbedder(), {})
    late = Publication(row, str(row.live_version), chunks, vectors, lease(), desk.today.fingerprint)
    desk.run()
    with pytest.raises(IndexSwapped):
        desk.index.publish([late])
    assert desk.found("zebra1") == {"1.md"}
    assert desk.is_sound()


def test_a_swap_is_noticed_by_everybody(desk: Desk, open_index: Callable[[], Store]) -> None:
    """Another process that knew the index before says of its next answer which index gave it."""
    other = open_index()
    vector = WordLlamaEmbedder().embed_question("zebra1")
    assert other.search(SCOPE, "zebra1", vector, k=3, fusion=Fusion()).spec == desk.today
    desk.run()
    assert other.search(SCOPE, "zebra1", vector, k=3, fusion=Fusion()).spec == desk.next
    hits = other.search(SCOPE, "zebra1", None, k=3, fusion=Fusion()).hits
    assert [hit.document.uri for hit in hits][:1] == ["1.md"]
    assert all(row.status is Status.INDEXED for row in other.list(SCOPE).items)


def test_the_index_before_is_asked_with_its_own_analyzer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An analyzer that is kept answers for its indexes, and takes what comes, until today's fills the next one."""
    plain = Analyzer(7, words, lambda text, _: " ".join(f"q{word}" for word in words(text)), lambda word, _: f"q{word}")
    monkeypatch.setitem(KEPT, 7, plain)
    earlier = replace(desk.today, fingerprint="earlier", analyzer=7)
    desk.run(desk.worker(earlier))
    asked = desk.index.search(SCOPE, "zebra1", None, k=3, fusion=Fusion())
    assert (asked.hits[0].document.uri, asked.degraded) == ("1.md", ())
    desk.publish("new.md", text_of("giraffe"))
    assert desk.found("giraffe") == {"new.md"}
    assert desk.index.term_counts(SCOPE, ["giraffe"])[1] == {"giraffe": 1}
    monkeypatch.delitem(KEPT, 7)
    forgotten = desk.index.search(SCOPE, "giraffe", None, k=3, fusion=Fusion())
    assert (forgotten.hits, forgotten.degraded) == ((), ("index",))
    desk.run(desk.worker(desk.today))
    found = desk.index.search(SCOPE, "giraffe", None, k=3, fusion=Fusion())
    assert (found.hits[0].document.uri, found.degraded) == ("new.md", ())
    assert desk.is_sound()
