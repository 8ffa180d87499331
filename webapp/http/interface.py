"""The built web interface: its page for every path that is nobody else's, and its files with a year of caching."""

import re
import secrets
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, request, send_file
from werkzeug.exceptions import NotFound as NoSuchRoute

from webapp.errors import NotFound
from webapp.http.problems import problem_response

RESERVED = frozenset({"api", "auth", "docs", "healthz", "readyz", "metrics", "openapi.json", "static"})
PLACEHOLDER = "__CSP_NONCE__"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PAGE = "index.html"
FOR_A_YEAR = "public, max-age=31536000, immutable"
# A name as the build writes it: no folder, no leading dot. No other path of a caller reaches the disk.
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")
# Preferred first.
COMPRESSED = (("br", ".br"), ("gzip", ".gz"))
TYPES = {
    "css": "text/css; charset=utf-8",
    "ico": "image/x-icon",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
}


def install(app: Flask, folder: Path) -> None:
    """Answer what no route knows from the build's folder. Without a build there everything is as if this were not."""
    app.before_request(_answers(folder))


def _answers(folder: Path) -> Callable[[], Response | None]:
    def answer() -> Response | None:
        if request.method not in ("GET", "HEAD") or not _free(request.path) or not (folder / PAGE).is_file():
            return None
        if request.path.startswith("/assets/"):
            return _asset(folder / "assets", request.path.removeprefix("/assets/"))
        name = request.path.removeprefix("/")
        known = _type_of(name) is not None and (folder / name).is_file()
        return _file(folder / name) if known else _page(folder / PAGE)

    return answer


def _free(path: str) -> bool:
    """Whether a path is the interface's: the root, or what no route knows outside the reserved beginnings."""
    if path == "/":
        return True
    return isinstance(request.routing_exception, NoSuchRoute) and path.split("/")[1] not in RESERVED


def _page(page: Path) -> Response:
    nonce = secrets.token_urlsafe(16)
    response = Response(page.read_text("utf-8").replace(PLACEHOLDER, nonce), mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce)
    response.headers["Cache-Control"] = "no-store"
    return response


def _asset(folder: Path, name: str) -> Response:
    if _type_of(name) is None or not (folder / name).is_file():
        return problem_response(NotFound("There is no such file; reload the page if it is older than the service."))
    response = _file(folder / name)
    response.headers["Cache-Control"] = FOR_A_YEAR
    return response


def _file(path: Path) -> Response:
    """The file, compressed as the build has it and the caller takes it."""
    sent, encoding = path, None
    for name, ending in COMPRESSED:
        packed = path.with_name(path.name + ending)
        if request.accept_encodings.quality(name) > 0 and packed.is_file():
            sent, encoding = packed, name
            break
    response = send_file(sent, mimetype=_type_of(path.name), conditional=True, max_age=0)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _type_of(name: str) -> str | None:
    """The type of a file that may be sent; None for other names, the page's own and compressed twins included."""
    return TYPES.get(name.rpartition(".")[2]) if NAME.fullmatch(name) else None
