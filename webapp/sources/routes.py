"""Routes of sources and their syncs."""

from typing import Any

from apiflask import APIBlueprint

from pipelines.types import Page
from webapp.auth.guard import current_principal
from webapp.http.groups import grouped
from webapp.http.registry import service
from webapp.http.shapes import PageQuery
from webapp.sources import schemas
from webapp.sources.runs import RunLinks, Syncs
from webapp.sources.services import Sources
from webapp.sources.showing import shown_sync
from webapp.sources.trying import Trials

blueprint = APIBlueprint("sources", __name__, url_prefix="/api/v1", tag="Sources")


@blueprint.get("/chatbots/<chatbot_id>/sources/")
@blueprint.input(PageQuery, location="query", arg_name="page")
@blueprint.output(schemas.SourceList)
def list_sources(chatbot_id: str, page: PageQuery) -> Any:
    """List a chatbot's sources, oldest first."""
    return service(Sources).page(current_principal(), chatbot_id, cursor=page.cursor, limit=page.limit)


@blueprint.post("/chatbots/<chatbot_id>/sources/")
@blueprint.input(schemas.SourceIn, arg_name="body")
@blueprint.output(schemas.SourceOut, status_code=201)
def create_source(chatbot_id: str, body: schemas.SourceIn) -> Any:
    """Add a source to a chatbot."""
    return service(Sources).create(current_principal(), chatbot_id, body.model_dump())


@blueprint.post("/chatbots/<chatbot_id>/sources/test/")
@blueprint.input(schemas.SourceTestIn, arg_name="body")
@blueprint.output(schemas.SourceTestOut)
def test_source(chatbot_id: str, body: schemas.SourceTestIn) -> Any:
    """Try a source before it is saved: the first documents that it would list. Nothing is stored."""
    return service(Trials).run(current_principal(), chatbot_id, **body.model_dump())


@blueprint.get("/sources/<source_id>/")
@blueprint.output(schemas.SourceOut)
def get_source(source_id: str) -> Any:
    """Show a source."""
    return service(Sources).get(current_principal(), source_id)


@blueprint.patch("/sources/<source_id>/")
@blueprint.input(schemas.SourcePatch, arg_name="body")
@blueprint.output(schemas.SourceOut)
def change_source(source_id: str, body: schemas.SourcePatch) -> Any:
    """Change a source's name, visibility or schedule."""
    given = {name: value for name, value in body.model_dump().items() if name in body.model_fields_set}
    return service(Sources).change(current_principal(), source_id, given)


@blueprint.delete("/sources/<source_id>/")
@blueprint.output({}, status_code=204)
def delete_source(source_id: str) -> Any:
    """Delete a source with its documents: no answer rests on it from now on."""
    service(Sources).delete(current_principal(), source_id)
    return ""


@blueprint.post("/sources/<source_id>/sync/")
@grouped("upload")
@blueprint.input(schemas.SyncIn, arg_name="body")
@blueprint.output(schemas.SyncEnvelope, status_code=202)
def start_sync(source_id: str, body: schemas.SyncIn) -> Any:
    """Sync a source now."""
    options = body.model_dump()
    return shown_sync(service(Syncs).start(current_principal(), source_id, **options))


@blueprint.get("/sources/<source_id>/syncs/")
@blueprint.input(PageQuery, location="query", arg_name="page")
@blueprint.output(schemas.SyncList)
def list_syncs(source_id: str, page: PageQuery) -> Any:
    """List a source's syncs, newest first."""
    found = service(Syncs).page(current_principal(), source_id, cursor=page.cursor, limit=page.limit)
    return Page(service(RunLinks).added(current_principal(), found.items), found.next_cursor)


@blueprint.get("/syncs/<sync_id>/")
@blueprint.output(schemas.SyncEnvelope)
def get_sync(sync_id: str) -> Any:
    """Show a sync: plan, progress, counts, error."""
    return shown_sync(service(Syncs).get(current_principal(), sync_id))


@blueprint.post("/syncs/<sync_id>/cancel/")
@grouped("upload")
@blueprint.output(schemas.SyncEnvelope, status_code=202)
def cancel_sync(sync_id: str) -> Any:
    """Ask a sync to stop; it ends between batches."""
    return shown_sync(service(Syncs).cancel(current_principal(), sync_id))
