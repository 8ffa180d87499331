"""The same bytes twice in a chatbot are told, never across chatbots or organisations; lists of ids of all kinds."""

from dataclasses import replace

import pytest

from pipelines.convert.failures import reason
from pipelines.types import Document, Status, document_id_for
from tests.unit.webapp.documents.reading_desk import ReadingDesk
from webapp.auth.models import Organization
from webapp.chatbots.models import Chatbot
from webapp.documents.bulk import Bulk
from webapp.documents.twins import Twins
from webapp.errors import NotFound
from webapp.sources.models import Source
from webapp.sql.database import new_id, now

A, B = "a" * 64, "b" * 64


def a_source(desk: ReadingDesk, *, chatbot: str = "", org: str = "", name: str = "Archive") -> str:
    made = new_id()
    row = Source(id=made, org_id=org or desk.org_id, chatbot_id=chatbot or desk.chatbot_id, name=name, kind="upload")
    with desk.db.writing() as session:
        session.add(row)
    return made


def a_chatbot(desk: ReadingDesk, org: str = "") -> str:
    made, org = new_id(), org or desk.org_id
    with desk.db.writing() as session:
        if org != desk.org_id:
            session.add(Organization(id=org, name="Other", slug=org))
            session.flush()
        session.add(Chatbot(id=made, org_id=org, name="other"))
    return made


def put(desk: ReadingDesk, uri: str, sha256: str | None, *, source: str = "", org: str = "", **fields: object) -> str:
    """A row of these bytes, written anew where it is there. Answers its id."""
    source = source or desk.source_id
    key, org = document_id_for(source, uri), org or desk.org_id
    known = desk.index.get(org, [key]).get(key) or Document(key, org, source, uri, uri)
    wanted = {"wanted_hash": sha256, "bytes": 7, "status": Status.INDEXED, **fields}
    assert not desk.index.put([replace(known, **wanted)])  # type: ignore[arg-type]
    return key


def same(desk: ReadingDesk, document_id: str) -> tuple[str, str] | None:
    """What its details say: uri and source."""
    reader = desk.reader()
    twin = reader.documents.get(reader.principal, document_id).same_as
    listed = {one.id: one.same_as for one in page(desk)}
    assert listed.get(document_id, twin) == twin
    return (twin.uri, twin.source_name) if twin else None


def page(desk: ReadingDesk) -> list:  # type: ignore[type-arg]
    reader = desk.reader()
    none = {"status": None, "q": None, "kind": None, "cursor": None}
    return list(reader.documents.page(reader.principal, desk.source_id, limit=100, **none).items)


def test_the_other_document_of_the_same_bytes_is_told(desk: ReadingDesk) -> None:
    """In the source or another one of the chatbot; members of archives count; of several the first in the list."""
    one, two = put(desk, "one.md", A), put(desk, "two.md", A)
    member = put(desk, "x.zip!/three.md", A, source=a_source(desk))
    assert same(desk, one) == ("two.md", "Files")
    assert same(desk, two) == same(desk, member) == ("one.md", "Files")


def test_nobody_is_told_of_what_others_have(desk: ReadingDesk) -> None:
    """Not of another organisation's, not of another chatbot's, not of a deleted source's or a deleted document."""
    mine = put(desk, "mine.md", A)
    other_org = new_id()
    put(desk, "0.md", A, org=other_org, source=a_source(desk, chatbot=a_chatbot(desk, other_org), org=other_org))
    put(desk, "1.md", A, source=a_source(desk, chatbot=a_chatbot(desk)))
    put(desk, "2.md", A, status=Status.DELETED, tombstone=True)
    gone = a_source(desk)
    lost = put(desk, "3.md", A, source=gone)
    with desk.db.writing() as session:
        source = session.get(Source, gone)
        assert source is not None
        source.deleted_at = now()
    assert same(desk, mine) is None
    assert same(desk, lost) is None


