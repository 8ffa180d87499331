"""Between our passages and Haystack's documents: for components of Haystack's own in a query pipeline."""

from dataclasses import asdict, replace
from typing import Any

from haystack import Document, component, default_to_dict

from pipelines.questions import Passages


@component
class PassagesToDocuments:
    """Passages as Haystack documents, in order; ``passages`` goes on beside them, to find the way back."""

    def to_dict(self) -> dict[str, Any]:
        """It has no settings."""
        return default_to_dict(self)

    @component.output_types(documents=list[Document], passages=Passages)
    def run(self, passages: Passages) -> dict[str, Any]:
        """A document's id is its place among the passages."""
        documents = [
            Document(id=str(place), content=item.text, score=item.score, meta=asdict(replace(item, extra={})))
            for place, item in enumerate(passages.items)
        ]
        return {"documents": documents, "passages": passages}


@component
class DocumentsToPassages:
    """The passages that are still there, in the documents' order. What a component changed in a document is not
    believed: only stored text can be cited.
    """

    def to_dict(self) -> dict[str, Any]:
        """It has no settings."""
        return default_to_dict(self)

    @component.output_types(passages=Passages)
    def run(self, documents: list[Document], passages: Passages) -> dict[str, Any]:
        """``passages``: those that ``PassagesToDocuments`` was given."""
        known = {str(place): item for place, item in enumerate(passages.items)}
        kept = tuple(known[document.id] for document in documents if document.id in known)
        return {"passages": Passages(kept, passages.degraded)}
