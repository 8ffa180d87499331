"""From a setting or an index's stored configuration to an embedder."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from pipelines.embedding.fastembed import FastEmbedEmbedder
from pipelines.embedding.openai import OpenAIEmbedder
from pipelines.embedding.protocol import Embedder
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.errors import IndexMismatch
from pipelines.providers.bounded import own_client
from pipelines.settings import PipelineSettings


def configured_embedder(settings: PipelineSettings) -> Embedder:
    """The embedder that today's settings name: it describes the next index."""
    kind, _, model = settings.embedder.partition(":")
    return build_embedder({"kind": kind, "model": model}, settings)


def build_embedder(config: Mapping[str, Any], settings: PipelineSettings) -> Embedder:
    """The embedder of an index's stored configuration; keys and addresses come from the settings."""
    kind, model = config["kind"], str(config.get("model") or "")
    if kind == "wordllama":
        return WordLlamaEmbedder()
    if kind == "fastembed" and model:
        return FastEmbedEmbedder(model, installed=settings.data_dir / "models")
    if kind == "openai":
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"
        return OpenAIEmbedder(
            model or "text-embedding-3-small",
            api_key=key,
            base_url=settings.openai_base_url,
            dimensions=config.get("dimensions"),
            # The SDK's own client knows the environment's proxy and authorities.
            http=partial(own_client, settings) if settings.provider_proxy or settings.provider_ca else None,
        )
    raise IndexMismatch(
        f"Unknown embedder {kind!r}: use `wordllama`, `fastembed:<name or folder>` or `openai:<model>`.",
        action="Correct REFDESK_EMBEDDER.",
    )
