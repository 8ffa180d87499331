"""What puts passages into a finer order: the promise, and endpoints that do it over HTTP (Cohere, Jina, TEI)."""

import json
import time
from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import SecretStr

from pipelines.errors import OutboundError, RerankerUnavailable
from pipelines.providers.bounded import PLAIN

if TYPE_CHECKING:
    import httpx

# What is read of an answer: some dozen numbers.
ANSWER = 1_000_000
TEI = "tei"
# Of a score; what is not finite is not between.
LARGEST = 1e300


class Reranks(Protocol):
    """Thread-safe. Nothing is opened before the first use."""

    def scores(self, question: str, texts: Sequence[str], *, seconds: float, left: Event) -> Sequence[float | None]:
        """How well each text answers the question, the more the better, finite; None for one that was not told.

        ``left`` is set when nobody waits any more. Raises ``RerankerUnavailable``.
        """
        ...

    def close(self) -> None:
        """Close connections."""
        ...


class RerankEndpoint:
    """A server that ranks texts: ``model`` ``tei`` for Hugging Face's, else one that takes Cohere's and Jina's body.

    ``opens`` makes the client at the first use: a guarded one where a user gave the address.
    """

    def __init__(
        self, url: str | None, model: str, *, key: SecretStr | None, opens: "Callable[[], httpx.Client]"
    ) -> None:
        self._url = url
        self._model = model
        self._key = key
        self._opens = opens
        self._http: httpx.Client | None = None

    def scores(self, question: str, texts: Sequence[str], *, seconds: float, left: Event) -> Sequence[float | None]:
        """As ``Reranks``."""
        return scores_of(self._asked(question, texts, until=time.monotonic() + seconds, left=left), len(texts))

    def close(self) -> None:
        """Close its connections."""
        if self._http is not None:
            self._http.close()

    def _asked(self, question: str, texts: Sequence[str], *, until: float, left: Event) -> Any:
        import httpx

        url, key = self._url, self._key
        if url is None:
            raise RerankerUnavailable("REFDESK_RERANKER names a server, and REFDESK_RERANKER_URL is not set.")
        if self._http is None:
            self._http = self._opens()
        headers = {"Accept-Encoding": PLAIN[1]} | (
            {"Authorization": f"Bearer {key.get_secret_value()}"} if key is not None else {}
        )
        timeout = max(0.01, until - time.monotonic())
        body = body_of(self._model, question, texts)
        try:
            with self._http.stream("POST", url, json=body, headers=headers, timeout=timeout) as response:
                if not response.is_success:
                    raise RerankerUnavailable(f"The reranker answered with status {response.status_code}.")
                return json.loads(_read(response, until, left))
        except (httpx.HTTPError, httpx.InvalidURL) as failed:
            raise RerankerUnavailable(f"The reranker cannot be reached: {type(failed).__name__}.") from failed
        except OutboundError as refused:
            raise RerankerUnavailable(f"The reranker's address is not asked: {refused.code}.") from refused
        except (ValueError, RecursionError) as failed:
            raise RerankerUnavailable("The reranker answered something that is not JSON.") from failed


def body_of(model: str, question: str, texts: Sequence[str]) -> dict[str, Any]:
    """What is posted: Hugging Face's for the model ``tei``, else Cohere's and Jina's."""
    if model == TEI:
        return {"query": question, "texts": list(texts), "truncate": True, "return_text": False}
    return {
        "model": model,
        "query": question,
        "documents": list(texts),
        "top_n": len(texts),
        "return_documents": False,
    }


def rerank_url(base_url: str) -> str:
    """Where texts are ranked, below an address that may name it already."""
    return base_url if base_url.endswith("/rerank") else f"{base_url}/rerank"


def scores_of(answer: Any, expected: int) -> Sequence[float | None]:
    """The scores of an answer in any of the three shapes, by ``index``. Raises ``RerankerUnavailable``."""
    listed = answer
    if isinstance(answer, dict):
        listed = answer.get("results", answer.get("data"))
    found: list[float | None] = [None] * expected
    for item in listed if isinstance(listed, list) else ():
        place, score = _told(item)
        if place is None or not 0 <= place < expected or found[place] is not None or score is None:
            raise RerankerUnavailable("The reranker answered scores that are none, or for texts that it was not given.")
        found[place] = score
    if all(one is None for one in found):
        raise RerankerUnavailable("The reranker answered no scores.")
    return found


def _told(item: Any) -> tuple[int | None, float | None]:
    told = item if isinstance(item, dict) else {}
    place, score = told.get("index"), told.get("relevance_score", told.get("score"))
    # A bool is an int, too.
    if type(place) is not int or not isinstance(score, int | float) or isinstance(score, bool):
        return None, None
    return place, float(score) if -LARGEST < score < LARGEST else None


def _read(response: "httpx.Response", until: float, left: Event) -> bytes:
    read = bytearray()
    for piece in response.iter_raw():
        read += piece
        if len(read) > ANSWER:
            raise RerankerUnavailable("The reranker answered more than is read.")
        if left.is_set() or time.monotonic() > until:
            raise RerankerUnavailable("The reranker did not answer in time.")
    return bytes(read)
