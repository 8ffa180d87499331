"""How routes show a sync."""

from typing import Any

from webapp.auth.guard import current_principal
from webapp.http.registry import service
from webapp.prefect.ingestion import Sync
from webapp.sources.runs import RunLinks


def shown_sync(sync: Sync) -> dict[str, Any]:
    """A sync in its envelope, with the link to its run where who asks may have it."""
    (shown,) = service(RunLinks).added(current_principal(), [sync])
    return {"sync": shown}
