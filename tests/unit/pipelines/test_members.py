"""A file that holds several: each becomes a document of its own, and follows the one that it was in."""

import io
import json
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from pipelines.convert import convert as converting
from pipelines.convert.formats import FORMATS, Format
from pipelines.convert.guard import Converter
from pipelines.convert.sitting import File, Sitting
from pipelines.convert.source import Converted, Made, Member, Reading, Source
from pipelines.convert.wire import packed_converted, unpack_converted
from pipelines.errors import PipelineError
from pipelines.ingest import file_reader
from pipelines.ingest.pipeline import Fetched, index_batch
from pipelines.settings import PipelineSettings
from pipelines.sources.upload import UPLOAD
from pipelines.types import Document, Lease, Status, Text, document_id_for
from tests.samples.ooxml import p, part, word
from tests.unit.pipelines.test_indexing import ORG, SCOPE, SOURCE, Desk

# A format of the tests: JSON of a text and of the files in it.
BUNDLE = Format("bundle", ("application/x-bundle",), ("bundle",), __name__)


def convert(source: Source) -> Made:
    """What ``BUNDLE`` reads."""
    told = json.loads(source.data)
    members = tuple(Member(name, data.encode()) for name, data in told["files"].items())
    return Made(Text(told["text"]), members=members)


class BundleSitting(Sitting):
    """A sitting with that format; in this process, since children know only the formats that there are."""

    def convert(self, files: Sequence[File], whose: str = "") -> Iterator[Converted | PipelineError]:
        for file in files:
            try:
                source = Source(file.path.read_bytes(), file.name, reading=file.reading)
                converted = converting.convert(source, (BUNDLE, *FORMATS))
            except PipelineError as refused:
                yield refused
            else:
                held = [one.data for one in converted.members or ()]
                yield unpack_converted(orjson.loads(orjson.dumps(packed_converted(converted))), held)


class Bundles(Converter):
    """The converter, with such sittings."""

    def sitting(self) -> Sitting:
        return BundleSitting(self._server, self._limits, self._turns)


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as target:
        for name, data in files:
            target.writestr(name, data)
    return out.getvalue()


def encrypted_second(data: bytes) -> bytes:
    """Its second file says that it is encrypted, in the list and where it stands."""
    marked = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        marked[data.find(mark, data.find(mark) + 1) + at] |= 1
    return bytes(marked)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, Bundles(PipelineSettings()))
    yield made
    made.index.close()


def bundle(text: str = "A note about herons.", **files: str) -> bytes:
    return json.dumps({"text": text, "files": {name.replace("_", "."): data for name, data in files.items()}}).encode()


def rows(desk: Desk) -> dict[str, Status]:
    """Every document's status by uri."""
    listed = [*desk.index.list(SCOPE).items, *desk.index.list(SCOPE, status=Status.DELETED).items]
    return {row.uri: row.status for row in listed}


def row(desk: Desk, uri: str) -> Document:
    found = desk.row(uri)
    assert found is not None
    return found


def test_each_becomes_a_document(desk: Desk) -> None:
    """With its own uri, bytes and text, found by itself, beside one that cannot be read; it names its parent."""
    fetched = desk.fetched("m.bundle", bundle(a_md="# Ponds\n\nThe pond is deep.", b_txt="Reeds.", c_pdf="no pdf"))
    assert desk.run(fetched) == [Status.INDEXED]
    assert rows(desk) == {
        "m.bundle": Status.INDEXED,
        "m.bundle!/a.md": Status.INDEXED,
        "m.bundle!/b.txt": Status.INDEXED,
        "m.bundle!/c.pdf": Status.FAILED,
    }
    assert desk.found("How deep is the pond?")[0] == "m.bundle!/a.md"
    child = row(desk, "m.bundle!/a.md")
    assert (child.parent_id, child.title, child.mime) == (row(desk, "m.bundle").document_id, "Ponds", "text/markdown")
    with UPLOAD.opened(ORG, SOURCE, config={}, storage=desk.storage).fetch(child) as path:
        assert path.read_text() == "# Ponds\n\nThe pond is deep."


def test_a_file_that_only_holds_others(desk: Desk) -> None:
    """It has no passage of its own and is no failure."""
    assert desk.run(desk.fetched("m.bundle", bundle("", a_md="The pond is deep."))) == [Status.INDEXED]
    assert row(desk, "m.bundle").chunk_count == 0
    assert desk.found("pond") == ["m.bundle!/a.md"]


def test_files_within_files(desk: Desk) -> None:
    """As deep as three; names lead nowhere else."""
    inner = bundle("Third.", **{"../../up_md": "Fourth."}).decode()
    for name in ("c_bundle", "b_bundle"):
        inner = bundle("In between.", **{name: inner}).decode()
    desk.run(desk.fetched("a.bundle", inner.encode()))
    assert list(rows(desk)) == [
        "a.bundle",
        "a.bundle!/b.bundle",
        "a.bundle!/b.bundle!/c.bundle",
        ("a.bundle!/b.bundle!/c.bundle!/up.md"),
    ]


