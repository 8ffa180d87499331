"""Sources, put together."""

from dataclasses import dataclass

from pipelines.convert.guard import Converter
from pipelines.index.protocol import Index
from pipelines.storage.blobs import Storage
from webapp.auth.operators import Operators
from webapp.documents.pages import Pages
from webapp.documents.routes import views
from webapp.documents.services import Documents
from webapp.documents.suggestions import Suggestions
from webapp.documents.uploads import Uploads
from webapp.errors import WebError
from webapp.http.feature import Feature, Pass
from webapp.prefect.ingestion import Ingestion, IngestionUnavailable
from webapp.sources.deployments import Deployments, unavailable
from webapp.sources.knowledge import SourceKnowledge
from webapp.sources.mending import Mending
from webapp.sources.routes import blueprint
from webapp.sources.runs import RunLinks, Syncs
from webapp.sources.services import Sources
from webapp.sources.states import States
from webapp.sql.database import Database

MINUTE = 60.0


@dataclass(frozen=True)
class SourceParts:
    """The feature, and what others take from it: chatbots their knowledge, conversations what may be searched."""

    feature: Feature
    knowledge: SourceKnowledge
    sources: Sources


def build(
    db: Database,
    *,
    index: Index,
    storage: Storage,
    ingestion: Ingestion,
    converter: Converter,
    operators: Operators,
) -> SourceParts:
    """The sources of this installation."""
    deployments = Deployments(db, ingestion)
    states = States(db, index=index, ingestion=ingestion)
    mending = Mending(db, index=index, ingestion=ingestion, deployments=deployments, states=states)
    sources = Sources(db, deployments=deployments, mending=mending, states=states)
    documents = Documents(db, index=index, storage=storage, deployments=deployments)
    pages = Pages(documents, storage=storage, converter=converter)
    feature = Feature(
        blueprints=(blueprint, views),
        services={
            Sources: sources,
            Uploads: Uploads(db, index=index, storage=storage, deployments=deployments),
            Syncs: Syncs(db, ingestion=ingestion, deployments=deployments, states=states),
            RunLinks: RunLinks(ingestion, operators),
            Documents: documents,
            Pages: pages,
            Suggestions: Suggestions(sources, index=index, storage=storage),
        },
        problems={IngestionUnavailable: _unavailable},
        passes=(Pass("mending", MINUTE, mending.run), Pass("pages", MINUTE, pages.ready)),
        closers=(pages.close,),
    )
    return SourceParts(feature, SourceKnowledge(db, ingestion=ingestion, mending=mending), sources)


def _unavailable(error: IngestionUnavailable) -> WebError:
    return unavailable(str(error) or "Prefect cannot be reached.")
