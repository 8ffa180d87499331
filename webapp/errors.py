"""Errors of the web app, one tree. Free of Flask: ``problems.py`` makes problem+json of them.

Each has a stable ``code`` (documented in ``docs/troubleshooting.md``), a ``status`` and a ``detail`` that names the
thing and the remedy.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class WebError(Exception):
    """Base of every error that the web app answers on purpose."""

    status = 500
    code = "internal_error"
    title = "Something went wrong"
    # Which limit was reached, as the problem tells it; None for every other error.
    limit: Mapping[str, Any] | None = None

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


class NotFound(WebError):
    """Unknown, or not yours to see: nobody can tell which."""

    status, code, title = 404, "not_found", "Not found"


class Unauthorized(WebError):
    """No usable token."""

    status, code, title = 401, "unauthorized", "Log in first"


class Forbidden(WebError):
    """Known, but not allowed."""

    status, code, title = 403, "forbidden", "Not allowed"


class Conflicting(WebError):
    """The state of the thing does not allow it."""

    status, code, title = 409, "conflict", "Conflict"


class Gone(WebError):
    """It was there and was removed for good."""

    status, code, title = 410, "gone", "Removed"


class TooLarge(WebError):
    """The body is over the limit."""

    status, code, title = 413, "too_large", "Too large"


class Invalid(WebError):
    """Well-formed, but not acceptable; ``errors`` holds ``{field, code, message}`` per field."""

    status, code, title = 422, "invalid", "Not acceptable"

    @classmethod
    def field(cls, field: str, message: str, code: str = "invalid") -> "Invalid":
        """One field is wrong."""
        return cls(message, code=code, errors=[{"field": field, "code": code, "message": message}])


class Unavailable(WebError):
    """A part that is needed for this does not answer."""

    status, code, title = 503, "unavailable", "Not available right now"


class StorageFull(WebError):
    """The disk has no room for what shall be kept; ``wanted`` bytes of it, where they are known."""

    status, code, title = 507, "storage_full", "No room left"

    def __init__(self, wanted: int = 0) -> None:
        what = f"these {wanted / 1e6:,.1f} MB" if wanted > 100_000 else "anything new"
        super().__init__(
            f"The disk of this service has no room for {what}; nothing was kept. Asking and reading go on. "
            "It takes new things again as soon as space is freed.",
            headers={"Retry-After": "30"},
        )
