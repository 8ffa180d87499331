"""Routes of alerts."""

from typing import Any

from apiflask import APIBlueprint

from webapp.alerts.schemas import AlertList, AlertsQuery
from webapp.alerts.services import Alerts, Wanted
from webapp.auth.guard import current_principal
from webapp.http.registry import service

blueprint = APIBlueprint("alerts", __name__, url_prefix="/api/v1", tag="Operation")


@blueprint.get("/organization/alerts/")
@blueprint.input(AlertsQuery, location="query", arg_name="page")
@blueprint.output(AlertList)
def list_alerts(page: AlertsQuery) -> Any:
    """List the organisation's alerts, newest first."""
    return service(Alerts).own(current_principal(), _wanted(page))


@blueprint.get("/operator/alerts/")
@blueprint.input(AlertsQuery, location="query", arg_name="page")
@blueprint.output(AlertList)
def list_all_alerts(page: AlertsQuery) -> Any:
    """List the alerts of the installation and of every organisation, newest first. For operators."""
    return service(Alerts).all(_wanted(page))


def _wanted(page: AlertsQuery) -> Wanted:
    return Wanted(resolved=page.state == "resolved", cursor=page.cursor, limit=page.limit)
