"""Whether whoever made a request still waits for the answer. Free of Flask."""

from contextvars import ContextVar
from typing import Any

CLIENT: ContextVar[Any] = ContextVar("client", default=None)
"""The paced socket of the request that this thread answers; None under another server."""


def client_is_gone() -> bool:
    """Whether they have closed the connection. False where none is known."""
    client = CLIENT.get()
    return client is not None and bool(client.is_gone())
