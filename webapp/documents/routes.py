"""Routes of files and documents, and of what people look at: texts, pages, first questions to ask."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, send_file
from werkzeug.wsgi import FileWrapper

from pipelines.types import Status
from webapp.auth.guard import current_principal
from webapp.documents import schemas
from webapp.documents.bulk import Bulk
from webapp.documents.languages import Languages
from webapp.documents.names import sent_name
from webapp.documents.overviews import DocumentOverviews
from webapp.documents.pages import Pages
from webapp.documents.services import Documents, as_json
from webapp.documents.suggestions import Suggestions
from webapp.documents.uploads import Incoming, Stored, Uploads
from webapp.http.groups import grouped
from webapp.http.registry import service
from webapp.sources.schemas import SyncEnvelope
from webapp.sources.showing import shown_sync

# A file goes out in blocks as large as those of a slow reader are bounded: 8 KiB would cost twenty times the turns.
FILE_BLOCK = 1 << 17
FOR_A_YEAR = "private, max-age=31536000, immutable"

blueprint = APIBlueprint("documents", __name__, url_prefix="/api/v1", tag="Documents")
reading = APIBlueprint("views", __name__, url_prefix="/api/v1", tag="Reading")


@blueprint.post("/sources/<source_id>/files/")
@grouped("upload")
@blueprint.input(schemas.FilesIn, location="files", arg_name="body")
@blueprint.output(schemas.FilesOut, status_code=202)
def upload_files(source_id: str, body: schemas.FilesIn) -> Any:
    """Upload files and index them. The same name again is a new version."""
    return _stored(service(Uploads).store(current_principal(), source_id, _incoming(body)))


@blueprint.post("/chatbots/<chatbot_id>/files/")
@grouped("upload")
@blueprint.input(schemas.FilesIn, location="files", arg_name="body")
@blueprint.output(schemas.FilesOut, status_code=202)
def upload_own_files(chatbot_id: str, body: schemas.FilesIn) -> Any:
    """Upload files into the chatbot's own source, which the first ones make, and index them."""
    return _stored(service(Uploads).store_own(current_principal(), chatbot_id, _incoming(body)))


def _stored(stored: Stored) -> dict[str, Any]:
    return {**shown_sync(stored.sync), "source_id": stored.sync.source_id, "duplicates": stored.duplicates}


def _incoming(body: schemas.FilesIn) -> list[Incoming]:
    return [
        Incoming(sent_name(file.headers.get("Content-Disposition", ""), file.filename), file.stream)
        for file in body.files
        if file.filename
    ]


@blueprint.get("/sources/<source_id>/documents/")
@blueprint.input(schemas.DocumentsQuery, location="query", arg_name="query")
@blueprint.output(schemas.DocumentList)
def list_documents(source_id: str, query: schemas.DocumentsQuery) -> Any:
    """List a source's documents by name; deleted ones only with `status=deleted`."""
    status = Status(query.status) if query.status else None
    narrowing = {"q": query.q, "kind": query.type, "language": query.language, "cursor": query.cursor}
    return service(Documents).page(current_principal(), source_id, status=status, limit=query.limit, **narrowing)


@blueprint.post("/sources/<source_id>/documents/bulk/")
@grouped("upload")
@blueprint.input(schemas.BulkIn, arg_name="body")
@blueprint.output(schemas.BulkOut)
def change_documents(source_id: str, body: schemas.BulkIn) -> Any:
    """Delete several documents of a source, or index them again."""
    return service(Bulk).act(current_principal(), source_id, action=body.action, document_ids=body.document_ids)


@blueprint.get("/sources/<source_id>/problems/")
@blueprint.output(schemas.ProblemsOut)
def list_problems(source_id: str) -> Any:
    """Say why documents of a source failed or were skipped, by reason."""
    return service(Bulk).problems(current_principal(), source_id)


@blueprint.get("/sources/<source_id>/languages/")
@blueprint.output(schemas.LanguagesOut)
def list_languages(source_id: str) -> Any:
    """Say which languages a source's documents are in, and which of these are found by their words alone."""
    return service(Languages).of_source(current_principal(), source_id)


