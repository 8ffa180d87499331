"""The manifest: rows, revisions, lists, counts, deletions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pipelines.index.protocol import Index
from pipelines.types import Document, DocumentError, Fusion, Scope, Status, Stored
from tests.contracts.index.making import ORG, SCOPE, SOURCE, SPEC, document, lease, now, publication, seeded


def put(index: Index, *rows: Document) -> list[Document]:
    """Rows as they stand after they were written."""
    assert not index.put(rows)
    index.settle()
    return [index.get(row.org_id, [row.document_id])[row.document_id] for row in rows]


def uris(index: Index, scope: Scope = SCOPE, *, limit: int = 100, **conditions: object) -> list[str]:
    """What the list holds, page by page."""
    found: list[str] = []
    after: str | None = None
    while True:
        page = index.list(scope, after=after, limit=limit, **conditions)  # type: ignore[arg-type]
        assert len(page.items) <= limit
        found += [row.uri for row in page.items]
        after = page.next_cursor
        if after is None:
            return found


def test_ensure_is_idempotent_and_keeps_the_spec(index: Index, open_index: Callable[[], Index]) -> None:
    """An index that exists keeps its own spec; another only describes the next one."""
    put(index, document())
    second = open_index()
    second.ensure(replace(SPEC, fingerprint="f2", dimensions=16, alpha=0.4))
    assert second.live() == SPEC
    assert uris(second) == ["a.md"]


def test_an_index_that_was_not_created_says_so(unreachable_index: Index) -> None:
    """Health never raises, and names what to do."""
    health = unreachable_index.health()
    assert not health.ok
    assert health.detail
    assert health.remedy


def test_a_working_index_is_healthy(index: Index) -> None:
    """Reading and writing work."""
    assert index.health().ok


def test_a_row_comes_back_as_it_was_written(index: Index) -> None:
    """Every field survives; revision and time of writing are the index's."""
    moment = now()
    row = document(
        "ä/ü ☂.md",
        title='Überschrift "x"',
        mime="text/markdown",
        bytes=2**40,
        page_count=7,
        encoding="windows-1252",
        wanted_hash="w",
        content_hash="c",
        etag='W/"1"',
        last_modified="Tue, 24 Nov 2026 08:00:00 GMT",
        listed_at=moment,
        pending_version="v9",
        lease=lease("run-9"),
        status=Status.FAILED,
        error=DocumentError("unreadable", "It is broken.", "Mend it."),
        about={"author": "Änn", "created": "2026-03-01"},
        language="de",
    )
    before = now()
    (read,) = put(index, row)
    assert read.rev is not None
    assert read.updated_at is not None
    assert before <= read.updated_at <= now() + timedelta(seconds=5)
    assert replace(read, rev=None, updated_at=None) == row


def test_a_list_is_narrowed_to_endings(index: Index) -> None:
    """Any of them, in whatever case they are written; a name that only holds the letters has no such ending."""
    put(index, *(document(uri) for uri in ("a.PDF", "b.pdf.txt", "c.htm", "d/e.html", "mail.eml!/f.pdf", "pdf", "x%y")))
    assert uris(index, endings=("pdf",)) == ["a.PDF", "mail.eml!/f.pdf"]
    assert uris(index, endings=("html", "htm"), limit=1) == ["c.htm", "d/e.html"]
    assert uris(index, endings=("docx",)) == []


def test_get_is_realtime(index: Index) -> None:
    """A row is read back at once, without settling."""
    row = document()
    index.put([row])
    assert row.document_id in index.get(ORG, [row.document_id, "unknown"])


def test_get_knows_only_its_organisation(index: Index) -> None:
    """Another organisation's id is as unknown as one that never was."""
    row = document()
    put(index, row)
    assert index.get("org-b", [row.document_id]) == {}
    assert index.get(ORG, []) == {}


@pytest.mark.parametrize("odd", ["", "\x00", "\ud800", "'; DROP TABLE documents; --", "x" * 600])
def test_odd_ids_are_unknown(index: Index, odd: str) -> None:
    """An id is data."""
    assert index.get(ORG, [odd]) == {}


def test_a_new_row_must_not_exist(index: Index) -> None:
    """rev None means: not there yet. The conflict carries the row that is."""
    (first,) = put(index, document(title="first"))
    (conflict,) = index.put([document(title="second")])
    assert conflict.document_id == first.document_id
    assert conflict.current == first
    assert index.get(ORG, [first.document_id])[first.document_id] == first


