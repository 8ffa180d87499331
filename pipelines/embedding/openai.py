"""Embeddings of any OpenAI-compatible provider: every text embedded exactly once, or a clear error."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np

from pipelines.embedding.protocol import Answers
from pipelines.embedding.requests import Failed, Limits, Requests, Then
from pipelines.embedding.unit import unit_rows
from pipelines.errors import EmbedderUnavailable
from pipelines.providers.measured import measured
from pipelines.questions import Usage
from pipelines.types import Vector

TOO_LARGE = re.compile(r"too (large|long|many)|maximum|limit|batch", re.IGNORECASE)
KNOWN_DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
# Nothing was done for these: the same request may go out again.
BUSY = frozenset({429, 503})
LARGE, BAD, SERVERS = 413, 400, 500


class OpenAIEmbedder:
    """Texts share requests (``pipelines.embedding.requests``); order restored by the answer's ``index``."""

    alpha = 0.4

    def __init__(
        self,
        model: str,
        *,
        api_key: str,
        base_url: str | None,
        dimensions: int | None = None,
        limits: Limits | None = None,
        http: Callable[[], Any] | None = None,
    ) -> None:
        """``http`` makes the client of ``httpx`` that its requests go through."""
        self.model = model
        self.dimensions = dimensions or KNOWN_DIMENSIONS.get(model, 1536)
        self._api_key = api_key
        self._base_url = base_url
        self._http = http
        self._requests = Requests(self._ask, limits)

    @property
    def config(self) -> Mapping[str, Any]:
        """Kind, model and dimensions: no address, no key."""
        return {"kind": "openai", "model": self.model, "dimensions": self.dimensions}

    def embed_question(self, text: str) -> Vector:
        """The vector of a question: somebody waits, so one retry and a few seconds; without it words still find."""
        try:
            (vector,) = self._once([text], self._client.with_options(timeout=5.0, max_retries=1))
        except Failed as failed:
            raise EmbedderUnavailable(str(failed)) from failed
        if vector is None:
            raise EmbedderUnavailable(f"{self.model} answered no embedding.")
        return vector

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """The vectors ``[n, dimensions]`` of passages, in the order given."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for at, answer in enumerate(self._requests.embed(texts)):
            if isinstance(answer, EmbedderUnavailable):
                raise answer
            vectors[at] = answer
        return vectors

    def embed_each(self, documents: Sequence[Sequence[str]]) -> Sequence[Answers]:
        """The vector of each passage, or the reason why it has none; documents share requests."""
        answers = iter(self._requests.embed([text for texts in documents for text in texts]))
        return [list(islice(answers, len(texts))) for texts in documents]

    def _ask(self, texts: Sequence[str]) -> Sequence[Vector | None]:
        return self._once(texts, self._client)

    def _once(self, texts: Sequence[str], client: Any) -> Sequence[Vector | None]:
        import openai

        try:
            with measured("embedding") as cost:
                answer = client.embeddings.create(model=self.model, input=list(texts), encoding_format="float")
                cost.usage = _usage(answer)
        except openai.APIStatusError as refused:
            raise Failed(f"{self.model} answered {refused.status_code} to an embedding.", *_then(refused)) from refused
        except openai.APIConnectionError as failed:
            # Perhaps it was too much at once, and perhaps half of it was done.
            raise Failed(f"{self.model} cannot be reached for embeddings: {failed}", Then.HALVES) from failed
        except (openai.OpenAIError, ValueError, TypeError, ArithmeticError, RecursionError) as failed:
            # Its client trusts what an answer holds.
            raise Failed(f"{self.model} gave no embeddings: {failed}", Then.HALVES) from failed
        return self._vectors(answer, len(texts))

    def _vectors(self, answer: Any, expected: int) -> list[Vector | None]:
        """By ``index``: some servers answer out of order, some 200 with an error inside."""
        data: list[Any] = answer.data if isinstance(getattr(answer, "data", None), list) else []
        found: dict[int, Vector | None] = {}
        for item in data:
            # A bool is an int, too.
            if type(place := getattr(item, "index", None)) is int:
                found[place] = self._vector(getattr(item, "embedding", None))
        if not found or len(found) < len(data) or not found.keys() <= set(range(expected)):
            raise Failed(f"The provider answered {len(found)} embeddings for {expected} texts.", Then.HALVES)
        return [found.get(at) for at in range(expected)]

    def _vector(self, raw: object) -> Vector | None:
        """Of unit length; None for what is none. Raises ``Failed`` for one of another length: so are all others."""
        try:
            vector = np.asarray(raw, dtype=np.float32)
        except (TypeError, ValueError, OverflowError):
            return None
        if vector.ndim != 1:
            return None
        try:
            unit: Vector = unit_rows(vector[None], dimensions=self.dimensions, model=self.model)[0]
        except EmbedderUnavailable as wrong:
            if len(vector) != self.dimensions:
                raise Failed(wrong.message, Then.NOTHING) from wrong
            return None
        return unit

    @cached_property
    def _client(self) -> Any:
        import openai

        http = self._http() if self._http else None
        return openai.OpenAI(
            api_key=self._api_key, base_url=self._base_url, timeout=30.0, max_retries=0, http_client=http
        )


def _then(refused: Any) -> tuple[Then, float | None]:
    """What may follow, and when. After 413, or a 400 that speaks of size, half may pass; another 400 is of one text."""
    status = refused.status_code
    if status == LARGE or (status == BAD and TOO_LARGE.search(str(refused))):
        return Then.SMALLER, None
    if status == BAD:
        return Then.APART, None
    if status in BUSY:
        return Then.AGAIN, _retry_after(refused)
    return Then.HALVES if status >= SERVERS else Then.NOTHING, None


def _usage(answer: Any) -> Usage | None:
    read = getattr(getattr(answer, "usage", None), "prompt_tokens", None)
    return Usage(read, 0) if isinstance(read, int) and read >= 0 else None


def _retry_after(refused: Any) -> float | None:
    try:
        return max(0.0, float(refused.response.headers["retry-after"]))
    except (KeyError, ValueError):
        return None