@blueprint.get("/documents/<document_id>/")
@blueprint.output(schemas.DocumentOut)
def get_document(document_id: str) -> Any:
    """Show a document, also a deleted one."""
    return service(Documents).get(current_principal(), document_id)


@blueprint.patch("/documents/<document_id>/")
@blueprint.input(schemas.DocumentPatch, arg_name="body")
@blueprint.output(schemas.DocumentOut)
def change_document(document_id: str, body: schemas.DocumentPatch) -> Any:
    """Say which language a document is in: it is indexed anew, and found as before until then."""
    if "language" in body.model_fields_set:
        return service(Languages).correct(current_principal(), document_id, body.language)
    return service(Documents).get(current_principal(), document_id)


@blueprint.delete("/documents/<document_id>/")
@blueprint.output({}, status_code=204)
def delete_document(document_id: str) -> Any:
    """Delete a document: gone from the next question on, and left alone by syncs."""
    service(Documents).delete(current_principal(), document_id)
    return ""


@blueprint.post("/documents/<document_id>/retry/")
@grouped("upload")
@blueprint.output(SyncEnvelope, status_code=202)
def retry_document(document_id: str) -> Any:
    """Index a document again that was deleted, failed or skipped."""
    return shown_sync(service(Documents).retry(current_principal(), document_id))


@blueprint.get("/documents/<document_id>/text/")
@blueprint.input(schemas.TextQuery, location="query", arg_name="query")
@blueprint.output(schemas.TextOut)
def get_text(document_id: str, query: schemas.TextQuery) -> Any:
    """Show a document's stored text or a window of it, of any version that was ever cited."""
    span = (query.start, query.end)
    view = service(Documents).text(current_principal(), document_id, query.version, span=span)
    return Response(as_json(view), mimetype="application/json")


@blueprint.get("/documents/<document_id>/file/")
@blueprint.output({}, content_type="application/octet-stream")
def get_file(document_id: str) -> Response:
    """Download the original file; never shown by the browser as a page of ours."""
    original = service(Documents).original(current_principal(), document_id)
    answer = send_file(original.stream, "application/octet-stream", as_attachment=True, download_name=original.name)
    answer.response = FileWrapper(original.stream, FILE_BLOCK)
    answer.content_length = original.bytes
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@reading.get("/documents/<document_id>/pages/<int:n>/")
@reading.input(schemas.PageSpanQuery, location="query", arg_name="query")
@reading.output(schemas.PageOut)
def get_page(document_id: str, n: int, query: schemas.PageSpanQuery) -> Any:
    """Show a page's size and the boxes of `text[start:end]` on it, in fractions of the page."""
    span = (query.start, query.end)
    return service(Pages).page(current_principal(), document_id, n, version=query.version, span=span)


@reading.get("/documents/<document_id>/pages/<int:n>/image/")
@reading.input(schemas.PageImageQuery, location="query", arg_name="query")
@reading.output({}, content_type="image/png")
def get_page_image(document_id: str, n: int, query: schemas.PageImageQuery) -> Response:
    """Show a page as a picture. Under a named version it never changes."""
    picture = service(Pages).picture(current_principal(), document_id, n, version=query.version, width=query.width)
    known = picture.tag in request.if_none_match
    answer = Response(status=304) if known else Response(picture.draw(), mimetype="image/png")
    answer.set_etag(picture.tag)
    answer.headers["Cache-Control"] = FOR_A_YEAR if query.version else "private, no-cache"
    return answer


@reading.get("/documents/<document_id>/summary/")
@reading.output(schemas.OverviewOut)
def get_summary(document_id: str) -> Any:
    """Show a document in short: summary, outline, questions that it answers. Made at the first look."""
    return service(DocumentOverviews).of(current_principal(), document_id)


@reading.get("/chatbots/<chatbot_id>/suggestions/")
@reading.output(schemas.SuggestionsOut)
def get_suggestions(chatbot_id: str) -> Any:
    """First questions to ask a chatbot, each of which its documents answer, and what these are about."""
    return service(Suggestions).first(current_principal(), chatbot_id)
