"""What the index found is put in a better order; nothing is lost."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.refining import ALPHA, NOTHING, Nearness, held_back, refine
from pipelines.evidence.units import PassageUnits
from pipelines.questions import Passage

STATIC = WordLlamaEmbedder()
UNITS = PassageUnits(STATIC)
ASKED = STATIC.embed_question("how deep is the mill pond")


def passage(name: str, text: str, *, bm25: float = 1.0, document: str | None = None) -> Passage:
    cosine = float(STATIC.embed_question(f"T. {text}") @ ASKED)
    return Passage(document or name, "v", "s", "o", "T", name, (), None, 0, len(text), text, 1.0, bm25, cosine)


def refined(
    passages: Sequence[Passage], *, known: frozenset[str] | None = None, words: NDArray[np.float64] | None = None
) -> list[Passage]:
    return refine(passages, Nearness(ALPHA, NOTHING, UNITS.whole(passages), ASKED, known), UNITS, words=words)


def test_one_sentence_that_answers_lifts_its_passage() -> None:
    """Though the rest of the passage is about something else."""
    noise = "Tax forms are filed in spring. The choir sings on Fridays. Bread is sold at the gate."
    holds = passage("holds", f"{noise} The mill pond is four metres deep. {noise}")
    other = passage("other", f"{noise} Ponds and mills are old words. {noise}")
    assert [one.uri for one in refined([other, holds])] == ["holds", "other"]


def test_neighbours_share_a_fifth_of_their_scores() -> None:
    """What stands among good passages passes what stands alone."""
    good = [passage(f"g{n}", f"The mill pond number {n} is deep and cold.", bm25=5.0) for n in range(6)]
    near = passage("near", "The mill pond number nine is deep and cold.", bm25=1.0)
    far = passage("far", "Parking fees are paid by card.", bm25=1.0)
    order = [one.uri for one in refined([*good, replace(far, cosine=near.cosine), near])]
    assert order.index("near") < order.index("far")


def test_neighbours_are_told_by_the_vectors_of_the_index() -> None:
    """Where those are a transformer's; and not at all where vectors have no share."""
    texts = [passage(str(n), f"Sentence number {n} about ponds.", bm25=9.0 - n) for n in range(7)]
    tied = [*texts, *(passage(name, "Parking is paid by card.", bm25=2.0) for name in ("alone", "beside"))]
    vectors = np.zeros((9, 3), dtype=np.float32)
    vectors[:7, 0], vectors[7, 1], vectors[8, :2] = 2.0, 0.5, (5.0, 0.1)
    for alpha, smoothed in ((0.01, True), (0.0, False)):
        scores = {one.uri: one.score for one in refine(tied, Nearness(alpha, 0.0, vectors), UNITS)}
        assert (scores["beside"] > scores["alone"]) == smoothed


def test_own_scores_of_words_take_the_place_of_the_indexs() -> None:
    """What the words branch did not return has some, too; what holds no word of the question has none."""
    found = [passage("a", "The pond is deep.", bm25=3.0), passage("b", "The pond is deep.", bm25=1.0)]
    turned = refined(found, words=np.array([0.0, 2.0]))
    assert [(one.uri, one.bm25) for one in turned] == [("b", 2.0), ("a", None)]


def test_nothing_is_lost_and_scores_fall() -> None:
    """The same passages, best first; without cosines they stay as they are."""
    found = [passage(str(n), f"Sentence number {n} about ponds.", bm25=n) for n in range(12)]
    order = refined(found)
    assert sorted(one.uri for one in order) == sorted(one.uri for one in found)
    assert [one.score for one in order] == sorted((one.score for one in order), reverse=True)
    bare = [replace(one, cosine=None) for one in found]
    assert refined(bare) == bare


@pytest.mark.parametrize("most", [1, 2])
def test_repetition_stands_behind(most: int) -> None:
    """Near-duplicates and more than so many of one document; still there, in order."""
    texts = ("The pond is deep.", "Bread is sold at the gate.", "The choir sings on Fridays.")
    same = [passage(f"a{n}", text, document="a") for n, text in enumerate(texts)]
    copy = passage("copy", "The pond is deep.", document="b")
    other = passage("c", "Tax forms are filed in spring.", document="c")
    order = [one.uri for one in held_back([*same, copy, other], UNITS, per_document=most)]
    assert order[: most + 1] == [*(f"a{n}" for n in range(most)), "c"]
    assert order[-1] == "copy"
    assert len(order) == 5


def test_of_a_language_that_is_not_known_words_decide() -> None:
    """However near its vector seems; and it lends nothing to what is like it."""
    held = replace(passage("held", "Der Teich ist tief.", bm25=5.0), language="de")
    near = replace(passage("near", "The mill pond is deep, mill pond.", bm25=1.0), language="de", cosine=0.99)
    other = replace(passage("other", "The mill pond is four metres deep.", bm25=4.0), language="en")
    order = refined([near, other, held], known=frozenset({"en"}))
    assert [one.uri for one in order][-1] == "near"
    assert {one.uri: one.score for one in order}["held"] == pytest.approx(1.0)
    assert {one.uri: one.score for one in order}["near"] == pytest.approx(0.2)
    lifted = {one.uri: one.score for one in refined([near, other, held])}
    assert lifted["near"] > 0.3
