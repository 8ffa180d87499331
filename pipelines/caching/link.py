"""The Redis of an installation: asked while it answers, left alone while it does not, looked for until it is back."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from pipelines.types import Health

# A request waits so long for Redis, once: from then on this process goes on by itself until Redis is found again.
ANSWER_SECONDS = 0.25
LOOK_SECONDS = 2.0

T = TypeVar("T")
log = structlog.get_logger()


class RedisLink:
    """One Redis for everything of a process that may be there. Thread-safe; nothing connects before the first use."""

    def __init__(self, url: str) -> None:
        self._url = url
        # No retries: the process goes on meanwhile.
        self.client: Redis = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._away = False

    def ask(self, ask: Callable[[Redis], T]) -> T | None:
        """What Redis answers; None while it is away. Never raises for Redis."""
        if self._away:
            return None
        try:
            return ask(self.client)
        except (RedisError, OSError) as error:
            self._lose(error)
            return None

    def look(self) -> None:
        """Find out whether Redis answers, and go on there. Never raises."""
        try:
            self.client.ping()
        except (RedisError, OSError) as error:
            self._lose(error)
        else:
            if self._away:
                log.info("redis_back")
            self._away = False

    def health(self) -> Health:
        """Whether it answers now."""
        self.look()
        if not self._away:
            return Health(ok=True, detail="")
        host = urlsplit(self._url).hostname or "its address"
        remedy = f"Redis at {host} does not answer: start it, or correct REFDESK_REDIS_URL."
        return Health(ok=False, detail="RedisError", remedy=remedy)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def _lose(self, error: Exception) -> None:
        if not self._away:
            log.warning("redis_away", error=type(error).__name__)
        self._away = True
