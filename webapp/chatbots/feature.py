"""Chatbots, put together."""

from webapp.chatbots.knowledge import Knowledge
from webapp.chatbots.routes import blueprint
from webapp.chatbots.services import Chatbots
from webapp.db import Database
from webapp.http.feature import Feature


def build(db: Database, knowledge: Knowledge) -> Feature:
    """The chatbots of this installation."""
    return Feature(blueprints=(blueprint,), services={Chatbots: Chatbots(db, knowledge)})
