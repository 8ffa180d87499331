"""The web app as it would be without its walls: ``python -m tests.bench.stack.bare_web``, for pairs with the real one.

Gunicorn's own threads instead of the gate, no rates, quotas, shares and floor, nothing counted, nothing kept.
"""

from typing import Any
from unittest.mock import patch

from pipelines.metrics.collector import COLLECTOR
from webapp import serving
from webapp.http import floor, shares
from webapp.limits.rates import Rates
from webapp.operation import metrics
from webapp.operation.logs import configure
from webapp.settings import WebSettings

OPEN = {"plans": {"open": {}}, "default_plan": "open", "cache_mb": 0, "redis_url": None}


class BareServer(serving.Server):
    """Gunicorn with threads, nothing before them."""

    def load_config(self) -> None:
        """The product's options but for its worker."""
        super().load_config()
        self.cfg.set("worker_class", "gthread")


def main() -> None:
    """Serve as the environment configures it, without walls."""

    def nothing(*_args: Any, **_more: Any) -> None:
        return None

    configure()
    with (
        patch.object(Rates, "install", nothing),
        patch.object(shares, "share", nothing),
        patch.object(floor, "keep", nothing),
        patch.object(metrics, "install", nothing),
        patch.object(COLLECTOR, "track", nothing),
    ):
        BareServer(WebSettings(**OPEN)).run()


if __name__ == "__main__":
    main()
