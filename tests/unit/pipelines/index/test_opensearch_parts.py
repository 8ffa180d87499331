"""The parts of the OpenSearch index that need no server: rows, names, JSON, revisions, patterns."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import orjson
import pytest

from pipelines.index.opensearch.chunks import cosines, integers, physical_id, position_of, vectors_of
from pipelines.index.opensearch.mapping import Names, chunks_body, spec_of
from pipelines.index.opensearch.rows import guard, revision, row_of, row_source, runs
from pipelines.index.opensearch.scanning import _part
from pipelines.index.opensearch.wire import encode
from pipelines.types import Document, DocumentError, IndexSpec, Lease, Status

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
SPEC = IndexSpec("Ab_1/x", {"tokens": 250}, {"kind": "test"}, 8, alpha=0.4)


def test_a_row_comes_back_as_it_was_written() -> None:
    """Every field but the moment of writing survives, to the microsecond; the revision is the server's."""
    row = Document(
        "d", "o", "s", "A.md", "Title", mime="text/plain", bytes=7, page_count=3, wanted_hash="w", content_hash="c",
        etag="e", last_modified="l", listed_at=NOW, live_version="v1", pending_version="v2",
        lease=Lease("run", NOW + timedelta(seconds=60)), chunk_count=4, status=Status.FAILED,
        error=DocumentError("code", "message", "action"), indexed_at=NOW, deleted_at=NOW, tombstone=True,
    )  # fmt: skip
    back = row_of({"_source": orjson.loads(encode(row_source(row))), "_seq_no": 5, "_primary_term": 2})
    assert back == replace(row, rev="5:2", updated_at=back.updated_at)
    assert back.updated_at is not None


def test_every_write_names_what_it_writes_over() -> None:
    """Without a revision a row must be new; with one, the write is a compare-and-set."""
    assert guard({"_id": "x"}, None) == {"create": {"_id": "x"}}
    assert guard({"_id": "x"}, "5:2") == {"index": {"_id": "x", "if_seq_no": 5, "if_primary_term": 2}}
    assert revision("12:3") == {"if_seq_no": 12, "if_primary_term": 3}


def test_a_lease_runs_until_its_end() -> None:
    """None and one that has run out cover nothing."""
    moment = datetime.now(UTC)
    assert [runs(None), runs(Lease("r", moment - timedelta(1))), runs(Lease("r", moment + timedelta(1)))] == [
        False,
        False,
        True,
    ]


def test_physical_names_fit_the_server() -> None:
    """Whatever the fingerprint, the name is lower case and free of signs that OpenSearch refuses."""
    assert Names("refdesk").physical(SPEC, 3) == "refdesk-chunks-ab-1-x-3"


def test_an_index_keeps_its_spec() -> None:
    """The spec is read back from the mapping as it was given."""
    assert spec_of(orjson.loads(encode(chunks_body("alias", SPEC)))) == SPEC


def test_chunk_ids_are_computable_and_tell_their_position() -> None:
    """Organisation, document, version, n."""
    name = physical_id(("org", "doc"), "v1", 12)
    assert (name, position_of(name)) == ("org:doc:v1:12", 12)


def test_json_holds_arrays_and_no_lone_surrogates() -> None:
    """Arrays become lists; what UTF-8 cannot hold becomes one U+FFFD each, so offsets stay."""
    value = {"a\ud800": ["\udfff\udfff", ("x",), np.asarray([0.5, 2.0], dtype=np.float32)], "n": None}
    assert orjson.loads(encode(value)) == {"a\ufffd": ["\ufffd\ufffd", ["x"], [0.5, 2.0]], "n": None}


def test_vectors_come_back_from_their_copies() -> None:
    """Base64 of float16 to float32, and cosines of rows that are not of length 1."""
    matrix = vectors_of(["AEAAAA==", "AAAAPA=="])  # [2, 0], [0, 1]
    assert matrix.dtype == np.float32
    assert matrix.tolist() == [[2.0, 0.0], [0.0, 1.0]]
    assert cosines(matrix, np.asarray([3.0, 0.0], dtype=np.float32)).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("size", [1e-4, 1.0, 6e4])
def test_integers_have_the_vectors_directions(size: float) -> None:
    """Of small and large vectors, of few and many dimensions; none becomes nothing."""
    for dimensions in (1, 8, 256, 3_072):
        drawn = np.random.default_rng(dimensions).uniform(-1, 1, (20, dimensions))
        halves = (drawn * size).astype(np.float16)
        whole = integers(halves)
        assert np.abs(whole).max(axis=1).tolist() == [8_000] * 20
        plain, sent = halves.astype(np.float64), whole.astype(np.float64)
        lengths = np.linalg.norm(plain, axis=1) * np.linalg.norm(sent, axis=1)
        assert ((plain * sent).sum(axis=1) / lengths).min() > 1 - 1e-7


@pytest.mark.parametrize(("text", "pattern"), [("A*b", "*a\\*b*"), ("?\\", "*\\?\\\\*"), ("Straße", "*strasse*")])
def test_what_is_looked_for_is_no_pattern(text: str, pattern: str) -> None:
    """Signs of the query language are themselves; case is folded in any script."""
    assert _part(text) == pattern
