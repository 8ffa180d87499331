"""Routes of sources, their files and syncs, and of documents."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, send_file

from pipelines.types import Page, Status
from webapp.auth.guard import current_principal
from webapp.documents.names import sent_name
from webapp.documents.services import Documents
from webapp.documents.uploads import Incoming, Uploads
from webapp.http.registry import service
from webapp.http.shapes import PageQuery
from webapp.prefect.ingestion import Sync
from webapp.sources import schemas
from webapp.sources.runs import RunLinks, Syncs
from webapp.sources.services import Sources

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


@blueprint.post("/sources/<source_id>/files/")
@blueprint.input(schemas.FilesIn, location="files", arg_name="body")
@blueprint.output(schemas.SyncEnvelope, status_code=202)
def upload_files(source_id: str, body: schemas.FilesIn) -> Any:
    """Upload files and index them. The same name again is a new version."""
    files = [
        Incoming(sent_name(file.headers.get("Content-Disposition", ""), file.filename), file.stream)
        for file in body.files
        if file.filename
    ]
    return _told(service(Uploads).store(current_principal(), source_id, files))


@blueprint.post("/sources/<source_id>/sync/")
@blueprint.input(schemas.SyncIn, arg_name="body")
@blueprint.output(schemas.SyncEnvelope, status_code=202)
def start_sync(source_id: str, body: schemas.SyncIn) -> Any:
    """Sync a source now."""
    options = body.model_dump()
    return _told(service(Syncs).start(current_principal(), source_id, **options))


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
    return _told(service(Syncs).get(current_principal(), sync_id))


@blueprint.post("/syncs/<sync_id>/cancel/")
@blueprint.output(schemas.SyncEnvelope, status_code=202)
def cancel_sync(sync_id: str) -> Any:
    """Ask a sync to stop; it ends between batches."""
    return _told(service(Syncs).cancel(current_principal(), sync_id))


@blueprint.get("/sources/<source_id>/documents/")
@blueprint.input(schemas.DocumentsQuery, location="query", arg_name="query")
@blueprint.output(schemas.DocumentList)
def list_documents(source_id: str, query: schemas.DocumentsQuery) -> Any:
    """List a source's documents by name; deleted ones only with `status=deleted`."""
    status = Status(query.status) if query.status else None
    return service(Documents).page(
        current_principal(), source_id, status=status, q=query.q, cursor=query.cursor, limit=query.limit
    )


@blueprint.get("/documents/<document_id>/")
@blueprint.output(schemas.DocumentOut)
def get_document(document_id: str) -> Any:
    """Show a document, also a deleted one."""
    return service(Documents).get(current_principal(), document_id)


@blueprint.delete("/documents/<document_id>/")
@blueprint.output({}, status_code=204)
def delete_document(document_id: str) -> Any:
    """Delete a document: gone from the next question on, and left alone by syncs."""
    service(Documents).delete(current_principal(), document_id)
    return ""


@blueprint.post("/documents/<document_id>/retry/")
@blueprint.output(schemas.SyncEnvelope, status_code=202)
def retry_document(document_id: str) -> Any:
    """Index a document again that was deleted, failed or skipped."""
    return _told(service(Documents).retry(current_principal(), document_id))


@blueprint.get("/documents/<document_id>/text/")
@blueprint.input(schemas.TextQuery, location="query", arg_name="query")
@blueprint.output(schemas.TextOut)
def get_text(document_id: str, query: schemas.TextQuery) -> Any:
    """Show a document's stored text, of any version that was ever cited."""
    return service(Documents).text(current_principal(), document_id, query.version)


@blueprint.get("/documents/<document_id>/file/")
@blueprint.output({}, content_type="application/octet-stream")
def get_file(document_id: str) -> Response:
    """Download the original file; never shown by the browser as a page of ours."""
    original = service(Documents).original(current_principal(), document_id)
    answer = send_file(original.stream, "application/octet-stream", as_attachment=True, download_name=original.name)
    answer.content_length = original.bytes
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _told(sync: Sync) -> Any:
    (shown,) = service(RunLinks).added(current_principal(), [sync])
    return {"sync": shown}