def test_a_new_version_is_no_duplicate_and_may_end_one(desk: ReadingDesk) -> None:
    """The same name with the same bytes is the same document; with other bytes it is like nothing else any more."""
    one, two = put(desk, "one.md", A), put(desk, "two.md", A)
    put(desk, "one.md", A)
    assert same(desk, one) == ("two.md", "Files")
    put(desk, "one.md", B, status=Status.PENDING)
    assert (same(desk, one), same(desk, two)) == (None, None)


def test_files_without_a_byte_are_like_nothing(desk: ReadingDesk) -> None:
    """Nor are rows that nobody knows the bytes of."""
    empty, unknown = put(desk, "a.txt", A, bytes=0), put(desk, "c.txt", None)
    put(desk, "b.txt", A, bytes=0)
    put(desk, "d.txt", None)
    assert (same(desk, empty), same(desk, unknown)) == (None, None)


def test_an_upload_tells_all_but_one_of_a_kind(desk: ReadingDesk) -> None:
    """Of those that came in together not the first; the same rows twice change nothing."""
    keys = [put(desk, uri, A) for uri in ("b.md", "a.md", "d.md")] + [put(desk, "c.md", B)]
    put(desk, "before.md", B)
    reader = desk.reader()
    held = desk.index.get(desk.org_id, keys)
    rows = [held[one] for one in (*keys, *keys)]
    told = Twins(desk.db, index=desk.index).told(reader.principal, desk.source_id, rows)
    assert [(one.uri, one.same_as.uri) for one in told] == [("b.md", "a.md"), ("d.md", "a.md"), ("c.md", "before.md")]


def test_ten_thousand_ids_delete_what_is_of_the_source(desk: ReadingDesk) -> None:
    """Of another organisation, another source, deleted, doubled, never there, no ids at all: each is told once."""
    parent = put(desk, "x.zip", A)
    member = put(desk, "x.zip!/a.md", B, parent_id=parent)
    orphan = put(desk, "gone.zip!/a.md", B, parent_id=new_id())
    gone = put(desk, "gone.md", A, status=Status.DELETED, tombstone=True)
    other_org = new_id()
    theirs = put(desk, "0.md", A, org=other_org, source=new_id())
    elsewhere = put(desk, "0.md", A, source=a_source(desk))
    strange = ["", "\x00", "../..", "x" * 64, *(new_id() for _ in range(9_990))]
    mine = [parent, member, orphan, gone]
    reader = desk.reader()
    bulk = Bulk(desk.db, index=desk.index, deployments=reader.documents._deployments)
    ids = [*mine, *mine, theirs, elsewhere, *strange]
    outcome = bulk.act(reader.principal, desk.source_id, action="delete", document_ids=ids)
    assert list(outcome.done) == mine
    assert [one.id for one in outcome.refused] == [theirs, elsewhere, *strange]
    assert {one.code for one in outcome.refused} == {"not_found"}
    assert page(desk) == []
    assert desk.index.get(other_org, [theirs])[theirs].status is Status.INDEXED
    with pytest.raises(NotFound):
        bulk.act(desk.reader(other_org).principal, desk.source_id, action="delete", document_ids=mine)


def test_a_reason_that_several_share_leaves_out_what_differs(desk: ReadingDesk) -> None:
    """Of two damaged files the one's fault is not told of the other; of one alone it is."""
    reader = desk.reader()
    bulk = Bulk(desk.db, index=desk.index, deployments=reader.documents._deployments)
    for uri, detail in (("a.pdf", "no (real) end"), ("b.docx", "no archive"), ("c.pdf", "no (real) end")):
        broken = reason("broken", uri, detail)
        put(desk, uri, A, status=Status.FAILED, error=broken)
        (problem,) = bulk.problems(reader.principal, desk.source_id).items
        assert ("real" in problem.message) == (uri == "a.pdf")
    assert problem.message == "The file is damaged and cannot be read."
    assert problem.count == 3
