"""The web app's composition root: every part is built here, once, and handed to who needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.storage import Storage
from webapp.auth import feature as auth
from webapp.chatbots import feature as chatbots
from webapp.chatbots.knowledge import Knowledge, NoKnowledge
from webapp.db import Database
from webapp.feature import Feature
from webapp.settings import WebSettings


@dataclass(frozen=True)
class Services:
    """The parts of a running web app. Tests override any of them by name."""

    settings: WebSettings
    db: Database
    storage: Storage
    knowledge: Knowledge
    features: tuple[Feature, ...]


def build_services(settings: WebSettings, overrides: Mapping[str, Any]) -> Services:
    """Build every part that is not overridden. Nothing connects before its first use."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    db: Database = overrides.get("db") or Database(settings.sql_url)
    storage: Storage = overrides.get("storage") or Storage(settings.blobs)
    knowledge: Knowledge = overrides.get("knowledge") or NoKnowledge()
    features = (auth.build(settings, db), chatbots.build(db, knowledge))
    return Services(settings=settings, db=db, storage=storage, knowledge=knowledge, features=features)
