"""Documents, put together."""

from pipelines.convert.guard import Converter
from pipelines.index.protocol import Index
from pipelines.storage.blobs import Storage
from webapp.answers.protocol import Overviews
from webapp.documents.bulk import Bulk
from webapp.documents.languages import Languages
from webapp.documents.overviews import DocumentOverviews
from webapp.documents.pages import Pages
from webapp.documents.routes import blueprint, reading
from webapp.documents.services import Documents
from webapp.documents.suggestions import Suggestions
from webapp.documents.uploads import Uploads
from webapp.http.feature import Feature, Pass
from webapp.limits.rooms import Rooms
from webapp.providers.endpoints import Endpoints
from webapp.sources.feature import SourceParts
from webapp.sql.database import Database

MINUTE = 60.0


def build(  # noqa: PLR0913 - all that it is put together of
    db: Database,
    parts: SourceParts,
    *,
    index: Index,
    storage: Storage,
    converter: Converter,
    making: Overviews,
    rooms: Rooms,
    languages: frozenset[str] | None,
    endpoints: Endpoints,
) -> Feature:
    """The documents of this installation's sources. ``languages``: what was said that the embedder knows."""
    documents = Documents(db, index=index, storage=storage, deployments=parts.deployments)
    pages = Pages(documents, storage=storage, converter=converter)
    overviews = DocumentOverviews(
        db, documents=documents, sources=parts.sources, storage=storage, making=making, endpoints=endpoints
    )
    return Feature(
        blueprints=(blueprint, reading),
        services={
            Uploads: Uploads(
                db, parts.sources, index=index, storage=storage, deployments=parts.deployments, rooms=rooms
            ),
            Documents: documents,
            Bulk: Bulk(db, index=index, deployments=parts.deployments),
            Languages: Languages(db, documents, index=index, deployments=parts.deployments, told=languages),
            Pages: pages,
            DocumentOverviews: overviews,
            Suggestions: Suggestions(db, sources=parts.sources, index=index, overviews=overviews),
        },
        passes=(Pass("pages", MINUTE, pages.ready),),
        closers=(pages.close, overviews.close),
    )
