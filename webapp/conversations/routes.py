"""Routes of conversations, their messages, and search."""

import io
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, send_file

from webapp.auth.guard import current_principal
from webapp.auth.principal import Principal
from webapp.conversations import schemas
from webapp.conversations.asking import Asked, Asking
from webapp.conversations.events import position
from webapp.conversations.explained import ExplanationOut, FollowupsOut, ReplayOut, explanation_json, replay_json
from webapp.conversations.explaining import Explaining
from webapp.conversations.exporting import POLICY, Exporting
from webapp.conversations.followups import Followups
from webapp.conversations.putting import Wanted
from webapp.conversations.repeats import key_from
from webapp.conversations.replaying import Replaying
from webapp.conversations.services import Conversations
from webapp.conversations.sse import MIME, event_stream, wants_events
from webapp.http.groups import grouped
from webapp.http.registry import service

blueprint = APIBlueprint("conversations", __name__, url_prefix="/api/v1", tag="Conversations")


@blueprint.post("/chatbots/<chatbot_id>/search/")
@grouped("search")
@blueprint.input(schemas.SearchIn, arg_name="body")
@blueprint.output(schemas.SearchOut)
def search(chatbot_id: str, body: schemas.SearchIn) -> Any:
    """Find passages in a chatbot's sources, best first."""
    told = body.model_dump(include={"top_k", "document_ids", "filters"})
    return service(Asking).search(current_principal(), chatbot_id, body.query, **told)


@blueprint.get("/chatbots/<chatbot_id>/conversations/")
@blueprint.input(schemas.ConversationsQuery, location="query", arg_name="query")
@blueprint.output(schemas.ConversationList)
def list_conversations(chatbot_id: str, query: schemas.ConversationsQuery) -> Any:
    """List a chatbot's conversations, the last used first."""
    return service(Conversations).page(
        current_principal(), chatbot_id, q=query.q, cursor=query.cursor, limit=query.limit
    )


@blueprint.post("/chatbots/<chatbot_id>/conversations/")
@blueprint.input(schemas.ConversationIn, arg_name="body")
@blueprint.output(schemas.ConversationOut, status_code=201)
def create_conversation(chatbot_id: str, body: schemas.ConversationIn) -> Any:
    """Begin a conversation."""
    return service(Conversations).create(current_principal(), chatbot_id, body.title)


@blueprint.get("/conversations/<conversation_id>/")
@blueprint.output(schemas.ConversationOut)
def get_conversation(conversation_id: str) -> Any:
    """Show a conversation."""
    return service(Conversations).get(current_principal(), conversation_id)


@blueprint.patch("/conversations/<conversation_id>/")
@blueprint.input(schemas.ConversationPatch, arg_name="body")
@blueprint.output(schemas.ConversationOut)
def change_conversation(conversation_id: str, body: schemas.ConversationPatch) -> Any:
    """Rename a conversation."""
    values = body.model_dump(exclude_unset=True)
    return service(Conversations).change(current_principal(), conversation_id, values)


@blueprint.delete("/conversations/<conversation_id>/")
@blueprint.output({}, status_code=204)
def delete_conversation(conversation_id: str) -> Any:
    """Delete a conversation; an answer in the making stops."""
    service(Conversations).delete(current_principal(), conversation_id)
    return ""


@blueprint.get("/conversations/<conversation_id>/messages/")
@blueprint.input(schemas.MessagesQuery, location="query", arg_name="query")
@blueprint.output(schemas.MessageList)
def list_messages(conversation_id: str, query: schemas.MessagesQuery) -> Any:
    """List a conversation's messages, oldest first."""
    return service(Conversations).messages(
        current_principal(), conversation_id, cursor=query.cursor, limit=query.limit, set_aside=query.set_aside
    )


