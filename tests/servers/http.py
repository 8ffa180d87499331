"""HTTP to servers of this machine, for ``httpx.Client`` and ``httpx.get``: ``**LOCAL``.

No proxy, and no TLS: each client would load the machine's certificates first, 40 ms of a core every time.
"""

from typing import Final, TypedDict


class Local(TypedDict):
    """What the calls get."""

    trust_env: bool
    verify: bool


LOCAL: Final[Local] = {"trust_env": False, "verify": False}
