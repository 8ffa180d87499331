"""Prefect's REST API over httpx: short timeouts, and one kind of error for everything that is not an answer."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from pipelines.runs.prefect_key import WRONG_KEY
from webapp.prefect.ingestion import IngestionUnavailable

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 10.0
# A server that somebody else set up drops idle connections after 5 s: ours are given up before.
KEEP_SECONDS = 3.0
PAGE = 200
# How it shows that a connection was closed while a request was under way.
DROPPED = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
REMEDY = "Start it with `make up`, or look into its log with `make logs`."


class PrefectApi:
    """Thread-safe. Every method raises ``IngestionUnavailable`` where Prefect is away, overloaded or refuses.

    A request whose connection is closed before its answer is there is sent once more: whatever is sent here must mean
    the same when it comes twice.
    """

    def __init__(self, url: str, *, auth: str | None = None) -> None:
        self.url = url.rstrip("/")
        user, _, password = (auth or "").partition(":")
        self._client = httpx.Client(
            base_url=self.url,
            auth=(user, password) if auth else None,
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(keepalive_expiry=KEEP_SECONDS),
            transport=httpx.HTTPTransport(retries=1, limits=httpx.Limits(keepalive_expiry=KEEP_SECONDS)),
        )

    def get(self, path: str) -> Any | None:
        """What is there, or None."""
        return self._call("GET", path)

    def post(self, path: str, body: Any) -> Any | None:
        """The answer to a body, or None where there is no such thing."""
        return self._call("POST", path, body)

    def patch(self, path: str, body: Any) -> None:
        """Change a thing; one that is gone stays gone."""
        self._call("PATCH", path, body)

    def delete(self, path: str) -> None:
        """Remove a thing; one that is gone stays gone."""
        self._call("DELETE", path)

    def paged(self, what: str, wanted: Mapping[str, Any]) -> Sequence[Any]:
        """All things of a kind that a filter finds, page by page."""
        found: list[Any] = []
        while True:
            page = self.post(f"/{what}/filter", {**wanted, "limit": PAGE, "offset": len(found)}) or []
            found.extend(page)
            if len(page) < PAGE:
                return found

    def deployment(self, flow: str, name: str) -> Any | None:
        """A flow's deployment by its name, or None."""
        return self.get(f"/deployments/name/{flow}/{name}")

    def close(self) -> None:
        """Give up connections."""
        self._client.close()

    def _call(self, method: str, path: str, body: Any = None) -> Any | None:
        try:
            answer = self._answer(method, path, body)
        except httpx.HTTPError as error:
            reason = type(error).__name__
            raise IngestionUnavailable(
                f"Prefect does not answer at {without_password(self.url)} ({reason}). {REMEDY}"
            ) from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise IngestionUnavailable(WRONG_KEY)
        if answer.is_error:
            raise IngestionUnavailable(f"Prefect refuses {method} {path} with {answer.status_code}. {REMEDY}")
        return answer.json() if answer.content else None

    def _answer(self, method: str, path: str, body: Any) -> httpx.Response:
        try:
            return self._client.request(method, path, json=body)
        except DROPPED:
            return self._client.request(method, path, json=body)


def without_password(url: str) -> str:
    """A URL as it may be shown: without ``user:password@``."""
    scheme, slashes, rest = url.partition("://")
    return f"{scheme}{slashes}{rest.rpartition('@')[2]}"