@blueprint.post("/conversations/<conversation_id>/messages/")
@grouped("ask")
@blueprint.input(schemas.MessageIn, arg_name="body")
@blueprint.input(schemas.AskHeaders, location="headers", arg_name="headers")
@blueprint.output(schemas.MessageEnvelope, status_code=201)
def ask(conversation_id: str, body: schemas.MessageIn, headers: schemas.AskHeaders) -> Any:
    """Ask. The whole answer as JSON, or piece by piece under `Accept: text/event-stream`."""
    asking, principal = service(Asking), current_principal()
    wanted = Wanted(body.content, key_from(headers.idempotency_key), replaces=body.replaces)
    told = body.model_dump(include={"document_ids", "filters"})
    return _told(asking, principal, asking.ask(principal, conversation_id, wanted, **told))


@blueprint.get("/conversations/<conversation_id>/export/")
@blueprint.input(schemas.ExportQuery, location="query", arg_name="query")
@blueprint.output({}, content_type="application/octet-stream")
def export(conversation_id: str, query: schemas.ExportQuery) -> Response:
    """Download a conversation as Markdown, HTML or JSON, with the quotes that its answers rest on."""
    made = service(Exporting).export(current_principal(), conversation_id, query.format, set_aside=query.set_aside)
    file = io.BytesIO(made.body)
    answer = send_file(file, f"{made.mime}; charset=utf-8", as_attachment=True, download_name=made.name)
    answer.headers["Content-Security-Policy"] = POLICY
    if made.models:
        answer.headers["AI-Disclosure"] = "mode=ai-originated"
    return answer


@blueprint.post("/messages/<message_id>/regenerate/")
@grouped("ask")
@blueprint.input(schemas.AskHeaders, location="headers", arg_name="headers")
@blueprint.output(schemas.MessageEnvelope, status_code=201)
def regenerate(message_id: str, headers: schemas.AskHeaders) -> Any:
    """Answer the same question anew, told like a question. The answer before, and what followed, are set aside."""
    asking, principal = service(Asking), current_principal()
    asked = asking.regenerate(principal, message_id, key=key_from(headers.idempotency_key))
    return _told(asking, principal, asked)


@blueprint.get("/messages/<message_id>/explain/")
@blueprint.output(ExplanationOut)
def explain(message_id: str) -> Any:
    """Show how an answer came about: what was searched, found and left out, the prompt, the time it took."""
    return explanation_json(service(Explaining).explain(current_principal(), message_id))


@blueprint.post("/messages/<message_id>/replay/")
@grouped("ask")
@blueprint.output(ReplayOut)
def replay(message_id: str) -> Any:
    """Ask an answered question again under today's settings, and compare. Nothing is stored."""
    return replay_json(service(Replaying).replay(current_principal(), message_id))


@blueprint.get("/messages/<message_id>/followups/")
@blueprint.output(FollowupsOut)
def followups(message_id: str) -> Any:
    """Questions to ask next, of what stands beside an answer's quotes; each was tried. Look again while `pending`."""
    return service(Followups).of(current_principal(), message_id)


@blueprint.get("/messages/<message_id>/events/")
@blueprint.output({}, content_type=MIME)
def follow(message_id: str) -> Any:
    """Follow an answer, from the event after `Last-Event-ID`."""
    after = position(request.headers.get("Last-Event-ID"))
    return event_stream(service(Asking).follow(current_principal(), message_id, after))


@blueprint.post("/messages/<message_id>/stop/")
@blueprint.output(schemas.MessageEnvelope, status_code=202)
def stop(message_id: str) -> Any:
    """End an answer early; what was said stays."""
    return {"message": service(Asking).stop(current_principal(), message_id)}


@blueprint.post("/messages/<message_id>/feedback/")
@blueprint.input(schemas.FeedbackIn, arg_name="body")
@blueprint.output({}, status_code=204)
def rate(message_id: str, body: schemas.FeedbackIn) -> Any:
    """Say whether an answer helped."""
    service(Conversations).rate(current_principal(), message_id, rating=body.rating, comment=body.comment)
    return ""


def _told(asking: Asking, principal: Principal, asked: Asked) -> Any:
    """An answer in the making: as events, or as a whole once it has ended."""
    if wants_events():
        return event_stream(asking.read(principal, asked), status=201)
    return {"message": asking.wait(principal, asked)}
