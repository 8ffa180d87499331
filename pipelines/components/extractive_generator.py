"""The answer without a model: the sentences themselves."""

from typing import Any

from haystack import component, default_to_dict

from pipelines.evidence.extract import extract
from pipelines.evidence.values import Band, Draft, Evidence


@component
class ExtractiveGenerator:
    """Quotes the sentences that come closest to answering; measured at .862 for the first two (see ``ranking``)."""

    def to_dict(self) -> dict[str, Any]:
        """It has no settings."""
        return default_to_dict(self)

    @component.output_types(draft=Draft)
    def run(self, evidence: Evidence) -> dict[str, Any]:
        """Statements where the confidence allows an answer, none otherwise."""
        return {"draft": draft(evidence)}


def draft(evidence: Evidence) -> Draft:
    """The extractive draft."""
    statements = extract(evidence.sentences) if evidence.band is Band.ANSWER else ()
    return Draft(mode="extractive", statements=statements, degraded=evidence.degraded)
