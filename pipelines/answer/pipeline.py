"""The query pipeline: rewrite → spell → embed → retrieve → (rerank →) privacy → confidence → tables →
(context → prompt →) generate → prove.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from pipelines.answer.citation_builder import CitationBuilder
from pipelines.answer.confidence_gate import Confidence
from pipelines.answer.context_builder import ContextBuilder
from pipelines.answer.extractive_generator import ExtractiveGenerator
from pipelines.answer.model_generator import ModelGenerator
from pipelines.answer.privacy_filter import PrivacyFilter
from pipelines.answer.private_retriever import PrivateRetriever
from pipelines.answer.prompt_builder import PromptBuilder
from pipelines.answer.question_embedder import QuestionEmbedder
from pipelines.answer.question_rewriter import QuestionRewriter
from pipelines.answer.reranker import Reranker
from pipelines.answer.retriever import RERANKED_TIMES, Retriever
from pipelines.answer.speller import Speller
from pipelines.answer.tables import TableReader
from pipelines.assembly.installation import Installation
from pipelines.assembly.moved import with_todays_names
from pipelines.assembly.parts import reading_for
from pipelines.assembly.pipeline import Pipeline
from pipelines.errors import PipelineInvalid

MODULES = ("pipelines.*", "haystack.*", "haystack_integrations.*")
# What the desk gives to every component that takes it, and what it wants in the end.
GIVEN = ("question", "writer")
Takers = Mapping[str, tuple[str, ...]]
FOUND, ANSWER = ("privacy", "passages"), ("citations", "answer")
RETRIEVAL = [
    ("rewriter.text", "speller.text"),
    ("rewriter.standalone", "speller.standalone"),
    ("speller.text", "embedder.text"),
    ("speller.text", "retriever.text"),
    ("embedder.vector", "retriever.vector"),
    ("embedder.degraded", "retriever.degraded"),
    ("embedder.space", "retriever.space"),
    ("speller.text", "reranker.text"),
    ("retriever.passages", "reranker.passages"),
    ("reranker.passages", "privacy.passages"),
    ("privacy.passages", "confidence.passages"),
    ("speller.text", "confidence.text"),
    ("speller.standalone", "confidence.standalone"),
]
PROOF = [
    ("speller.text", "tables.text"),
    ("speller.standalone", "tables.standalone"),
    ("privacy.passages", "tables.passages"),
    ("confidence.evidence", "tables.evidence"),
    ("privacy.passages", "citations.passages"),
    ("tables.evidence", "citations.evidence"),
    ("tables.evidence", "generator.evidence"),
    ("generator.draft", "citations.draft"),
]
MODEL = [
    ("speller.text", "private.text"),
    ("embedder.vector", "private.vector"),
    ("embedder.space", "private.space"),
    ("privacy.passages", "context.passages"),
    ("private.passages", "context.private"),
    ("context.context", "prompt.context"),
    ("prompt.prompt", "generator.prompt"),
    ("context.context", "generator.context"),
]


def build_query_pipeline(installation: Installation) -> Pipeline:
    """The pipeline of the settings: with a chat model configured it also builds context and prompt.

    Inputs: ``question`` and ``writer`` for every component that takes one. Outputs: ``citations.answer``, and
    ``privacy.passages`` for a search.
    """
    desk = installation
    times = 1 if desk.reranker.own is None else RERANKED_TIMES
    parts: dict[str, Any] = {
        "rewriter": QuestionRewriter(desk.models),
        "speller": Speller(desk.vocabulary),
        "embedder": QuestionEmbedder(desk.embedder),
        "retriever": Retriever(desk.index, desk.units, embedder=desk.embedder, scores=desk.scores, times=times),
        "reranker": Reranker(desk.reranker),
        "privacy": PrivacyFilter(),
        "confidence": Confidence(desk.terms, desk.static, desk.units),
        "tables": TableReader(desk.tables),
        "citations": CitationBuilder(desk.prover),
    }
    if desk.models is not None:
        parts |= {
            "private": PrivateRetriever(desk.index, desk.units, embedder=desk.embedder, scores=desk.scores),
            "context": ContextBuilder(desk.texts),
            "prompt": PromptBuilder(),
            "generator": ModelGenerator(
                desk.models,
                desk.prover,
                desk.ledger,
                tables=desk.tables,
                vocabulary=desk.vocabulary,
                likeness=desk.likeness,
            ),
        }
    else:
        parts["generator"] = ExtractiveGenerator(desk.prover)
    pipeline = Pipeline()
    for name, part in parts.items():
        pipeline.add_component(name, part)
    for sender, receiver in RETRIEVAL + PROOF + (MODEL if desk.models is not None else []):
        pipeline.connect(sender, receiver)
    return pipeline


def read_query_pipeline(installation: Installation) -> Pipeline:
    """The pipeline of ``settings.query_pipeline``, a YAML file as ``refdesk pipeline show query`` writes it.

    Raises ``PipelineInvalid`` for a file that cannot be read, or a pipeline that cannot answer.
    """
    path = installation.settings.query_pipeline
    if path is None:
        return build_query_pipeline(installation)
    try:
        pipeline = _loaded(path.read_text("utf-8"), installation)
    except Exception as error:
        raise PipelineInvalid(f"The query pipeline {path} cannot be read: {error}") from error
    _check(pipeline, str(path))
    return pipeline


def takers(pipeline: Pipeline) -> Takers:
    """Which components take ``question`` and ``writer``: what they have from nobody. Asked once, of a finished one."""
    found = {name: tuple(one for one in GIVEN if one in sockets) for name, sockets in pipeline.inputs().items()}
    return {name: sockets for name, sockets in found.items() if sockets}


def inputs_of(takers: Takers, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What ``Pipeline.run`` is given: each value to every component that takes it."""
    return {name: {socket: values[socket] for socket in sockets} for name, sockets in takers.items()}


