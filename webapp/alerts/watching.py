"""The one manager of alerts: raises what the lookouts find, once, and resolves what is over. Free of Flask.

One process of an installation runs it, under its lease (docs/adr/0402-leases-in-sql.md).
"""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from pipelines.metrics import COLLECTOR
from webapp.alerts.models import Alert, AlertDelivery
from webapp.alerts.rules import RULES, AlertLevel, Finding, Lookout, Unknown
from webapp.sql.database import Database, now

KEPT = timedelta(days=90)
STALE_SECONDS = 60.0
log = structlog.get_logger()


class AlertManager:
    """Compares what holds with what was raised. ``tells``: whether raising and resolving is told to a webhook."""

    def __init__(
        self,
        db: Database,
        lookouts: Sequence[Lookout],
        *,
        tells: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._db = db
        self._lookouts = lookouts
        self._tells = tells
        self._clock = clock
        self._since: dict[str, float] = {}
        self._open: tuple[float, dict[str, int]] = (-STALE_SECONDS, {})
        for level in AlertLevel:
            COLLECTOR.watch("alerts_open", partial(self._number, level), level=level.value)

    def run(self) -> None:
        """One round. What cannot be looked at now stays as it is."""
        found, known = self._look()
        due = self._held_long_enough(found)
        try:
            with self._db.writing() as session:
                held = {alert.key: alert for alert in session.scalars(select(Alert).where(Alert.resolved_at.is_(None)))}
                for key, finding in due.items():
                    self._note(session, held.get(key), finding)
                for key, alert in held.items():
                    if key not in found and alert.rule in known:
                        self._resolve(session, alert)
                session.execute(delete(Alert).where(Alert.resolved_at < now() - KEPT))
                self._count(session)
        except SQLAlchemyError:
            # Nothing can be stored: it is said where it can be.
            for finding in due.values():
                _say("alert_not_stored", finding.rule, org_id=finding.org_id, subject=finding.subject)
            raise

    def _look(self) -> tuple[dict[str, Finding], frozenset[str]]:
        """What holds, by key, and the rules of which that is known."""
        found: dict[str, Finding] = {}
        known: set[str] = set()
        for lookout in self._lookouts:
            unknown: frozenset[str] = frozenset()
            try:
                for finding in lookout.look():
                    found[finding.key] = finding
            except Unknown as hidden:
                unknown = hidden.rules
            except Exception:  # an edge: one lookout's failure must not blind the others
                log.exception("lookout_failed", rules=sorted(lookout.rules))
                unknown = lookout.rules
            known |= lookout.rules - unknown
        return {key: one for key, one in found.items() if one.rule in known}, frozenset(known)

    def _held_long_enough(self, found: dict[str, Finding]) -> dict[str, Finding]:
        at = self._clock()
        self._since = {key: self._since.get(key, at) for key in found}
        return {key: one for key, one in found.items() if at - self._since[key] >= RULES[one.rule].hold}

    def _note(self, session: Session, held: Alert | None, finding: Finding) -> None:
        if held is not None:
            held.data = dict(finding.data)
            return
        alert = Alert(
            key=finding.key,
            rule=finding.rule,
            level=RULES[finding.rule].level.value,
            org_id=finding.org_id,
            subject=finding.subject,
            data=dict(finding.data),
        )
        session.add(alert)
        session.flush()
        self._tell(session, alert, "raised")
        _say("alert_raised", alert.rule, alert_id=alert.id, org_id=alert.org_id, subject=alert.subject, data=alert.data)

    def _resolve(self, session: Session, alert: Alert) -> None:
        alert.resolved_at = now()
        self._tell(session, alert, "resolved")
        log.info("alert_resolved", rule=alert.rule, alert_id=alert.id, org_id=alert.org_id, subject=alert.subject)

    def _tell(self, session: Session, alert: Alert, event: str) -> None:
        if self._tells:
            session.add(AlertDelivery(alert_id=alert.id, event=event))

    def _count(self, session: Session) -> None:
        session.flush()
        levels = session.scalars(select(Alert.level).where(Alert.resolved_at.is_(None))).all()
        self._open = self._clock(), {level: levels.count(level) for level in levels}

    def _number(self, level: AlertLevel) -> float | None:
        # Another process may have taken over: what this one once counted is not believed for ever.
        at, counts = self._open
        return None if self._clock() - at >= STALE_SECONDS else float(counts.get(level.value, 0))


def _say(event: str, rule: str, **known: Any) -> None:
    level = RULES[rule].level
    write = {AlertLevel.INFO: log.info, AlertLevel.WARNING: log.warning, AlertLevel.ERROR: log.error}
    write.get(level, log.critical)(event, rule=rule, severity=level.value, **known)
