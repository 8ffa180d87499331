"""What a comparison after a kill finds."""

from tests.bench.chaos.state import differences

CLEAN = {"a.md": {"version": "v1", "chunks": [(0, "v1", "hash")]}, "": {"stored": [1, 1, 1], "living": 1}}


def test_equal_states_do_not_differ() -> None:
    """Nothing is told."""
    assert differences(dict(CLEAN), CLEAN) == []


def test_every_difference_is_named() -> None:
    """A lost chunk, a document too many, one that is missing, a chunk that nobody names."""
    for broken in (
        CLEAN | {"a.md": {"version": "v1", "chunks": []}},
        CLEAN | {"b.md": {"version": "v1", "chunks": []}},
        {"": CLEAN[""]},
        CLEAN | {"": {"stored": [2, 1, 1], "living": 1}},
    ):
        assert len(differences(broken, CLEAN)) == 1