def retrieval_of(pipeline: Pipeline, installation: Installation) -> Pipeline:
    """The part of a query pipeline that finds passages, as a pipeline of its own: for searching without asking."""
    written = pipeline.to_dict()
    ways = [tuple(each[side].split(".")[0] for side in ("sender", "receiver")) for each in written["connections"]]
    wanted: set[str] = set()
    fresh = {FOUND[0]}
    while fresh:
        wanted |= fresh
        fresh = {sender for sender, receiver in ways if receiver in wanted} - wanted
    written["components"] = {name: part for name, part in written["components"].items() if name in wanted}
    written["connections"] = [
        each for each, way in zip(written["connections"], ways, strict=True) if wanted.issuperset(way)
    ]
    return _loaded(yaml.safe_dump(written), installation)


def _loaded(text: str, installation: Installation) -> Pipeline:
    own = (name.strip() for name in installation.settings.query_modules.split(","))
    with reading_for(installation):
        return Pipeline.loads(with_todays_names(text), allowed_modules=[*MODULES, *filter(None, own)])


def _check(pipeline: Pipeline, path: str) -> None:
    outputs = pipeline.outputs(include_components_with_connected_outputs=True)
    for name, socket in (ANSWER, FOUND):
        if socket not in outputs.get(name, {}):
            raise PipelineInvalid(
                f"The query pipeline {path} must have a component `{name}` with the output `{socket}`: "
                f"it has {', '.join(sorted(outputs)) or 'none'}."
            )
    lacking = [
        f"{name}.{socket}"
        for name, sockets in pipeline.inputs().items()
        for socket, spec in sockets.items()
        if spec["is_mandatory"] and socket not in GIVEN
    ]
    if lacking:
        raise PipelineInvalid(
            f"In the query pipeline {path} nothing is connected to {', '.join(lacking)}; only `question` and `writer` "
            "are given to it."
        )
