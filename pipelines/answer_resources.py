"""What the components of the query pipeline share: on top of index and storage, caches, proofs and models."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pipelines.embedding.protocol import Embedder
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.errors import EmbedderUnavailable, IndexMismatch, IndexTimeout, IndexUnavailable
from pipelines.evidence.proof import Prover
from pipelines.evidence.terms import TermWeights
from pipelines.evidence.texts import StoredTexts
from pipelines.evidence.units import PassageUnits
from pipelines.providers.chain import ModelChain
from pipelines.providers.embedding import GuardedEmbedder
from pipelines.resources import Resources
from pipelines.settings import PipelineSettings


class AnswerResources(Resources):
    """Opened at first use and then kept; shared by threads."""

    _guarded: tuple[Embedder, GuardedEmbedder] | None = None

    @cached_property
    def static(self) -> Embedder:
        """Static vectors: sentences and confidence are always measured with them, whatever the index uses."""
        return WordLlamaEmbedder()

    @cached_property
    def terms(self) -> TermWeights:
        """How rare words are."""
        return TermWeights(self.index)

    @cached_property
    def texts(self) -> StoredTexts:
        """Stored texts, cached."""
        return StoredTexts(self.storage)

    @cached_property
    def units(self) -> PassageUnits:
        """Sentences of passages, cached."""
        return PassageUnits(self.static)

    @cached_property
    def prover(self) -> Prover:
        """Proves citations."""
        return Prover(self.texts, self.units, self.static)

    @cached_property
    def models(self) -> ModelChain | None:
        """The chat models; None when no key and no base URL is set."""
        if not self.settings.has_model:
            return None
        from pipelines.providers.chat import ChatModel

        return ModelChain(ChatModel(self.settings), fallback=self.settings.fallback_model)

    def live_embedder(self) -> Embedder:
        """The live index's embedder. Raises ``EmbedderUnavailable`` too where the index cannot say which that is."""
        try:
            embedder = super().live_embedder()
        except (IndexUnavailable, IndexTimeout, IndexMismatch) as failed:
            raise EmbedderUnavailable(f"The live index's embedder is not known: {failed.message}") from failed
        if isinstance(embedder, WordLlamaEmbedder):
            return embedder
        if self._guarded is None or self._guarded[0] is not embedder:
            self._guarded = (embedder, GuardedEmbedder(embedder))
        return self._guarded[1]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "AnswerResources":
        """Resources of those settings; secrets come from the environment again."""
        return cls(PipelineSettings(**data))

    def warm_up(self) -> None:
        """Open what must exist only once, before threads share it."""
        self.static.embed_question("warm")
        _ = self.terms, self.texts, self.units, self.prover, self.models

    def close(self) -> None:
        """Close the models' connections; index and storage belong to who gave them."""
        models: ModelChain | None = self.__dict__.pop("models", None)
        if models is not None:
            models.close()
