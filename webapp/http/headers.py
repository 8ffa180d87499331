"""Headers that every answer carries: nothing is sniffed, framed, sent elsewhere or kept by caches."""

from flask import Flask, Response

STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "Content-Security-Policy": STRICT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_BY_NAME = {name.lower(): (name, value) for name, value in HEADERS.items()}


def install(app: Flask) -> None:
    """Add them to the app's answers; a view that sets one itself keeps its own."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    # Not `setdefault`, which looks through all fields for each of these.
    own = {name.lower() for name, _ in response.headers}
    for known, (name, value) in _BY_NAME.items():
        if known not in own:
            response.headers.add(name, value)
    return response
