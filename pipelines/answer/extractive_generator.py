"""The answer without a model: the sentences themselves."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from haystack import component

from pipelines.answer.table_teller import told
from pipelines.answer.writer import AnswerWriter
from pipelines.assembly.parts import WithParts
from pipelines.evidence.extract import extract, seconds
from pipelines.evidence.proof import Prover
from pipelines.evidence.values import Band, Draft, Evidence
from pipelines.types import Citation

SHOWN = 2


@component
class ExtractiveGenerator(WithParts):
    """Quotes the sentence that answers, and a second one where it earns its place (see ``ranking``, ``extract``)."""

    PARTS = ("prover",)
    computes = True

    def __init__(self, prover: Prover) -> None:
        self.prover = prover

    @component.output_types(draft=Draft)
    def run(self, evidence: Evidence, writer: AnswerWriter) -> dict[str, Any]:
        """Says sentences to the writer where the confidence allows an answer, nothing otherwise."""
        return {"draft": quoted(evidence, writer, self.prover)}


def quoted(evidence: Evidence, writer: AnswerWriter, prover: Prover) -> Draft:
    """Say the best quotes, or what a table's rows answer exactly."""
    if evidence.table is not None and evidence.band is Band.ANSWER and (draft := told(evidence.table, writer, prover)):
        return replace(draft, degraded=evidence.degraded)
    writer.begin()
    return Draft("extractive", degraded=evidence.degraded, stopped=not writer.quote(best_quotes(evidence, prover)))


def best_quotes(evidence: Evidence, prover: Prover) -> list[Citation]:
    """The best proven sentence, and behind it a second that earns its place; none below the band."""
    return list(islice(_proven(evidence, prover), SHOWN)) if evidence.band is Band.ANSWER else []


def _proven(evidence: Evidence, prover: Prover) -> Iterator[Citation]:
    """The best sentence that can be proven, then those that may stand behind it."""
    offered = extract(evidence.sentences)
    for at, first in enumerate(offered):
        if (citation := prover.sentence(first)) is not None:
            yield citation
            for other in seconds(first, offered[at + 1 :], evidence.weights):
                if (citation := prover.sentence(other)) is not None:
                    yield citation
            return
