"""Routes of chatbots."""

from typing import Any

from apiflask import APIBlueprint

from webapp.auth.guard import current_principal
from webapp.chatbots import schemas
from webapp.chatbots.services import Chatbots
from webapp.http.registry import service
from webapp.http.shapes import PageQuery

blueprint = APIBlueprint("chatbots", __name__, url_prefix="/api/v1/chatbots", tag="Chatbots")


@blueprint.get("/")
@blueprint.input(PageQuery, location="query", arg_name="page")
@blueprint.output(schemas.ChatbotList)
def list_chatbots(page: PageQuery) -> Any:
    """List the organisation's chatbots, newest first."""
    return service(Chatbots).page(current_principal(), cursor=page.cursor, limit=page.limit)


@blueprint.post("/")
@blueprint.input(schemas.ChatbotIn, arg_name="body")
@blueprint.output(schemas.ChatbotOut, status_code=201)
def create_chatbot(body: schemas.ChatbotIn) -> Any:
    """Make a chatbot."""
    return service(Chatbots).create(current_principal(), body.model_dump())


@blueprint.get("/<chatbot_id>/")
@blueprint.output(schemas.ChatbotOut)
def get_chatbot(chatbot_id: str) -> Any:
    """Show a chatbot."""
    return service(Chatbots).get(current_principal(), chatbot_id)


@blueprint.patch("/<chatbot_id>/")
@blueprint.input(schemas.ChatbotPatch, arg_name="body")
@blueprint.output(schemas.ChatbotOut)
def change_chatbot(chatbot_id: str, body: schemas.ChatbotPatch) -> Any:
    """Change a chatbot, pause it, or let it answer again."""
    return service(Chatbots).change(current_principal(), chatbot_id, body.model_dump(exclude_unset=True))


@blueprint.delete("/<chatbot_id>/")
@blueprint.output({}, status_code=204)
def delete_chatbot(chatbot_id: str) -> Any:
    """Delete a chatbot with its sources."""
    service(Chatbots).delete(current_principal(), chatbot_id)
    return ""


@blueprint.get("/<chatbot_id>/settings/")
@blueprint.output(schemas.SettingsOut)
def get_settings(chatbot_id: str) -> Any:
    """Show how a chatbot retrieves and answers."""
    return service(Chatbots).settings(current_principal(), chatbot_id)


@blueprint.patch("/<chatbot_id>/settings/")
@blueprint.input(schemas.SettingsPatch, arg_name="body")
@blueprint.output(schemas.SettingsOut)
def change_settings(chatbot_id: str, body: schemas.SettingsPatch) -> Any:
    """Change how a chatbot retrieves and answers."""
    return service(Chatbots).change_settings(current_principal(), chatbot_id, body.model_dump(exclude_unset=True))
