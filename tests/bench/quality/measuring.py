"""nDCG@10 and recall@100 of a method of ranking."""

from collections.abc import Mapping

import ir_measures
from ir_measures import R, nDCG

from pipelines.embedding.protocol import Embedder
from pipelines.index.protocol import Index
from pipelines.types import Fusion
from tests.bench.quality.collections import Collection
from tests.bench.quality.loading import SCOPE

FIGURES = {"ndcg@10": nDCG @ 10, "recall@100": R @ 100}
DOCUMENTS = 100
CHUNKS = 200  # a document may hold several places of the list; its best chunk ranks it


def measure(
    index: Index, embedder: Embedder, collection: Collection, *, names: Mapping[str, str], fusion: Fusion
) -> dict[str, float]:
    """Figures of one method over all questions."""
    run = {
        question: _ranking(index, embedder, text, names=names, fusion=fusion)
        for question, text in collection.questions.items()
    }
    found = ir_measures.calc_aggregate(list(FIGURES.values()), collection.judgements, run)
    return {name: found[measured] for name, measured in FIGURES.items()}


def _ranking(
    index: Index, embedder: Embedder, text: str, *, names: Mapping[str, str], fusion: Fusion
) -> dict[str, float]:
    hits = index.search(SCOPE, text, embedder.embed_question(text), k=CHUNKS, fusion=fusion).hits
    documents = list(dict.fromkeys(names[hit.document.document_id] for hit in hits))[:DOCUMENTS]
    return {document: 1.0 / rank for rank, document in enumerate(documents, start=1)}
