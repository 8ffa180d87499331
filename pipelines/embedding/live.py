"""Which embedder: the live index's, never today's settings'; those describe the next index."""

from pipelines.caching.shelf import Shelf
from pipelines.embedding.factory import build_embedder
from pipelines.embedding.guarded import GuardedEmbedder
from pipelines.embedding.kept import KeptQuestions
from pipelines.embedding.languages import known_languages
from pipelines.embedding.protocol import Embedder
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.errors import EmbedderUnavailable, IndexMismatch, IndexTimeout, IndexUnavailable
from pipelines.index.protocol import Index
from pipelines.providers.breaker import CircuitBreaker
from pipelines.providers.breakers import Guards
from pipelines.providers.shared_state import Link
from pipelines.settings import PipelineSettings
from pipelines.types import IndexSpec, Vector


class LiveEmbedder:
    """Follows the index: after a swap the next call embeds with the new index's embedder. Thread-safe.

    ``questions``: where vectors of questions are kept, but for those of static embedders, which are made as fast.
    """

    def __init__(
        self,
        index: Index,
        settings: PipelineSettings,
        *,
        questions: Shelf[Vector] | None = None,
        link: Link | None = None,
    ) -> None:
        """``link``: the Redis that the health of a provider is shared through."""
        self._index = index
        self._link = link
        self._questions = questions
        self._settings = settings
        self._built: tuple[str, Embedder] | None = None
        self._asked: tuple[Embedder, Embedder] | None = None

    def for_documents(self) -> Embedder:
        """Waits for its provider as long as it takes. Raises what ``Index.live`` raises."""
        return self._of(self._index.live())

    def _of(self, spec: IndexSpec) -> Embedder:
        built = self._built
        if built is None or built[0] != spec.fingerprint:
            built = self._built = (spec.fingerprint, build_embedder(spec.embedder, self._settings))
        return built[1]

    def for_questions(self) -> Embedder:
        """Does not wait for a provider that fails again and again. Raises ``EmbedderUnavailable`` only."""
        return self.asked()[1]

    def languages(self) -> frozenset[str] | None:
        """Those that the embedder of the index that answers knows (ISO 639-1); None: every one.

        Raises what ``Index.live`` raises.
        """
        return known_languages(self._index.live().embedder, self._settings.known_languages)

    def _breaker(self, spec: IndexSpec) -> CircuitBreaker:
        # What runs in this process fails in this process.
        link = self._link if spec.embedder.get("kind") == "openai" else None
        guards = Guards("embedding", link, fails=EmbedderUnavailable)
        return guards.of(self._settings.openai_base_url or "", spec.fingerprint).breaker

    def asked(self) -> tuple[str, Embedder]:
        """The fingerprint of the index that answers, and its embedder ``for_questions``."""
        try:
            spec = self._index.live()
            embedder = self._of(spec)
        except (IndexUnavailable, IndexTimeout, IndexMismatch) as failed:
            raise EmbedderUnavailable(f"The live index's embedder is not known: {failed.message}") from failed
        if isinstance(embedder, WordLlamaEmbedder):
            return spec.fingerprint, embedder
        asked = self._asked
        if asked is None or asked[0] is not embedder:
            guarded = GuardedEmbedder(embedder, self._breaker(spec))
            kept = guarded if self._questions is None else KeptQuestions(guarded, self._questions)
            asked = self._asked = (embedder, kept)
        return spec.fingerprint, asked[1]
