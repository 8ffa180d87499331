"""nDCG@10 and recall@100 of a method of ranking."""

from collections.abc import Mapping
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import R, nDCG

from pipelines.answer.retriever import Sought, passage_of, refined
from pipelines.embedding.protocol import Embedder
from pipelines.evidence.scoring import WordScores
from pipelines.evidence.units import PassageUnits
from pipelines.index.protocol import Index
from pipelines.types import Fusion
from tests.bench.quality.collections import Collection
from tests.bench.quality.loading import SCOPE

FIGURES = {"ndcg@10": nDCG @ 10, "recall@100": R @ 100}
FLIPS = 10_000
DOCUMENTS = 100
CHUNKS = 200  # a document may hold several places of the list; its best chunk ranks it


@dataclass(frozen=True, slots=True)
class Refining:
    """What the product puts the index's hits in order with."""

    units: PassageUnits
    scores: WordScores


def measure(
    index: Index,
    embedder: Embedder,
    collection: Collection,
    *,
    names: Mapping[str, str],
    fusion: Fusion,
    refining: Refining | None = None,
) -> dict[str, dict[str, float]]:
    """Figures of one method by question; ``refining``: with what the product makes of the index's order."""
    run = {
        question: _ranking(index, embedder, text, names=names, fusion=fusion, refining=refining)
        for question, text in collection.questions.items()
    }
    each = list(ir_measures.iter_calc(list(FIGURES.values()), collection.judgements, run))
    return {
        name: {one.query_id: one.value for one in each if one.measure == measured} for name, measured in FIGURES.items()
    }


def mean(values: Mapping[str, float]) -> float:
    """The figure of a whole collection: every question counts alike."""
    return float(np.mean(list(values.values())))


def chance(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How likely so large a mean difference is where both are alike: two-sided, by flipping signs of the pairs."""
    pairs = np.array([one[question] - other[question] for question in one])
    flips = np.random.default_rng(7).choice((-1.0, 1.0), size=(FLIPS, len(pairs)))
    return float((np.abs(flips @ pairs) >= abs(pairs.sum()) - 1e-12).mean())


def _ranking(
    index: Index,
    embedder: Embedder,
    text: str,
    *,
    names: Mapping[str, str],
    fusion: Fusion,
    refining: Refining | None = None,
) -> dict[str, float]:
    vector = embedder.embed_question(text.lower())
    result = index.search(SCOPE, text, vector, k=CHUNKS, fusion=fusion)
    if refining is None:
        found = [passage_of(hit) for hit in result.hits]
    else:
        found = refined(result, Sought(SCOPE, text, vector), units=refining.units, scores=refining.scores)
    documents = list(dict.fromkeys(names[one.document_id] for one in found))[:DOCUMENTS]
    return {document: 1.0 / rank for rank, document in enumerate(documents, start=1)}
