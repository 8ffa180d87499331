"""Conversations, put together."""

from pipelines.index.protocol import Index
from pipelines.storage.blobs import Storage
from webapp.answers.protocol import Answering, Trying
from webapp.conversations.asking import Asking
from webapp.conversations.authorship import writer_of
from webapp.conversations.eventlog import EventLog
from webapp.conversations.explaining import Explaining
from webapp.conversations.exporting import Exporting
from webapp.conversations.followups import Followups
from webapp.conversations.processes import AnsweringProcesses
from webapp.conversations.replaying import Replaying
from webapp.conversations.routes import blueprint
from webapp.conversations.services import Conversations
from webapp.conversations.streams import Streams
from webapp.http.feature import Feature, Pass
from webapp.http.problems import problem_body
from webapp.limits.meter import Meter
from webapp.providers.endpoints import Endpoints
from webapp.settings import WebSettings
from webapp.sources.services import Sources
from webapp.sql.database import Database

SPARE_THREADS = 16
SWEEP_SECONDS = 30.0
PRUNE_SECONDS = 3_600.0


def build(  # noqa: PLR0913 - all that it is put together of
    settings: WebSettings,
    db: Database,
    *,
    sources: Sources,
    index: Index,
    storage: Storage,
    answering: Answering,
    trying: Trying,
    meter: Meter,
    endpoints: Endpoints,
) -> Feature:
    """The conversations of this installation."""
    processes = AnsweringProcesses(settings.data_dir)
    log = EventLog(db, processes=processes, describe=problem_body, meter=meter)
    # Streams hold their thread for long: the rest stays free for everything else.
    most = max(1, settings.threads - SPARE_THREADS)
    streams = Streams(answering, log, describe=problem_body, most=most, writer=writer_of(settings))
    followups = Followups(db, sources=sources, storage=storage, trying=trying, endpoints=endpoints)
    return Feature(
        blueprints=(blueprint,),
        services={
            Conversations: Conversations(db, streams),
            Asking: Asking(
                db,
                sources=sources,
                index=index,
                answering=answering,
                streams=streams,
                meter=meter,
                maker=processes.name,
                endpoints=endpoints,
            ),
            Explaining: Explaining(db, sources=sources, storage=storage),
            Exporting: Exporting(db),
            Followups: followups,
            Replaying: Replaying(
                db, sources=sources, answering=answering, streams=streams, meter=meter, endpoints=endpoints
            ),
        },
        passes=(
            Pass("interrupted_answers", SWEEP_SECONDS, streams.sweep),
            Pass("old_events", PRUNE_SECONDS, streams.prune),
        ),
        closers=(followups.close, answering.close, processes.close),
    )