def test_a_write_names_the_revision_it_read(index: Index) -> None:
    """The second of two writers on one revision is refused."""
    (read,) = put(index, document())
    assert not index.put([replace(read, title="mine")])
    (conflict,) = index.put([replace(read, title="theirs")])
    assert conflict.current is not None
    assert conflict.current.title == "mine"


def test_only_conflicting_rows_are_refused(index: Index) -> None:
    """The others of the call are written."""
    put(index, document("a.md"))
    (conflict,) = index.put([document("a.md", title="again"), document("b.md")])
    index.settle()
    assert conflict.current is not None
    assert uris(index) == ["a.md", "b.md"]


def test_a_revision_of_a_row_that_is_not_there_conflicts(index: Index) -> None:
    """Nothing is made out of a revision; there is no current row to show."""
    (read,) = put(index, document())
    (conflict,) = index.put([replace(document("other.md"), rev=read.rev)])
    assert conflict.current is None


def test_list_is_ordered_and_pages_do_not_overlap(index: Index) -> None:
    """(uri, id) is the order, whatever the order of writing, and every row is on one page."""
    names = [f"{n:02d}.md" for n in range(13)]
    put(index, *(document(name) for name in reversed(names)))
    assert uris(index, limit=5) == names
    assert uris(index, limit=13) == names
    assert uris(index, limit=1) == names


def test_a_cursor_stays_valid_while_rows_come_and_go(index: Index) -> None:
    """What was on no page before is on a later one, nothing comes twice, whatever happens in between."""
    put(index, *(document(f"{name}.md") for name in "bdfh"))
    page = index.list(SCOPE, limit=2)
    assert [row.uri for row in page.items] == ["b.md", "d.md"]
    put(index, document("a.md"), document("e.md"))
    index.retire(ORG, [page.items[1].document_id], tombstone=True)
    index.settle()
    rest = index.list(SCOPE, after=page.next_cursor, limit=10)
    assert [row.uri for row in rest.items] == ["e.md", "f.md", "h.md"]


def test_the_same_uri_in_two_sources_is_on_both_pages(index: Index) -> None:
    """Equal uris are told apart by id."""
    both = Scope(ORG, frozenset({SOURCE, "source-b"}))
    put(index, document("x.md"), document("x.md", source_id="source-b"))
    assert uris(index, both, limit=1) == ["x.md", "x.md"]


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "e30", "W10", "WyJhIl0", "WzEsMl0", "\ud800", "ä", "[" * 2000])
def test_a_bad_cursor_is_refused(index: Index, cursor: str) -> None:
    """ValueError, whatever it is."""
    with pytest.raises(ValueError):
        index.list(SCOPE, after=cursor)


def test_q_is_a_part_of_uri_or_title_without_case(index: Index) -> None:
    """Signs that mean something to a query language mean themselves."""
    put(
        index,
        document("Budget_2024.md", title="Money"),
        document("budgetX2024.md", title="100% cotton"),
        document("c.md", title="Straße * and ?"),
        document("d\\e.md", title='quote " here'),
    )
    expected = {
        "budget": ["Budget_2024.md", "budgetX2024.md"],
        "BUDGET_": ["Budget_2024.md"],
        "0% COT": ["budgetX2024.md"],
        "%": ["budgetX2024.md"],
        "_": ["Budget_2024.md"],
        "money": ["Budget_2024.md"],
        "* and ?": ["c.md"],
        "straße": ["c.md"],
        "d\\e": ["d\\e.md"],
        'quote "': ["d\\e.md"],
        ".*": [],
        "nowhere": [],
    }
    assert {q: uris(index, q=q) for q in expected} == expected
    assert uris(index, q="\ud800\x00") == []


def test_deleted_rows_are_listed_only_when_asked_for(index: Index) -> None:
    """By status; every other list leaves them out."""
    first, _ = put(index, document("a.md"), document("b.md", status=Status.FAILED))
    index.retire(ORG, [first.document_id], tombstone=True)
    index.settle()
    assert uris(index) == ["b.md"]
    assert uris(index, status=Status.FAILED) == ["b.md"]
    assert uris(index, status=Status.DELETED) == ["a.md"]
    assert uris(index, status=Status.PENDING) == []


