"""The reranker of the settings, with its share of an answer's time, bounded inputs, and a breaker before it."""

from collections.abc import Sequence
from threading import Event

from pipelines.embedding.cross_encoder import CrossEncoder
from pipelines.errors import RerankerUnavailable
from pipelines.metrics import track_metric
from pipelines.providers.breaker import LeftAlone
from pipelines.providers.breakers import Guard, Guards
from pipelines.providers.call import Reader
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import Stopped
from pipelines.providers.interruptible import Left, interruptible
from pipelines.providers.measured import measured
from pipelines.providers.reranking import RerankEndpoint, Reranks
from pipelines.providers.shared_state import Link
from pipelines.settings import PipelineSettings

# Of a question and of a passage, in characters: cross-encoders read about 500 tokens of both.
QUESTION, PASSAGE = 1_000, 2_000
MOST_PASSAGES = 64
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


def reranker_of(settings: PipelineSettings, link: Link | None) -> GuardedReranker | None:
    """The one of the settings; None where there is none."""
    kind, _, model = settings.reranker.partition(":")
    if not kind:
        return None
    one: Reranks
    if kind == "fastembed":
        one = CrossEncoder(model, installed=settings.data_dir / "models")
    else:
        one = RerankEndpoint(settings, model or kind)
    guard = Guards("reranker", link, fails=RerankerUnavailable).of(settings.reranker, settings.reranker_url or "")
    return GuardedReranker(one, guard, seconds=settings.reranker_seconds)
