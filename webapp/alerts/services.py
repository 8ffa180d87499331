"""Alerts to read. Free of Flask."""

from dataclasses import dataclass
from typing import Any

from pipelines.types import Page
from webapp.alerts import access
from webapp.alerts.models import Alert
from webapp.alerts.rules import RULES
from webapp.auth.principal import Principal
from webapp.sql.database import Database


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which alerts, and where the list goes on."""

    resolved: bool
    cursor: str | None
    limit: int


class Alerts:
    """What members and operators read of alerts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def own(self, principal: Principal, wanted: Wanted) -> Page[dict[str, Any]]:
        """The organisation's, with the sources that they are of."""
        with self._db.reading() as session:
            page = access.own_alerts(
                session, principal, resolved=wanted.resolved, cursor=wanted.cursor, limit=wanted.limit
            )
            sources = access.sources_of(session, principal, [alert.subject for alert in page.items])
        shown = [_shown(alert) | {"source": sources.get(alert.subject)} for alert in page.items]
        return Page(tuple(shown), page.next_cursor)

    def all(self, wanted: Wanted) -> Page[dict[str, Any]]:
        """The installation's and every organisation's, for operators: whose, and no name of a thing of theirs."""
        with self._db.reading() as session:
            page = access.all_alerts(session, resolved=wanted.resolved, cursor=wanted.cursor, limit=wanted.limit)
            names = access.organization_names(session, [alert.org_id for alert in page.items if alert.org_id])
        shown = [
            _shown(alert) | {"organization": {"id": alert.org_id, "name": names.get(alert.org_id, "")}}
            if alert.org_id
            else _shown(alert)
            for alert in page.items
        ]
        return Page(tuple(shown), page.next_cursor)


def _shown(alert: Alert) -> dict[str, Any]:
    rule = RULES.get(alert.rule)
    return {
        "id": alert.id,
        "rule": alert.rule,
        "level": alert.level,
        "message": rule.meaning if rule else "",
        "remedy": rule.remedy if rule else "",
        "subject": alert.subject,
        "data": alert.data,
        "raised_at": alert.raised_at,
        "resolved_at": alert.resolved_at,
    }
