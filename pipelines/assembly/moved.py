"""Where components that a pipeline's file names stand now: files that were written before they moved are still read."""

import re

_ANSWER = {
    "citation_builder": "citation_builder",
    "confidence": "confidence_gate",
    "context_builder": "context_builder",
    "extractive_generator": "extractive_generator",
    "model_generator": "model_generator",
    "privacy_filter": "privacy_filter",
    "prompt_builder": "prompt_builder",
    "question_embedder": "question_embedder",
    "question_rewriter": "question_rewriter",
    "retriever": "retriever",
}
_INGEST = {
    "chunk_embedder": "chunk_embedder",
    "file_converter": "file_converter",
    "publisher": "publisher",
    "splitter": "structure_splitter",
}
MOVED = (
    {f"pipelines.components.{old}.": f"pipelines.answer.{new}." for old, new in _ANSWER.items()}
    | {f"pipelines.components.{old}.": f"pipelines.ingest.{new}." for old, new in _INGEST.items()}
    | {
        "pipelines.components.passage_documents.": "pipelines.interop.passages.",
        "pipelines.index.haystack_store.": "pipelines.interop.document_store.",
    }
)
_OLD = re.compile(r"(?<=type: )(" + "|".join(re.escape(old) for old in MOVED) + ")")


def with_todays_names(text: str) -> str:
    """A pipeline's YAML with every component that has moved under the name of today."""
    return _OLD.sub(lambda found: MOVED[found[1]], text)
