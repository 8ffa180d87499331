"""The answer without a model: the sentences themselves."""

from typing import Any

from haystack import component

from pipelines.answer.writer import AnswerWriter
from pipelines.assembly.parts import WithParts
from pipelines.evidence.extract import extract
from pipelines.evidence.proof import Prover
from pipelines.evidence.values import Band, Draft, Evidence
from pipelines.types import Citation

SHOWN = 2


@component
class ExtractiveGenerator(WithParts):
    """Quotes the sentences that come closest to answering; measured at .862 for the first two (see ``ranking``)."""

    PARTS = ("prover",)

    def __init__(self, prover: Prover) -> None:
        self.prover = prover

    @component.output_types(draft=Draft)
    def run(self, evidence: Evidence, writer: AnswerWriter) -> dict[str, Any]:
        """Says sentences to the writer where the confidence allows an answer, nothing otherwise."""
        return {"draft": quoted(evidence, writer, self.prover)}


def quoted(evidence: Evidence, writer: AnswerWriter, prover: Prover) -> Draft:
    """Say the best quotes."""
    writer.begin()
    return Draft("extractive", degraded=evidence.degraded, stopped=not writer.quote(best_quotes(evidence, prover)))


def best_quotes(evidence: Evidence, prover: Prover) -> list[Citation]:
    """The best two proven sentences, in the order of the document where both are from one; none below the band."""
    statements = extract(evidence.sentences) if evidence.band is Band.ANSWER else ()
    proven = [citation for one in statements if (citation := prover.sentence(one)) is not None][:SHOWN]
    if len({(one.document_id, one.version) for one in proven}) == 1:
        proven.sort(key=lambda one: one.start)
    return proven
