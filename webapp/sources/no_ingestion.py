"""The do-nothing twin of ingestion: an installation, or a test, without Prefect."""

# ruff: noqa: ARG002 - a twin takes what it does not need

from collections.abc import Sequence

from pipelines.types import Health
from webapp.sources.ingestion import IngestionUnavailable, SourceDefinition, Sync

DETAIL = "No Prefect server is configured."


class NoIngestion:
    """Implements ``Ingestion``: nothing runs, and every method says so."""

    def put_source(self, definition: SourceDefinition) -> None:
        """Refused."""
        raise IngestionUnavailable(DETAIL)

    def drop_source(self, source_id: str) -> None:
        """Refused."""
        raise IngestionUnavailable(DETAIL)

    def start(self, source_id: str, *, dry_run: bool = False, full: bool = False, key: str | None = None) -> Sync:
        """Refused."""
        raise IngestionUnavailable(DETAIL)

    def get(self, sync_id: str) -> Sync | None:
        """Refused."""
        raise IngestionUnavailable(DETAIL)

    def list(self, source_id: str, *, after: str | None = None, limit: int = 20) -> tuple[Sequence[Sync], str | None]:
        """Refused."""
        raise IngestionUnavailable(DETAIL)

    def cancel(self, sync_id: str) -> None:
        """Refused."""
        raise IngestionUnavailable(DETAIL)

    def active(self, source_ids: Sequence[str]) -> frozenset[str]:
        """Refused."""
        raise IngestionUnavailable(DETAIL)

    def health(self) -> Health:
        """Not there."""
        return Health(ok=False, detail=DETAIL, remedy="Set PREFECT_API_URL, or start the local stack with `make up`.")
