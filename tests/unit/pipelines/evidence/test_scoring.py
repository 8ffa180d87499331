"""Words of passages are scored here, the same for every store, by how rare they are in what may be searched."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipelines.answer.retriever import passage_of
from pipelines.evidence.scoring import MOST_TERMS, WordScores
from pipelines.evidence.terms import TermWeights
from pipelines.text import REVISION
from pipelines.text.analyzer import words
from pipelines.types import Fusion, Scope
from tests.unit.pipelines.answering_desk import LIBRARY, ORG, SOURCE, Desk

SCOPE = Scope(ORG, frozenset({SOURCE}))
ASKED = "late books, late fee"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.publish(LIBRARY | {f"{n}.md": f"Number {n} is about {'ponds' * n} and mills." for n in range(9)})
    yield made
    made.index.close()


def test_scores_are_bm25_of_words_and_pairs(desk: Desk) -> None:
    """As the formula says: a repeated word counts twice, a pair a quarter, a frequent word nothing, a head double."""
    hits = desk.index.search(SCOPE, ASKED, None, k=20, fusion=Fusion("bm25")).hits
    found = [passage_of(hit) for hit in hits]
    found = [one for one in found if "late book" in one.text]
    assert len(found) == 1
    found.append(replace(found[0], title="Late books", text="A fee.", end=found[0].start + 6))
    scores = WordScores(desk.index, TermWeights(desk.index)).of(found, ASKED, SCOPE, analyzer=REVISION)
    assert scores is not None
    # Of thirteen passages "late", "fee" and "late books" stand in one, "book" in two, "late fee" in none.
    held = {"late": 1, "book": 2, "fee": 1, "late book": 1, "book late": 0, "late fee": 0}
    rarity = {one: math.log((13 - count + 0.5) / (count + 0.5)) for one, count in held.items()}
    shares = {"late": 2.0, "book": 1.0, "fee": 1.0, "late book": 0.25}
    lengths = [len(words(f"loans.md Reminders {found[0].text}")), len(words("Late books Reminders A fee."))]
    # Those of title and heading count double.
    counts = ({"late": 2, "book": 2, "fee": 1, "late book": 2}, {"late": 2, "book": 2, "fee": 1, "late book": 2})
    for row in range(2):
        bound = 1.2 * (0.25 + 0.75 * lengths[row] * sum(lengths) / np.square(lengths).sum())
        expected = sum(
            share * rarity[one] * counts[row][one] * 2.2 / (counts[row][one] + bound) for one, share in shares.items()
        )
        assert scores[row] == pytest.approx(expected)


def test_long_questions_stay_as_the_index_scored_them(desk: Desk) -> None:
    """What is counted for a question is bounded."""
    found = [passage_of(hit) for hit in desk.index.search(SCOPE, ASKED, None, k=20, fusion=Fusion("bm25")).hits]
    scores = WordScores(desk.index, TermWeights(desk.index))
    assert scores.of(found, " ".join(f"word{n}" for n in range(MOST_TERMS)), SCOPE, analyzer=REVISION) is None
    assert scores.of([], ASKED, SCOPE, analyzer=REVISION) is None


def test_short_passages_among_the_candidates_are_no_reason_against_long_ones(desk: Desk) -> None:
    """What holds one word of two, and hardly another, does not come before what holds both, however many do."""
    (hit,) = desk.index.search(SCOPE, "late book", None, k=1, fusion=Fusion("bm25")).hits
    asked = replace(
        passage_of(hit), text=f"{'The ponds lie beside the mills. ' * 20}Its book is zebra4.", start=0, end=650
    )
    spots = [{"start": 1_000 * n, "end": 1_000 * n + 20} for n in range(50, 70)]
    short = [replace(asked, text=f"Its book is zebra{spot['end']}.", **spot) for spot in spots]
    others = [replace(asked, text="The ponds lie beside the mills. " * 20, start=n, end=n + 640) for n in range(1, 6)]
    scores = WordScores(desk.index, TermWeights(desk.index)).of(
        [asked, *others, *short], "Where is the book zebra4?", SCOPE, analyzer=REVISION
    )
    assert scores is not None
    assert scores[0] > 1.5 * scores[1:].max()
