"""Where requests go."""

import httpx


def trusts_environment(url: str) -> bool:
    """Whether proxies and certificates from the environment count: never on the way to this machine itself."""
    host = httpx.URL(url).host
    return not (host in ("localhost", "::1") or host.startswith("127."))
