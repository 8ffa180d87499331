"""Filling the next index, put together."""

from pipelines.index.protocol import Store
from webapp.auth.operators import Operators
from webapp.http.feature import Feature
from webapp.reindexing.routes import blueprint
from webapp.reindexing.services import Reindex


def build(index: Store, operators: Operators) -> Feature:
    """What is seen and asked of it."""
    return Feature(blueprints=(blueprint,), services={Reindex: Reindex(index, operators)})
