"""Routes of what people look at: pages of documents, and first questions to ask."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from webapp.auth.guard import current_principal
from webapp.documents.pages import Pages
from webapp.documents.suggestions import Suggestions
from webapp.http.registry import service
from webapp.sources import schemas

FOR_A_YEAR = "private, max-age=31536000, immutable"

views = APIBlueprint("views", __name__, url_prefix="/api/v1", tag="Reading")


@views.get("/documents/<document_id>/pages/<int:n>/")
@views.input(schemas.PageSpanQuery, location="query", arg_name="query")
@views.output(schemas.PageOut)
def get_page(document_id: str, n: int, query: schemas.PageSpanQuery) -> Any:
    """Show a page's size and the boxes of `text[start:end]` on it, in fractions of the page."""
    span = (query.start, query.end)
    return service(Pages).page(current_principal(), document_id, n, version=query.version, span=span)


@views.get("/documents/<document_id>/pages/<int:n>/image/")
@views.input(schemas.PageImageQuery, location="query", arg_name="query")
@views.output({}, content_type="image/png")
def get_page_image(document_id: str, n: int, query: schemas.PageImageQuery) -> Response:
    """Show a page as a picture. Under a named version it never changes."""
    picture = service(Pages).picture(current_principal(), document_id, n, version=query.version, width=query.width)
    known = picture.tag in request.if_none_match
    answer = Response(status=304) if known else Response(picture.draw(), mimetype="image/png")
    answer.set_etag(picture.tag)
    answer.headers["Cache-Control"] = FOR_A_YEAR if query.version else "private, no-cache"
    return answer


@views.get("/chatbots/<chatbot_id>/suggestions/")
@views.output(schemas.SuggestionsOut)
def get_suggestions(chatbot_id: str) -> Any:
    """First questions to ask a chatbot, made of its documents' headings."""
    return {"items": service(Suggestions).first(current_principal(), chatbot_id)}