def test_lists_and_counts_keep_to_the_scope(index: Index) -> None:
    """Neither another organisation's nor another source's rows, even of one name."""
    put(
        index,
        document("mine.md"),
        document("neighbour.md", source_id="source-b"),
        document("foreign.md", org_id="org-b", source_id="source-c"),
    )
    assert uris(index) == ["mine.md"]
    assert uris(index, Scope(ORG, frozenset({SOURCE, "source-c"}))) == ["mine.md"]
    assert uris(index, Scope(ORG, frozenset())) == []
    assert uris(index, Scope("org-b", frozenset({SOURCE}))) == []
    assert index.counts(Scope(ORG, frozenset({SOURCE, "source-c"}))) == {SOURCE: {Status.PENDING: 1}, "source-c": {}}


def test_counts_are_per_source_and_status(index: Index) -> None:
    """A source without documents has an empty dict."""
    rows = put(index, *(document(f"{n}.md") for n in range(3)), document("f.md", status=Status.FAILED))
    index.put([document("b.md", source_id="source-b", status=Status.SKIPPED)])
    index.publish([publication(rows[0], ["some words"])])
    index.retire(ORG, [rows[1].document_id], tombstone=False)
    index.settle()
    assert index.counts(Scope(ORG, frozenset({SOURCE, "source-b", "empty"}))) == {
        SOURCE: {Status.PENDING: 1, Status.INDEXED: 1, Status.DELETED: 1, Status.FAILED: 1},
        "source-b": {Status.SKIPPED: 1},
        "empty": {},
    }
    assert index.counts(Scope(ORG, frozenset())) == {}


def test_what_an_organisation_has_stored_is_summed_up(index: Index) -> None:
    """Documents in any state and of any source with their bytes; not those of others, nor what was deleted."""
    assert index.stored(ORG) == Stored(0, 0)
    rows = put(index, document("a.md", bytes=10), document("b.md", bytes=20, status=Status.FAILED))
    index.put([document("c.md", source_id="source-b", bytes=300), document("d.md", org_id="org-b", bytes=4_000)])
    index.settle()
    assert (index.stored(ORG), index.stored("org-b")) == (Stored(3, 330), Stored(1, 4_000))
    index.retire(ORG, [rows[0].document_id], tombstone=False)
    index.settle()
    assert index.stored(ORG) == Stored(2, 320)


def test_retire_deletes_at_once(index: Index) -> None:
    """Gone from the very next search, with nothing in between; the row stays and says so."""
    row = document(wanted_hash="w")
    index.publish([publication(row, ["zebra crossing", "zebra two"])])
    receipt = index.retire(ORG, [row.document_id, "unknown"], tombstone=True)
    for vector in (None, seeded(1)):
        assert index.search(SCOPE, "zebra", vector, k=5, fusion=Fusion()).hits == ()
    assert receipt.document_ids == (row.document_id,)
    assert receipt.chunks == 2
    after = index.get(ORG, [row.document_id])[row.document_id]
    assert (after.status, after.tombstone, after.live_version, after.chunk_count) == (Status.DELETED, True, None, 0)
    assert after.deleted_at is not None
    assert not index.chunks(SCOPE, row.document_id)


def test_retire_is_idempotent_and_a_tombstone_stays(index: Index) -> None:
    """A sync that deletes what a person deleted before does not lift the tombstone."""
    (row,) = put(index, document())
    index.retire(ORG, [row.document_id], tombstone=True)
    first = index.get(ORG, [row.document_id])[row.document_id]
    assert index.retire(ORG, [row.document_id], tombstone=False).chunks == 0
    second = index.get(ORG, [row.document_id])[row.document_id]
    assert second.tombstone
    assert second.deleted_at == first.deleted_at


def test_a_person_may_delete_what_a_sync_deleted(index: Index) -> None:
    """The tombstone is added."""
    (row,) = put(index, document())
    index.retire(ORG, [row.document_id], tombstone=False)
    assert not index.get(ORG, [row.document_id])[row.document_id].tombstone
    index.retire(ORG, [row.document_id], tombstone=True)
    assert index.get(ORG, [row.document_id])[row.document_id].tombstone


