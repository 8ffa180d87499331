"""Sources, put together."""

from dataclasses import dataclass

from pipelines.index.protocol import Index
from pipelines.storage.blobs import Storage
from webapp.auth.operators import Operators
from webapp.errors import WebError
from webapp.http.feature import Feature, Pass
from webapp.prefect.ingestion import Ingestion, IngestionUnavailable
from webapp.sources.deployments import Deployments, unavailable
from webapp.sources.endings import Endings
from webapp.sources.knowledge import SourceKnowledge
from webapp.sources.mending import Mending
from webapp.sources.retiring import Retiring
from webapp.sources.routes import blueprint
from webapp.sources.runs import RunLinks, Syncs
from webapp.sources.services import Sources
from webapp.sources.states import States
from webapp.sources.trying import Trials
from webapp.sql.database import Database

MINUTE = 60.0


@dataclass(frozen=True)
class SourceParts:
    """The feature, and what others take from it: chatbots their knowledge, documents and conversations the sources."""

    feature: Feature
    knowledge: SourceKnowledge
    sources: Sources
    deployments: Deployments


def build(db: Database, *, index: Index, storage: Storage, ingestion: Ingestion, operators: Operators) -> SourceParts:
    """The sources of this installation."""
    deployments = Deployments(db, ingestion)
    endings = Endings(db, ingestion)
    states = States(db, index=index, ingestion=ingestion, endings=endings)
    retiring = Retiring(db, index=index, ingestion=ingestion)
    mending = Mending(db, deployments=deployments, retiring=retiring, endings=endings)
    sources = Sources(db, deployments=deployments, mending=mending, states=states)
    feature = Feature(
        blueprints=(blueprint,),
        services={
            Sources: sources,
            Syncs: Syncs(db, ingestion=ingestion, deployments=deployments, endings=endings),
            RunLinks: RunLinks(ingestion, operators),
            Trials: Trials(db, storage),
        },
        problems={IngestionUnavailable: _unavailable},
        passes=(Pass("mending", MINUTE, mending.run, alone=True),),
    )
    return SourceParts(
        feature, SourceKnowledge(db, index=index, ingestion=ingestion, mending=mending), sources, deployments
    )


def _unavailable(error: IngestionUnavailable) -> WebError:
    return unavailable(str(error) or "Prefect cannot be reached.")
