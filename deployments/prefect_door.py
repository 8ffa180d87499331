"""The door before the Prefect server: under which name and from which page one comes in, and the operator's entrance.

Prefect answers any page of any site, under any name. Here the Host must be one of the server's own (else a rebound
name makes a foreign page its own), and whoever sends an Origin must be a page of the server itself: a narrow CORS
setting alone keeps answers from being read, not requests from being made.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from pipelines.runs.prefect_key import ENTRANCE, opens

POLICY_VIOLATION = 1008
MOST_TICKET_BYTES = 200
# Prefect's interface keeps its key in this item, in base64.
SCRIPT = """
const asked = new URLSearchParams(location.hash.slice(1));
const to = new URL(asked.get("to") || "/", location.origin);
history.replaceState(null, "", location.pathname);
fetch(location.pathname, { method: "POST", body: asked.get("ticket") || "" }).then(async (answer) => {
  if (!answer.ok) return void (document.body.textContent = await answer.text());
  localStorage.setItem("prefect-password", btoa(await answer.text()));
  location.replace(to.origin === location.origin ? to.href : "/");
});
"""
PAGE = f'<!doctype html><meta charset="utf-8"><title>Prefect</title><body><script>{SCRIPT}</script></body>'
DIGEST = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; connect-src 'self'; script-src 'sha256-{DIGEST}'",
    "Referrer-Policy": "no-referrer",
}
TOO_OLD = "This link is too old: load the page that it stands on anew, and follow it once more."


def closed(app: ASGIApp, *, names: Sequence[str], key: str | None) -> ASGIApp:
    """The server behind its door. ``names`` are the host names it may be reached by; ``key`` opens its interface."""
    inner = Entrance(app, key) if key else app
    return TrustedHostMiddleware(OwnPagesOnly(inner), allowed_hosts=names, www_redirect=False)


class OwnPagesOnly:
    """Refuses what other sites' pages send, websockets too, and lets no page frame the server's own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse: 403, for a websocket before it is accepted."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif not _is_foreign(Headers(scope=scope)):
            await self._app(scope, receive, _unframed(send))
        elif scope["type"] == "websocket":
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
        else:
            await PlainTextResponse("Pages of other origins are refused.", 403)(scope, receive, send)


class Entrance:
    """Opens Prefect's interface for whoever has a ticket of the web app: no key is typed, none stands in an address."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """``GET`` gives the page that exchanges its fragment's ticket, ``POST`` the key for a valid ticket."""
        if scope["type"] != "http" or scope["path"] != ENTRANCE:
            await self._app(scope, receive, send)
            return
        response = await self._exchange(Request(scope, receive)) if scope["method"] == "POST" else HTMLResponse(PAGE)
        response.headers.update(HEADERS)
        await response(scope, receive, send)

    async def _exchange(self, request: Request) -> Response:
        presented = b""
        async for part in request.stream():
            presented += part
            if len(presented) > MOST_TICKET_BYTES:
                return PlainTextResponse(TOO_OLD, 403)
        if not opens(self._key, presented.decode("ascii", "replace"), at=datetime.now(UTC)):
            return PlainTextResponse(TOO_OLD, 403)
        return PlainTextResponse(self._key)


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another origin asks. Programs send no Origin; a page without one of its own sends ``null``."""
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True


def _unframed(send: Send) -> Send:
    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "content-security-policy" not in headers:
                headers["Content-Security-Policy"] = "frame-ancestors 'none'"
            headers["X-Frame-Options"] = "DENY"
        await send(message)

    return adding