def test_archives_without_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deeper than three, or more than one file may hold: said of the archive that is too much; the others stay."""
    inner = zipped(("leaf.md", b"# Leaf"))
    for level in range(4):
        inner = zipped((f"{level}.zip", inner), (f"{level}.md", b"# Side"))
    desk.run(desk.fetched("a.zip", inner))
    deepest = row(desk, "a.zip!/3.zip!/2.zip!/1.zip")
    assert (deepest.status, deepest.error and deepest.error.code) == (Status.SKIPPED, "nested_too_deep")
    assert rows(desk)["a.zip!/3.zip!/2.zip!/1.md"] is Status.INDEXED
    monkeypatch.setattr(file_reader._Budget, "takes", lambda _, members: len(members) < 3)
    desk.run(desk.fetched("b.zip", zipped(("c.zip", zipped(*((f"{n}.md", b"# A") for n in range(3)))), ("d.md", b"D"))))
    assert {uri: status for uri, status in rows(desk).items() if uri.startswith("b.zip")} == {
        "b.zip": Status.INDEXED,
        "b.zip!/c.zip": Status.FAILED,
        "b.zip!/d.md": Status.INDEXED,
    }


def test_a_member_whose_bytes_cannot_be_had(desk: Desk) -> None:
    """It ends with the reason; it and its neighbours keep their names, also where two have the same."""
    desk.run(desk.fetched("a.zip", encrypted_second(zipped(("a.md", b"# A"), ("a.md", b"# B")))))
    assert rows(desk) == {
        "a.zip": Status.INDEXED,
        "a.zip!/a.md": Status.INDEXED,
        "a.zip!/a (2).md": Status.FAILED,
    }
    error = row(desk, "a.zip!/a (2).md").error
    assert error is not None
    assert error.code == "encrypted"


def test_what_a_file_says_of_itself(desk: Desk) -> None:
    """Who wrote it and when is in its row, also when it is read again."""
    mail = b"From: Ann <ann@example.org>\nDate: Tue, 3 Mar 2026 10:00:00 +0100\nSubject: Ponds\n\nThe pond is deep.\n"
    desk.run(desk.fetched("a.eml", mail))
    assert row(desk, "a.eml").about == {"author": "Ann <ann@example.org>", "created": "2026-03-03T09:00:00+00:00"}
    desk.run(desk.fetched("a.eml", mail.replace(b"From: Ann <ann@example.org>\n", b"")))
    assert row(desk, "a.eml").about == {"created": "2026-03-03T09:00:00+00:00"}


def test_what_vanished_is_retired(desk: Desk) -> None:
    """A new version without it; what stayed is not converted again."""
    desk.run(desk.fetched("m.bundle", bundle(a_md="The pond is deep.", b_md="Reeds stand there.")))
    before = row(desk, "m.bundle!/a.md")
    desk.run(desk.fetched("m.bundle", bundle("A note, changed.", a_md="The pond is deep.")))
    assert rows(desk)["m.bundle!/b.md"] is Status.DELETED
    assert row(desk, "m.bundle!/a.md") == before
    desk.run(desk.fetched("m.bundle", bundle("Again.", a_md="The pond is shallow.", b_md="Reeds stand there.")))
    assert set(rows(desk).values()) == {Status.INDEXED}
    assert row(desk, "m.bundle!/a.md").live_version != before.live_version


def test_a_deletion_and_a_return(desk: Desk) -> None:
    """Both follow the parent; what a person deleted alone stays deleted."""
    files = {"a_md": "The pond is deep.", "b_md": "Reeds stand there."}
    desk.run(desk.fetched("m.bundle", bundle(**files)))
    desk.index.retire(ORG, [row(desk, "m.bundle!/b.md").document_id], tombstone=True)
    desk.index.retire(ORG, [row(desk, "m.bundle").document_id], tombstone=True)
    assert desk.found("pond deep") == []
    fetched = desk.fetched("m.bundle", bundle(**files))
    desk.run(replace(fetched, row=replace(fetched.row, tombstone=False, status=Status.PENDING)))
    assert rows(desk) == {
        "m.bundle": Status.INDEXED,
        "m.bundle!/a.md": Status.INDEXED,
        "m.bundle!/b.md": Status.DELETED,
    }


def test_what_was_left_waiting_needs_no_parent(desk: Desk) -> None:
    """A process that died between the rows and their end: the next sync indexes them from their own bytes."""
    desk.run(desk.fetched("m.bundle", bundle(a_md="The pond is deep.")))
    child = row(desk, "m.bundle!/a.md")
    assert not desk.index.put([replace(child, status=Status.PENDING, live_version=None, content_hash=None)])
    opened = UPLOAD.opened(ORG, SOURCE, config={}, storage=desk.storage)
    (waiting,) = opened.list({child.document_id: row(desk, child.uri)})
    with opened.fetch(waiting) as path:
        lease = Lease("run-2", datetime.now(UTC) + timedelta(seconds=60))
        outcomes = index_batch(desk.pipeline, [Fetched(waiting, path, waiting.wanted_hash)], lease=lease)
    assert [outcome.status for outcome in outcomes] == [Status.INDEXED]
    assert desk.found("pond deep")[0] == "m.bundle!/a.md"
    assert waiting.document_id == document_id_for(SOURCE, "m.bundle!/a.md")


def test_what_is_in_a_file_is_read_as_that_is(desk: Desk) -> None:
    """A source that wants comments has those of documents in archives too."""
    note = part("comments", f'<w:comment w:id="1" w:author="Ana">{p("Is this the deep end?")}</w:comment>')
    inner = word(p("A pond.", inner='<w:r><w:commentReference w:id="1"/></w:r>'), ("k", "comments", note))
    fetched = desk.fetched("a.zip", zipped(("a.docx", inner)))
    desk.run(replace(fetched, reading=Reading(comments=True)))
    assert desk.found("deep end")[0] == "a.zip!/a.docx"
