"""The query pipeline: rewrite → embed → retrieve → privacy → confidence → context → prompt → generate → prove."""

from typing import Any

from haystack import Pipeline

from pipelines.answer_resources import AnswerResources
from pipelines.components.citation_builder import CitationBuilder
from pipelines.components.confidence import Confidence
from pipelines.components.context_builder import ContextBuilder
from pipelines.components.extractive_generator import ExtractiveGenerator
from pipelines.components.model_generator import ModelGenerator
from pipelines.components.privacy_filter import PrivacyFilter
from pipelines.components.prompt_builder import PromptBuilder
from pipelines.components.question_embedder import QuestionEmbedder
from pipelines.components.question_rewriter import QuestionRewriter
from pipelines.components.retriever import Retriever

MODULES = ["pipelines.components.*"]
RETRIEVAL = [
    ("rewriter.text", "embedder.text"),
    ("rewriter.text", "retriever.text"),
    ("embedder.vector", "retriever.vector"),
    ("embedder.degraded", "retriever.degraded"),
    ("retriever.passages", "privacy.passages"),
    ("privacy.passages", "confidence.passages"),
    ("rewriter.text", "confidence.text"),
]
PROOF = [
    ("privacy.passages", "citations.passages"),
    ("confidence.evidence", "citations.evidence"),
    ("confidence.evidence", "generator.evidence"),
    ("generator.draft", "citations.draft"),
]
MODEL = [
    ("privacy.passages", "context.passages"),
    ("context.context", "prompt.context"),
    ("prompt.prompt", "generator.prompt"),
    ("context.context", "generator.context"),
]


def build_query_pipeline(resources: AnswerResources) -> Pipeline:
    """The pipeline; with a chat model configured it also builds context and prompt. ``loads`` needs ``MODULES``.

    Inputs: ``question`` for every component that takes one, ``writer`` for rewriter, generator and citations. Output:
    ``citations.answer``.
    """
    parts: dict[str, Any] = {
        "rewriter": QuestionRewriter(resources),
        "embedder": QuestionEmbedder(resources),
        "retriever": Retriever(resources),
        "privacy": PrivacyFilter(resources),
        "confidence": Confidence(resources),
        "citations": CitationBuilder(resources),
    }
    model: dict[str, Any] = {
        "context": ContextBuilder(resources),
        "prompt": PromptBuilder(),
        "generator": ModelGenerator(resources),
    }
    has_model = resources.settings.has_model
    parts |= model if has_model else {"generator": ExtractiveGenerator(resources)}
    pipeline = Pipeline()
    for name, part in parts.items():
        pipeline.add_component(name, part)
    for sender, receiver in RETRIEVAL + PROOF + (MODEL if has_model else []):
        pipeline.connect(sender, receiver)
    return pipeline
