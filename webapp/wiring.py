"""The web app's composition root: every part is built here, once, and handed to who needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pipelines.assembly.outbound import outbound_of
from pipelines.assembly.stores import open_index
from pipelines.caching.link import LOOK_SECONDS, RedisLink
from pipelines.convert.guard import Converter
from pipelines.embedding.cross_encoder import reranker_trouble
from pipelines.index.protocol import Index, Store
from pipelines.metrics import COLLECTOR
from pipelines.metrics.shared import SECONDS as EVERY_SECONDS
from pipelines.metrics.shared import Sharing
from pipelines.outbound.guard import Outbound
from pipelines.runs.secret_files import own_folder
from pipelines.runs.sync import report_key
from pipelines.storage.blobs import Storage
from pipelines.types import Health
from webapp.alerts import feature as alerts
from webapp.answers.index_start import IndexStart
from webapp.answers.late import LateAnswerer
from webapp.answers.protocol import Answering
from webapp.auth import feature as auth
from webapp.chatbots import feature as chatbots
from webapp.chatbots.choosers import ChatbotChoosers
from webapp.chatbots.knowledge import Knowledge
from webapp.conversations import feature as conversations
from webapp.conversations.talk import ChatbotTalk
from webapp.documents import feature as documents
from webapp.http.feature import Feature, Pass
from webapp.limits import feature as limiting
from webapp.limits.rates import Rates
from webapp.operation.background import Background
from webapp.operation.caches import Caches, open_caches
from webapp.operation.foreign import foreign_probe
from webapp.operation.health import Check, Doctor, optional_parts, prefect_probe
from webapp.operation.health import blueprint as health
from webapp.operation.outdated import outdated_probe
from webapp.prefect.client import PrefectIngestion
from webapp.prefect.ingestion import Ingestion
from webapp.providers import feature as providers
from webapp.providers.access import provider_names
from webapp.reindexing import feature as reindexing
from webapp.secrets import has_own_prefect, prefect_auth
from webapp.settings import WebSettings
from webapp.sources import feature as sources
from webapp.sql.database import Database
from webapp.sql.leases import Leases

if TYPE_CHECKING:
    from pipelines.answer.answerer import Answerer

MINUTE = 60.0
PAGE_SECONDS = 30


@dataclass(frozen=True)
class Services:
    """The parts of a running web app. Tests override any of them by name."""

    settings: WebSettings
    db: Database
    storage: Storage
    index: Index
    index_start: IndexStart
    ingestion: Ingestion
    knowledge: Knowledge
    rates: Rates
    caches: Caches
    features: tuple[Feature, ...]
    background: Background

    def close(self) -> None:
        """End the passes and release what the parts hold."""
        self.background.stop()
        for feature in self.features:
            for close in feature.closers:
                close()
        self.ingestion.close()
        self.index.close()
        self.db.close()


def build_services(settings: WebSettings, overrides: Mapping[str, Any]) -> Services:
    """Build every part that is not overridden. Nothing connects before its first use."""
    caches = _caches(settings)
    db, storage, index = _stores(settings, overrides, caches)
    index_start = IndexStart(settings, index)
    ingestion: Ingestion = overrides.get("ingestion") or _prefect(settings)
    operators = auth.operators_of(settings, db)
    limits = limiting.build(settings, db, index, names=provider_names, link=caches.link)
    outbound = outbound_of(settings)
    opens = partial(_answerer, settings, caches, index=index, storage=storage, outbound=outbound)
    answering, making = _answerers(overrides.get("answering"), LateAnswerer(opens))
    modelled = providers.build(settings, db, outbound=outbound, choosers=ChatbotChoosers())
    doctor = Doctor(_checks(settings, db, index, ingestion=ingestion, link=caches.link), optional_parts(settings))
    parts = sources.build(db, index=index, storage=storage, ingestion=ingestion, operators=operators)
    knowledge: Knowledge = overrides.get("knowledge") or parts.knowledge
    features = (
        _retrieval(settings, index_start, answering, caches=caches),
        auth.build(settings, db, operators, plans=limits.plans),
        limits.feature,
        reindexing.build(index, operators),
        modelled.feature,
        chatbots.build(db, knowledge, ChatbotTalk(db), providers=modelled.providers),
        parts.feature,
        documents.build(
            db,
            parts,
            index=index,
            storage=storage,
            converter=_page_reader(settings),
            making=making,
            rooms=limits.rooms,
            languages=settings.known_languages,
            endpoints=modelled.endpoints,
        ),
        conversations.build(
            settings,
            db,
            sources=parts.sources,
            index=index,
            storage=storage,
            answering=answering,
            trying=making,
            meter=limits.meter,
            endpoints=modelled.endpoints,
        ),
        *_watching(settings, db, index, doctor=doctor, plans=limits.plans, outbound=outbound),
    )
    return Services(
        settings=settings,
        db=db,
        storage=storage,
        index=index,
        index_start=index_start,
        ingestion=ingestion,
        knowledge=knowledge,
        rates=limits.rates,
        caches=caches,
        features=features,
        background=Background([each for feature in features for each in feature.passes], Leases(db)),
    )


def _answerers(given: Answering | None, late: LateAnswerer) -> tuple[Answering, LateAnswerer]:
    """What somebody gave instead answers; documents are told in short by what would answer otherwise."""
    return given or late, given if isinstance(given, LateAnswerer) else late


def _answerer(
    settings: WebSettings, caches: Caches, *, index: Index, storage: Storage, outbound: Outbound
) -> "Answerer":
    # Haystack takes a second: nobody waits for it who only starts.
    from pipelines.answer.answerer import Answerer

    kept, link = caches.questions, caches.link
    return Answerer(settings, index=index, storage=storage, questions=kept, link=link, outbound=outbound)


def _watching(settings: WebSettings, db: Database, index: Index, *, doctor: Doctor, **more: Any) -> Sequence[Feature]:
    sharing = Sharing(COLLECTOR, settings.numbers_dir, program="web")
    told = alerts.build(settings, db, index=index, readiness=doctor.readiness, sharing=sharing, **more)
    return _operation(doctor, sharing), told


def _caches(settings: WebSettings) -> Caches:
    own_folder(settings.data_dir)
    return open_caches(settings)


def _stores(settings: WebSettings, overrides: Mapping[str, Any], caches: Caches) -> tuple[Database, Storage, Store]:
    db = overrides.get("db") or Database(settings.sql_url)
    storage = overrides.get("storage") or Storage(settings.blobs)
    return db, storage, caches.over(overrides.get("index") or open_index(settings))


def _prefect(settings: WebSettings) -> PrefectIngestion:
    key = prefect_auth(settings)
    return PrefectIngestion(
        settings.prefect_api,
        report_key=report_key(settings.data_dir, settings.report_key),
        auth=key,
        entrance=key if has_own_prefect(settings) else None,
    )


def _page_reader(settings: WebSettings) -> Converter:
    # Nobody waits two minutes for a page, and only PDFs and pictures have any.
    limited = settings.model_copy(update={"convert_seconds": min(settings.convert_seconds, PAGE_SECONDS)})
    return Converter(limited, warm=("pdf",))


def _retrieval(settings: WebSettings, index_start: IndexStart, answering: Answering, *, caches: Caches) -> Feature:
    passes = [Pass("index", MINUTE, index_start.run), *_looks(caches)]
    if isinstance(answering, LateAnswerer):
        if settings.query_pipeline is not None:
            # A file that cannot be used is refused now, not at the first question.
            answering.warm()
        passes.append(Pass("answerer", MINUTE, answering.warm))
    closers = (caches.link.close,) if caches.link else ()
    return Feature(blueprints=(), services={}, passes=tuple(passes), closers=closers)


def _checks(
    settings: WebSettings, db: Database, index: Index, *, ingestion: Ingestion, link: RedisLink | None
) -> list[Check]:
    prefect = prefect_probe(settings.prefect_api, prefect_auth(settings))
    return [
        Check("database", db.health, "Nothing works: accounts, chatbots and conversations are in it."),
        Check("index", index.health, "No question is answered and no document is found."),
        Check("documents", outdated_probe(index), "Documents stay as an older release read them."),
        Check("languages", foreign_probe(index, settings.known_languages), "Nothing is known of their languages."),
        Check("prefect", prefect, "No document is brought in; asking goes on."),
        Check("worker", ingestion.health, "New documents wait as pending until it is back; asking goes on."),
        *_redis(link),
        *_reranker(settings),
    ]


def _redis(link: RedisLink | None) -> list[Check]:
    consequence = "Limits and caches are this process's own until it is back, which it finds out by itself."
    return [Check("redis", link.health, consequence, needed=False)] if link else []


def _looks(caches: Caches) -> list[Pass]:
    return [Pass("redis", LOOK_SECONDS, caches.link.look)] if caches.link else []


def _reranker(settings: WebSettings) -> list[Check]:
    def probe() -> Health:
        trouble = reranker_trouble(settings)
        return Health(ok=not trouble, detail=settings.reranker, remedy=trouble)

    check = Check("reranker", probe, "Results keep the order of the index.", needed=False)
    return [check] if settings.reranker else []


def _operation(doctor: Doctor, sharing: Sharing) -> Feature:
    return Feature(
        blueprints=(health,),
        services={Doctor: doctor, Sharing: sharing},
        passes=(Pass("numbers", EVERY_SECONDS, sharing.write),),
        closers=(doctor.close, sharing.close),
    )
