"""The caches of this process: searches and questions' vectors, on Redis where there is one. Free of Flask."""

from dataclasses import dataclass

from pipelines.caching.link import RedisLink
from pipelines.caching.shelf import Shelf
from pipelines.embedding.kept import QUESTIONS
from pipelines.index.kept import SEARCHES, keep_searches
from pipelines.index.protocol import Store
from pipelines.types import Vector
from webapp.secrets import secret_key
from webapp.settings import WebSettings

MB = 1_000_000
QUESTION_BYTES = 8 * MB


@dataclass(frozen=True)
class Caches:
    """``questions`` None: nothing is kept."""

    settings: WebSettings
    link: RedisLink | None
    questions: Shelf[Vector] | None

    def over(self, store: Store) -> Store:
        """The store, its searches kept; as it is where nothing is kept."""
        if not self.settings.cache_mb:
            return store
        # A search of the embedded index takes about as long as Redis and reading what came: not worth the texts there.
        link = self.link if self.settings.opensearch_url else None
        secret = secret_key(self.settings).encode()
        return keep_searches(store, Shelf(SEARCHES, secret, most=self.settings.cache_mb * MB, link=link))


def open_caches(settings: WebSettings) -> Caches:
    """The caches that the settings name. Nothing connects before its first use."""
    link = RedisLink(settings.redis_url) if settings.redis_url else None
    if not settings.cache_mb:
        return Caches(settings, link, None)
    secret = secret_key(settings).encode()
    return Caches(settings, link, Shelf(QUESTIONS, secret, most=QUESTION_BYTES, link=link))
