"""Chatbots, put together."""

from webapp.chatbots.knowledge import Knowledge, Talk
from webapp.chatbots.routes import blueprint
from webapp.chatbots.services import Chatbots
from webapp.http.feature import Feature
from webapp.providers.services import Providers
from webapp.sql.database import Database


def build(db: Database, knowledge: Knowledge, talk: Talk, *, providers: Providers) -> Feature:
    """The chatbots of this installation."""
    return Feature(blueprints=(blueprint,), services={Chatbots: Chatbots(db, knowledge, talk, providers=providers)})
