"""What an installation has, for the components of its pipelines: index, storage, converter, embedders, models."""

from copy import copy
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pipelines.assembly.outbound import outbound_of
from pipelines.assembly.reranking import Rerankers
from pipelines.assembly.stores import open_index
from pipelines.caching.shelf import Shelf
from pipelines.convert.guard import Converter
from pipelines.embedding.live import LiveEmbedder
from pipelines.embedding.protocol import Embedder
from pipelines.embedding.wordllama import WordLlamaEmbedder, rank
from pipelines.endpoints import Endpoint
from pipelines.evidence.claims.ledger import Ledger
from pipelines.evidence.claims.rarity import Rarity
from pipelines.evidence.claims.source import Sources
from pipelines.evidence.proof import Prover
from pipelines.evidence.scoring import WordScores
from pipelines.evidence.tables.kept import Tables
from pipelines.evidence.terms import TermWeights
from pipelines.evidence.units import PassageUnits
from pipelines.evidence.values import Likeness
from pipelines.evidence.vocabulary import Vocabulary
from pipelines.index.protocol import Index
from pipelines.outbound.guard import Limits, Outbound
from pipelines.providers.bounded import STREAM, own_client
from pipelines.providers.breakers import Guards
from pipelines.providers.chain import ModelChain
from pipelines.providers.clients import Clients
from pipelines.providers.endpoints import own_order
from pipelines.providers.shared_state import Link
from pipelines.providers.veiled import Veiled
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.storage.texts import StoredTexts
from pipelines.types import Vector

if TYPE_CHECKING:
    from pipelines.providers.chat import ChatModel


class Installation:
    """The parts of one installation, each given or opened from the settings at its first use, then shared by threads.

    ``questions``: where questions' vectors are kept; without it they are not. Components take the parts that they
    need; in a pipeline's file these stand by name (``pipelines.assembly.parts``).
    """

    def __init__(
        self,
        settings: PipelineSettings,
        *,
        index: Index | None = None,
        storage: Storage | None = None,
        converter: Converter | None = None,
        questions: Shelf[Vector] | None = None,
        link: Link | None = None,
        outbound: Outbound | None = None,
    ) -> None:
        """``link``: the Redis that providers' health is shared through."""
        self.settings = settings
        self._questions = questions
        self._link = link
        given = {"index": index, "storage": storage, "converter": converter, "outbound": outbound}
        self._given = {name for name, part in given.items() if part is not None}
        # cached_property reads the instance's dict first: what was given is never opened.
        self.__dict__.update({name: given[name] for name in self._given})

    @cached_property
    def index(self) -> Index:
        """The index."""
        return open_index(self.settings)

    @cached_property
    def storage(self) -> Storage:
        """Texts and uploads."""
        return Storage(self.settings.blobs)

    @cached_property
    def converter(self) -> Converter:
        """The guarded converter."""
        return Converter(self.settings)

    @cached_property
    def embedder(self) -> LiveEmbedder:
        """The embedder of the index that answers now."""
        return LiveEmbedder(self.index, self.settings, questions=self._questions, link=self._link)

    @cached_property
    def static(self) -> Embedder:
        """Static vectors: sentences and confidence are always measured with them, whatever the index uses."""
        return WordLlamaEmbedder()

    @cached_property
    def terms(self) -> TermWeights:
        """How rare words are."""
        return TermWeights(self.index)

    @cached_property
    def scores(self) -> WordScores:
        """Scores of passages by their words."""
        return WordScores(self.index, self.terms)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Words that documents are written with."""
        return Vocabulary(self.index)

    @cached_property
    def texts(self) -> StoredTexts:
        """Stored texts, cached."""
        return StoredTexts(self.storage)

    @cached_property
    def units(self) -> PassageUnits:
        """Sentences of passages, cached."""
        return PassageUnits(self.static, self.texts)

    @cached_property
    def tables(self) -> Tables:
        """Tables of stored texts, cached."""
        return Tables(self.texts)

    @cached_property
    def prover(self) -> Prover:
        """Proves citations."""
        return Prover(self.texts, self.units, self.static)

    @cached_property
    def ledger(self) -> Ledger:
        """Judges statements by the passages."""
        return Ledger(Sources(self.static), Rarity(rank))

    @cached_property
    def likeness(self) -> Likeness:
        """How much like a private text an answer may be."""
        return Likeness(self.settings.private_words, self.settings.private_share)

    @cached_property
    def models(self) -> ModelChain | None:
        """The chat models of questions that bring none along; None when no key and no base URL is set."""
        return self.chain if self.settings.has_model else None

    @cached_property
    def chain(self) -> ModelChain:
        """The chat models of questions that bring endpoints along, and the installation's own."""
        settings = self.settings
        return ModelChain(
            Veiled(Clients(self._opened)),
            own=partial(own_order, settings),
            seconds=settings.llm_timeout_seconds,
            guards=Guards("chat", self._link),
        )

    @cached_property
    def reranker(self) -> Rerankers:
        """What puts passages into a finer order: the installation's, where there is one, and those of questions."""
        return Rerankers(self.settings, self._link, outbound=lambda: self.outbound)

    @cached_property
    def outbound(self) -> Outbound:
        """The guard of addresses that users give."""
        return outbound_of(self.settings)

    def _opened(self, endpoint: Endpoint) -> "ChatModel":
        from pipelines.providers.chat import ChatModel

        seconds = self.settings.llm_timeout_seconds
        limits = Limits(seconds=seconds, size=STREAM)
        http = self.outbound.client(limits) if endpoint.guarded else own_client(self.settings)
        return ChatModel(endpoint, http, seconds=seconds)

    def without_models(self) -> "Installation":
        """The same parts, shared, with the pipeline that needs no model. It is not closed: nothing of it is its own."""
        twin = self._twin(None)
        twin.settings = self.settings.model_copy(update={"query_pipeline": None})
        return twin

    def with_models(self) -> "Installation":
        """The same parts, shared, with the pipeline that has models: those that questions bring along. Likewise."""
        return self._twin(self.chain)

    def _twin(self, models: ModelChain | None) -> "Installation":
        twin = copy(self)
        twin.__dict__["models"] = models
        return twin

    def warm_up(self) -> None:
        """Open what must exist only once, before threads share it."""
        self.static.embed_question("warm")
        _ = self.terms, self.vocabulary, self.texts, self.units, self.tables
        _ = self.prover, self.ledger, self.chain, self.embedder

    def close(self) -> None:
        """Close what was opened here; what was given belongs to who gave it. Not used afterwards."""
        for name in {"index", "converter", "chain", "reranker"} - self._given:
            part = self.__dict__.pop(name, None)
            if part is not None:
                part.close()
