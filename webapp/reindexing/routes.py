"""Routes of filling the next index."""

from typing import Any

from apiflask import APIBlueprint

from webapp.auth.guard import current_principal
from webapp.http.registry import service
from webapp.reindexing.schemas import ReindexOut
from webapp.reindexing.services import Reindex

blueprint = APIBlueprint("reindexing", __name__, url_prefix="/api/v1", tag="Operation")


@blueprint.get("/reindex/")
@blueprint.output(ReindexOut)
def get_reindex() -> Any:
    """Tell how far filling the next index is."""
    return service(Reindex).look(current_principal())


@blueprint.post("/reindex/")
@blueprint.output(ReindexOut, status_code=202)
def start_reindex() -> Any:
    """Have all documents indexed anew from their stored texts, beside the index that answers. For operators."""
    return service(Reindex).ask(current_principal())


@blueprint.post("/reindex/cancel/")
@blueprint.output(ReindexOut)
def cancel_reindex() -> Any:
    """Stop filling the next index, and drop what was filled. For operators."""
    return service(Reindex).cancel(current_principal())