def test_retire_knows_only_its_organisation(index: Index) -> None:
    """Another organisation deletes nothing."""
    row = document()
    index.publish([publication(row, ["zebra"])])
    assert index.retire("org-b", [row.document_id], tombstone=True).document_ids == ()
    assert len(index.search(SCOPE, "zebra", None, k=5, fusion=Fusion()).hits) == 1


def test_a_tombstoned_document_can_be_brought_back(index: Index) -> None:
    """A retry writes over the revision it read; publishing makes it searchable again."""
    row = document()
    index.publish([publication(row, ["zebra"])])
    index.retire(ORG, [row.document_id], tombstone=True)
    dead = index.get(ORG, [row.document_id])[row.document_id]
    (back,) = put(index, replace(dead, status=Status.PENDING, tombstone=False, deleted_at=None))
    assert not index.publish([publication(back, ["zebra again"], version="v2")])
    alive = index.get(ORG, [row.document_id])[row.document_id]
    assert (alive.status, alive.tombstone, alive.deleted_at) == (Status.INDEXED, False, None)
    assert [hit.chunk.text for hit in index.search(SCOPE, "zebra", None, k=5, fusion=Fusion()).hits] == ["zebra again"]


def test_what_was_in_a_document_goes_with_it(index: Index) -> None:
    """However deep; without a tombstone of its own, which a person gave to one of them alone."""
    mail = document("m.eml")
    archive = document("m.eml!/a.zip", parent_id=mail.document_id)
    inner = document("m.eml!/a.zip!/b.md", parent_id=archive.document_id)
    other = document("m.eml!/c.md", parent_id=mail.document_id)
    rows = (mail, archive, inner, other)
    assert not index.publish([publication(row, ["zebra"]) for row in rows])
    index.retire(ORG, [other.document_id], tombstone=True)
    receipt = index.retire(ORG, [mail.document_id], tombstone=True)
    assert set(receipt.document_ids) == {row.document_id for row in rows}
    assert receipt.chunks == 3
    assert index.search(SCOPE, "zebra", None, k=5, fusion=Fusion()).hits == ()
    now_there = index.get(ORG, [row.document_id for row in rows])
    assert {row.status for row in now_there.values()} == {Status.DELETED}
    assert [now_there[row.document_id].tombstone for row in rows] == [True, False, False, True]


def test_children_are_those_of_their_parent(index: Index) -> None:
    """Of the same organisation, deleted ones too, by name."""
    mail = document("m.eml")
    put(
        index,
        mail,
        document("m.eml!/b.md", parent_id=mail.document_id, status=Status.DELETED),
        document("m.eml!/a.md", parent_id=mail.document_id),
        document("x.md", parent_id="another"),
        document("m.eml!/a.md", org_id="org-b", parent_id=mail.document_id),
    )
    found = index.children(ORG, [mail.document_id])
    assert [(row.uri, row.org_id, row.parent_id) for row in found] == [
        ("m.eml!/a.md", ORG, mail.document_id),
        ("m.eml!/b.md", ORG, mail.document_id),
    ]
    assert not [*index.children(ORG, []), *index.children(ORG, ["nobody"])]


def test_unfinished_names_sources_that_nobody_works_on(index: Index) -> None:
    """Waiting rows whose lease is missing or over, written before; nothing else."""
    put(
        index,
        document("a.md", source_id="waiting"),
        document("b.md", source_id="worked-on", status=Status.PROCESSING, lease=lease(seconds=60)),
        document("c.md", source_id="left", status=Status.PROCESSING, lease=lease(seconds=-1)),
        document("d.md", source_id="ended", status=Status.FAILED),
        document("e.md", source_id="elsewhere", org_id="org-b"),
    )
    soon = now() + timedelta(seconds=1)
    assert index.unfinished(soon) == {(ORG, "waiting"), (ORG, "left"), ("org-b", "elsewhere")}
    assert index.unfinished(now() - timedelta(hours=1)) == set()


