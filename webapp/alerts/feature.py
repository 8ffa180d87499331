"""Alerts, put together."""

from collections.abc import Callable

from pipelines.index.protocol import Index
from pipelines.metrics.shared import Sharing
from pipelines.outbound.guard import Outbound
from webapp.alerts import lookouts
from webapp.alerts.quotas import PlanQuotas
from webapp.alerts.routes import blueprint
from webapp.alerts.services import Alerts
from webapp.alerts.surveying import SECONDS as SURVEY_SECONDS
from webapp.alerts.surveying import Survey
from webapp.alerts.watching import AlertManager
from webapp.alerts.webhook import Webhook
from webapp.http.feature import Feature, Pass
from webapp.http.floor import FLOOR_BYTES, free
from webapp.operation.health import Readiness
from webapp.plans import Plans
from webapp.settings import WebSettings
from webapp.sql.database import Database

LOOK_SECONDS, SEND_SECONDS = 15.0, 5.0


def build(
    settings: WebSettings,
    db: Database,
    *,
    index: Index,
    readiness: Callable[[], Readiness],
    sharing: Sharing,
    plans: Plans,
    outbound: Outbound,
) -> Feature:
    """The alerts of this installation."""
    looked_after = [
        lookouts.parts(readiness),
        lookouts.disk(lambda: free(settings.data_dir), floor=FLOOR_BYTES),
        lookouts.breakers(sharing.samples),
        lookouts.Rates(sharing.samples).lookout(),
        lookouts.syncs(db),
        lookouts.quotas(PlanQuotas(db, index, plans)),
    ]
    hook = settings.alert_webhook
    passes = [
        Pass("alerts", LOOK_SECONDS, AlertManager(db, looked_after, tells=hook is not None).run, alone=True),
        Pass("survey", SURVEY_SECONDS, Survey(db, index).run, alone=True),
    ]
    if hook is not None:
        url, secret = hook
        told = Webhook(db, url=url, secret=secret, outbound=outbound)
        passes.append(Pass("alert_webhook", SEND_SECONDS, told.run, alone=True))
    return Feature(blueprints=(blueprint,), services={Alerts: Alerts(db)}, passes=tuple(passes))
