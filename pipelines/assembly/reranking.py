"""Rerankers, each with its share of an answer's time, bounded inputs, and a breaker before it: that of the settings,
and those that organisations have set up.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from pipelines.embedding.cross_encoder import CrossEncoder
from pipelines.endpoints import Endpoint
from pipelines.errors import RerankerUnavailable
from pipelines.metrics import track_metric
from pipelines.outbound.guard import Limits, Outbound
from pipelines.personal.masking import masked
from pipelines.providers.bounded import own_client
from pipelines.providers.breaker import LeftAlone
from pipelines.providers.breakers import Guard, Guards
from pipelines.providers.call import Reader
from pipelines.providers.clients import Clients
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import Stopped
from pipelines.providers.interruptible import Left, interruptible
from pipelines.providers.measured import measured
from pipelines.providers.reranking import ANSWER, RerankEndpoint, Reranks, rerank_url
from pipelines.providers.shared_state import Link
from pipelines.questions import Question
from pipelines.settings import PipelineSettings

if TYPE_CHECKING:
    import httpx

# Of a question and of a passage, in characters: cross-encoders read about 500 tokens of both.
QUESTION, PASSAGE = 1_000, 2_000
MOST_PASSAGES = 64
# One that runs on this machine; with these settings personal data leaves it for nobody.
LOCAL = "fastembed"
HIDES = frozenset({"placeholders", "redact", "block"})
# What is left for everything else of an answer, which has its own deadline.
MOST_LEFT = 4


class GuardedReranker:
    """Scores within ``seconds``, or ``RerankerUnavailable``. Thread-safe."""

    def __init__(self, reranker: Reranks, guard: Guard, *, seconds: float) -> None:
        self._reranker = reranker
        self._guard = guard
        self._seconds = seconds
        self._left = Left()

    def scores(self, question: str, texts: Sequence[str], reader: Reader) -> Sequence[float | None]:
        """As ``Reranks``; raises ``Stopped`` when the reader wants no more."""
        deadline = Deadline.after(self._seconds)
        given = [text[:PASSAGE] for text in texts[:MOST_PASSAGES]]

        def work(_put: object, left: Event) -> Sequence[float | None]:
            return self._reranker.scores(question[:QUESTION], given, seconds=self._seconds, left=left)

        def check() -> None:
            if reader.stopped:
                raise Stopped
            if deadline.remaining <= 0:
                raise RerankerUnavailable("The reranker did not answer in time.")

        try:
            with self._guard.breaker.attempt(lease=self._seconds), measured("reranker"):
                if self._left.count >= MOST_LEFT:
                    raise RerankerUnavailable("The reranker still works for those who went.")
                scores = interruptible(work, lambda _piece: None, check, among=self._left)
        except LeftAlone:
            track_metric("provider_calls", kind="reranker", outcome="left_alone")
            raise RerankerUnavailable("The reranker failed again and again: left alone.") from None
        return [*scores, *(None for _ in texts[MOST_PASSAGES:])]

    def close(self) -> None:
        """Close its connections."""
        self._reranker.close()


class Rerankers:
    """Whose order counts: the one that a question brings along, else the installation's ``own``. Thread-safe."""

    def __init__(self, settings: PipelineSettings, link: Link | None, *, outbound: Callable[[], Outbound]) -> None:
        self.own = _own(settings, link)
        self._stays = settings.reranker.startswith(LOCAL)
        self._seconds = settings.reranker_seconds
        self._outbound = outbound
        self._guards = Guards("reranker", link, fails=RerankerUnavailable)
        self._theirs = Clients(self._opened, same=lambda one: replace(one, prices=None))

    def scores(self, question: Question, text: str, *, texts: Sequence[str], reader: Reader) -> Sequence[float | None]:
        """As ``Reranks``, for a question that ``ranks``; raises ``Stopped`` when the reader wants no more."""
        endpoint = question.reranker
        if question.pii in HIDES and not (endpoint is None and self._stays):
            # What goes to somebody's server is no more than what the model's provider is shown.
            text, texts = masked(text)[0], [masked(one[:PASSAGE])[0] for one in texts]
        if endpoint is None:
            return [None for _ in texts] if self.own is None else self.own.scores(text, texts, reader)
        if not endpoint.usable:
            raise RerankerUnavailable("The reranker's key cannot be read.")
        with self._theirs.lent(endpoint) as theirs:
            return theirs.scores(text, texts, reader)

    def ranks(self, question: Question) -> bool:
        """Whether anybody puts its passages in order."""
        return self.own is not None or question.reranker is not None

    def close(self) -> None:
        """Close connections."""
        self._theirs.close()
        if self.own is not None:
            self.own.close()

    def _opened(self, endpoint: Endpoint) -> GuardedReranker:
        limits = Limits(seconds=self._seconds, size=ANSWER)
        url, opens = rerank_url(endpoint.base_url), partial(self._client, limits)
        one = RerankEndpoint(url, endpoint.model, key=endpoint.key, opens=opens)
        guard = self._guards.of(endpoint.provider_id, endpoint.base_url, endpoint.model)
        return GuardedReranker(one, guard, seconds=self._seconds)

    def _client(self, limits: Limits) -> "httpx.Client":
        return self._outbound().client(limits)


def _own(settings: PipelineSettings, link: Link | None) -> GuardedReranker | None:
    """The one of the settings; None where there is none."""
    kind, _, model = settings.reranker.partition(":")
    if not kind:
        return None
    one: Reranks
    if kind == LOCAL:
        one = CrossEncoder(model, installed=settings.data_dir / "models")
    else:
        opens = partial(own_client, settings)
        one = RerankEndpoint(settings.reranker_url, model or kind, key=settings.reranker_key, opens=opens)
    guard = Guards("reranker", link, fails=RerankerUnavailable).of(settings.reranker, settings.reranker_url or "")
    return GuardedReranker(one, guard, seconds=settings.reranker_seconds)
