"""Which views anybody may call. Closed by default: a view is open only when it says so."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MARK = "_refdesk_public"


def public(view: View) -> View:
    """Anybody may call this view. Put it right under the route's declaration."""
    setattr(view, MARK, True)
    return view


def is_public(view: Callable[..., Any]) -> bool:
    """Whether a view is open to anybody."""
    return bool(getattr(view, MARK, False))
