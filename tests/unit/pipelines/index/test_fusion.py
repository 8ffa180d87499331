"""Fusion of the branches, on plain numbers."""

from dataclasses import replace

import pytest

from pipelines.index.fusion import Branches, fuse, words_and_phrases
from pipelines.types import Fusion

BOTH = Branches(
    words={"a": 10.0, "b": 5.0},
    cosine={"a": 0.2, "b": 0.6, "c": 0.9, "d": 0.05},
    dense=frozenset({"c", "b", "d"}),
)


def test_phrases_count_a_quarter() -> None:
    """B = words + .25 · phrases."""
    assert words_and_phrases({"a": 2.0, "b": 1.0}, {"b": 4.0}) == {"a": 2.0, "b": 2.0}


def test_convex_is_the_stated_formula() -> None:
    """(1 - a) · B/Bmax + a · max(0, (C - lo)/(Cmax - lo)), over the union."""
    scores = dict(fuse(BOTH, Fusion(), alpha=0.25, lo=0.1))
    assert scores["a"] == pytest.approx(0.75 + 0.25 * 0.1 / 0.8)
    assert scores["b"] == pytest.approx(0.75 * 0.5 + 0.25 * 0.5 / 0.8)
    assert scores["c"] == pytest.approx(0.25)
    assert scores["d"] == 0.0


def test_a_question_may_name_its_own_alpha() -> None:
    """alpha = 1 orders by cosine, alpha = 0 by words, whatever the embedder's default."""
    assert fuse(BOTH, Fusion(alpha=1.0), alpha=0.2, lo=0.0)[0][0] == "c"
    assert fuse(BOTH, Fusion(alpha=0.0), alpha=0.9, lo=0.0)[0][0] == "a"


def test_rrf_sums_reciprocal_ranks_of_both_lists() -> None:
    """b is second in both lists."""
    scores = dict(fuse(BOTH, Fusion("rrf"), alpha=0.2, lo=0.0))
    assert scores["b"] == pytest.approx(1 / 62 + 1 / 62)
    assert scores["a"] == pytest.approx(1 / 61)


def test_one_branch_alone() -> None:
    """``bm25`` and ``dense`` hold only what their branch returned."""
    assert [key for key, _ in fuse(BOTH, Fusion("bm25"), alpha=0.2, lo=0.0)] == ["a", "b"]
    assert [key for key, _ in fuse(BOTH, Fusion("dense"), alpha=0.2, lo=0.0)] == ["c", "b", "d"]


@pytest.mark.parametrize("method", ["convex", "rrf", "bm25", "dense"])
def test_nothing_found_is_an_empty_list(method: str) -> None:
    """No division by an absent maximum."""
    assert fuse(Branches({}), Fusion(method), alpha=0.2, lo=0.1) == []  # type: ignore[arg-type]


def test_words_alone_without_a_vector() -> None:
    """Without cosines the words decide."""
    assert [key for key, _ in fuse(Branches({"a": 1.0, "b": 2.0}), Fusion(), alpha=0.2, lo=0.0)] == ["b", "a"]


def test_cosines_under_the_floor_keep_their_order() -> None:
    """Equal scores are ordered by cosine, then by id: never by chance."""
    low = Branches({}, {"a": 0.01, "b": 0.02, "c": 0.02}, frozenset("abc"))
    assert [key for key, _ in fuse(low, Fusion(), alpha=0.2, lo=0.5)] == ["b", "c", "a"]


def test_what_the_embedder_does_not_know_is_scored_by_words_alone() -> None:
    """As high as the best of the others where its words are the best; its cosine lifts nobody and sets no measure."""
    foreign = Branches({"de": 10.0, "de2": 5.0, "en": 10.0}, {"de": 0.99, "de2": 0.1, "en": 0.5}, frozenset({"de"}))
    told = replace(foreign, by_words=frozenset({"de", "de2"}))
    scores = dict(fuse(told, Fusion(), alpha=0.4, lo=0.1))
    assert scores == pytest.approx({"de": 1.0, "de2": 0.5, "en": 1.0})
    assert dict(fuse(foreign, Fusion(), alpha=0.4, lo=0.1))["en"] < 0.9
    ranked = dict(fuse(told, Fusion("rrf"), alpha=0.4, lo=0.1))
    assert ranked == pytest.approx({"de": 2 / 61, "en": 1 / 62, "de2": 2 / 63})
