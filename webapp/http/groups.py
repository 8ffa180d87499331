"""Groups of routes that share a rate: reading and writing by their method, the rest says which it is of."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MARK = "_refdesk_group"
READING = frozenset({"GET", "HEAD"})


def grouped(group: str) -> Callable[[View], View]:
    """The view is of this group: ask, search, upload, provider, auth. Put it right under the route's declaration."""

    def mark(view: View) -> View:
        setattr(view, MARK, group)
        return view

    return mark


def group_of(view: Callable[..., Any] | None, method: str) -> str:
    """The group of a view called so; empty for none."""
    if view is None or method == "OPTIONS":
        return ""
    return str(getattr(view, MARK, "read" if method in READING else "write"))