def test_what_another_format_read_is_outdated(index: Index) -> None:
    """By type and fingerprint, of all organisations; types that nobody reads, and what is not indexed, are not."""
    today, before, sha = "ab" * 8, "cd" * 8, "0" * 32
    texts = {
        "old.md": (f"{sha}-{before}", "text/markdown"),
        "new.md": (f"{sha}-{today}", "text/markdown"),
        "older.md": (sha, "text/markdown"),
        "old.xyz": (f"{sha}-{before}", "application/x-unknown"),
    }
    for uri, (version, mime) in texts.items():
        index.put([document(uri, mime=mime)])
        row = index.get(ORG, [document(uri).document_id])[document(uri).document_id]
        assert not index.publish([publication(replace(row, mime=mime), [uri], version=version)])
    index.settle()
    found = index.outdated({"text/markdown": [today, "ef" * 8]}, limit=10)
    assert sorted(row.uri for row in found) == ["old.md", "older.md"]
    assert len(index.outdated({"text/markdown": [today, "ef" * 8]}, limit=1)) == 1


def test_rows_of_the_same_bytes_are_found(index: Index) -> None:
    """The first two of each, as the list orders them: never a deleted one, never out of scope."""
    elsewhere = document("b.md", org_id="org-b", wanted_hash="one")
    apart = document("0.md", source_id="source-b", wanted_hash="one")
    mine = [document(uri, wanted_hash="one") for uri in ("c.md", "a.md!/b.md", "d.md")]
    gone, alone = document("1.md", wanted_hash="one"), document("2.md", wanted_hash="two")
    put(index, elsewhere, apart, *mine, gone, alone, document("3.md", wanted_hash=None))
    index.retire(ORG, [gone.document_id], tombstone=True)
    index.settle()

    found = index.same(SCOPE, ["one", "two", "none", "one", "-", ""])
    assert {one: [row.uri for row in rows] for one, rows in found.items()} == {
        "one": ["a.md!/b.md", "c.md"],
        "two": ["2.md"],
    }
    assert index.same(Scope(ORG, frozenset()), ["one"]) == {}
    assert index.same(SCOPE, []) == {}
    both = index.same(Scope(ORG, frozenset({SOURCE, "source-b"})), ["one"])
    assert [row.uri for row in both["one"]] == ["0.md", "a.md!/b.md"]


def test_a_row_that_gets_other_bytes_is_found_by_those(index: Index) -> None:
    """A new version is no duplicate of the one that it replaces."""
    (row,) = put(index, document("a.md", wanted_hash="one"))
    put(index, document("b.md", wanted_hash="two"))
    put(index, replace(row, wanted_hash="two"))
    assert "one" not in index.same(SCOPE, ["one"])
    assert [one.uri for one in index.same(SCOPE, ["two"])["two"]] == ["a.md", "b.md"]


def test_what_could_not_be_read_is_told_page_by_page(index: Index) -> None:
    """Of all organisations, once each, in the same order."""
    put(index, *(document(f"{n}.md", status=Status.FAILED) for n in range(3)))
    put(index, document("9.md", org_id="org-b", status=Status.SKIPPED), document("4.md", status=Status.PENDING))
    first = index.refused(limit=2)
    rest = index.refused(after=first.next_cursor, limit=2)
    assert [row.uri for row in (*first.items, *rest.items)] == ["0.md", "1.md", "2.md", "9.md"]
    assert rest.next_cursor is None
    with pytest.raises(ValueError, match="cursor"):
        index.refused(after="nonsense")


def test_documents_are_listed_and_counted_by_language(index: Index) -> None:
    """One that nobody knows is the empty one; only what is indexed is counted, of one scope or of all."""
    told = {"a.md": "de", "b.md": "", "c.md": "en", "d.md": "de"}
    rows = [document(uri, language=code, status=Status.INDEXED) for uri, code in told.items()]
    put(index, *rows, document("e.md", language="de"), document("f.md", source_id="other", language="fr"))
    put(index, document("g.md", org_id="org-b", source_id="far", language="ja", status=Status.INDEXED))
    assert uris(index, replace(SCOPE, languages=frozenset({"de"}))) == ["a.md", "d.md", "e.md"]
    assert uris(index, replace(SCOPE, languages=frozenset({"", "en"}))) == ["b.md", "c.md"]
    assert uris(index, replace(SCOPE, languages=frozenset())) == []
    assert index.languages(SCOPE) == {"de": 2, "": 1, "en": 1}
    assert index.languages(replace(SCOPE, source_ids=frozenset())) == {}
    assert index.languages(None) == {"de": 2, "": 1, "en": 1, "ja": 1}
