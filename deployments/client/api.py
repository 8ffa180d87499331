"""Requests to the web app: the token goes along, an expired one is refreshed once, a problem becomes an exception."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx

from deployments.client.addresses import trusts_environment
from deployments.client.failures import CommandFailed, LoginNeeded, Unreachable
from deployments.client.terminal import clean, one_line
from deployments.client.tokens import Login, TokenStore

CONNECT_SECONDS, READ_SECONDS = 5.0, 130.0
Json = dict[str, Any]


class Api:
    """The web app at one URL, as one person. Not shared between threads."""

    def __init__(self, url: str, *, store: TokenStore, token: str | None = None) -> None:
        self.url = url
        self._store = store
        self._fixed = token
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        try:
            self._http = httpx.Client(base_url=url, timeout=timeout, trust_env=trusts_environment(url))
        except httpx.InvalidURL as wrong:
            raise Unreachable(f"REFDESK_URL is not an address: {one_line(wrong)}", code="unreachable") from wrong

    def __enter__(self) -> "Api":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, path: str, **params: Any) -> Json:
        """GET; answers the JSON object."""
        return self.call("GET", path, params={key: value for key, value in params.items() if value is not None})

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Json:
        """POST a JSON object; answers the JSON object, empty when there is none."""
        return self.call("POST", path, json=dict(body or {}))

    def delete(self, path: str) -> None:
        """DELETE."""
        self.call("DELETE", path)

    def items(self, path: str, **params: Any) -> Iterator[Json]:
        """Every item of a list, page after page."""
        cursor: str | None = None
        while True:
            page = self.get(path, limit=100, cursor=cursor, **params)
            yield from page["items"]
            cursor = page["next_cursor"]
            if not cursor:
                return

    def call(self, method: str, path: str, *, authorized: bool = True, **request: Any) -> Json:
        """One request; an expired token is refreshed and the request sent again."""
        answer = self._send(method, path, authorized=authorized, request=request)
        if answer.status_code == httpx.codes.UNAUTHORIZED and authorized and self._refresh(answer):
            answer = self._send(method, path, authorized=authorized, request=request)
        return _body(answer)

    @contextmanager
    def stream(self, method: str, path: str, **request: Any) -> Iterator[httpx.Response]:
        """A response that is read while it comes; refused ones raise like ``call``."""
        own = request.pop("headers", {})
        for attempt in range(2):
            headers = {**self._authorization(), **own}
            try:
                with self._http.stream(method, path, headers=headers, **request) as answer:
                    if answer.is_success:
                        yield answer
                        return
                    answer.read()
                    if attempt or answer.status_code != httpx.codes.UNAUTHORIZED or not self._refresh(answer):
                        _body(answer)
            except httpx.HTTPError as broken:
                raise self._unreachable(broken) from broken

    def login(self, email: str, password: str) -> Login:
        """Log in and keep the tokens. Raises ``CommandFailed`` for wrong ones."""
        body = self.call("POST", "/auth/login/", authorized=False, json={"email": email, "password": password})
        return self.keep(body)

    def keep(self, body: Json) -> Login:
        """Keep the tokens of an answer to login or register."""
        login = Login(
            email=body["user"]["email"], access_token=body["access_token"], refresh_token=body["refresh_token"]
        )
        with self._store.locked():
            self._store.put(self.url, login)
        return login

    def _send(self, method: str, path: str, *, authorized: bool, request: Mapping[str, Any]) -> httpx.Response:
        headers = self._authorization() if authorized else {}
        try:
            return self._http.request(method, path, headers=headers, **request)
        except httpx.HTTPError as broken:
            raise self._unreachable(broken) from broken

    def _unreachable(self, why: Exception) -> Unreachable:
        reason = one_line(why) or type(why).__name__
        return Unreachable(
            f"{self.url} does not answer ({reason}): is it running? `make up` starts it, `refdesk check` looks.",
            code="unreachable",
        )

    def _authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token()}"}

    def _token(self) -> str:
        if self._fixed:
            return self._fixed
        login = self._store.get(self.url)
        if login is None:
            self._send("GET", "/healthz", authorized=False, request={})  # nothing there is the better message
            raise LoginNeeded(f"Not logged in at {self.url}: run `refdesk login` or set REFDESK_TOKEN.", code="login")
        return login.access_token

    def _refresh(self, refused: httpx.Response) -> bool:
        """Whether there is another token to try: made by this process, or by another one meanwhile."""
        if self._fixed:
            raise LoginNeeded("REFDESK_TOKEN is not accepted (expired?): set a new one.", code="unauthorized")
        used = refused.request.headers["Authorization"].removeprefix("Bearer ")
        with self._store.locked():
            login = self._store.get(self.url)
            if login is None or login.access_token != used:
                return login is not None
            self._store.put(self.url, self._rotated(login))
        return True

    def _rotated(self, login: Login) -> Login:
        try:
            answer = self._http.post("/auth/refresh/", json={"refresh_token": login.refresh_token})
        except httpx.HTTPError as broken:
            raise self._unreachable(broken) from broken
        if answer.is_client_error:
            self._store.drop(self.url)
            raise LoginNeeded(f"The login at {self.url} has expired: run `refdesk login`.", code="unauthorized")
        body = _body(answer)
        return Login(email=login.email, access_token=body["access_token"], refresh_token=body["refresh_token"])


def _body(answer: httpx.Response) -> Json:
    """The JSON object of an answer. Raises ``CommandFailed`` with the problem's own words."""
    try:
        body = answer.json() if answer.content else {}
    except ValueError:
        body = {}
    if answer.is_success and isinstance(body, dict):
        return body
    raise problem(body if isinstance(body, dict) else {}, status=answer.status_code)


def problem(body: Mapping[str, Any], *, status: int | None = None) -> CommandFailed:
    """problem+json (RFC 9457) as an exception; says the status where the server sent no words."""
    said = body.get("detail") or body.get("title") or f"The service answered {status}."
    fields = body.get("errors")
    told = [f"{one.get('field')}: {one.get('message')}" for one in fields] if isinstance(fields, list) else []
    return CommandFailed(
        "\n".join([clean(said), *map(one_line, told)]), code=str(body.get("code", "failed")), status=status
    )
