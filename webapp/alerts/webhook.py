"""Alerts to an address of the operator's: a signed POST, tried again with growing pauses. Free of Flask.

Signed as follows: ``Refdesk-Signature: t=<seconds>,v1=<hex of HMAC-SHA256(secret, "<seconds>." + body)>``. Who takes it
compares in constant time, and refuses times that are far from now: a recorded request cannot be sent again later.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import httpx
import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.errors import OutboundError
from pipelines.metrics import track_metric
from pipelines.outbound.guard import Limits, Outbound
from webapp.alerts.models import Alert, AlertDelivery
from webapp.alerts.rules import RULES
from webapp.sql.database import Database, now

HEADER = "Refdesk-Signature"
SECONDS = 10.0
AT_ONCE = 20
FIRST_PAUSE, LONGEST_PAUSE, ATTEMPTS = 10.0, 3_600.0, 15
log = structlog.get_logger()


def signature(secret: str, body: bytes, *, at: int) -> str:
    """The header's value for a body that is sent at that second."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"


class Webhook:
    """Sends what is due, one after the other, in the thread of its pass: no request ever waits for it.

    Through the guard of users' addresses, which lets the host that the settings name be where it is: a name is resolved
    once, and a redirect is no arrival.
    """

    def __init__(
        self, db: Database, *, url: str, secret: str, outbound: Outbound, clock: Callable[[], float] = time.time
    ) -> None:
        self._db = db
        self._url = url
        self._secret = secret
        self._outbound = outbound
        self._clock = clock

    def run(self) -> None:
        """Send what is due. Of one alert the second word waits until the first has arrived, or was given up."""
        with self._db.reading() as session:
            due = _due(session)
        for delivery_id in due:
            self._deliver(delivery_id)

    def _deliver(self, delivery_id: str) -> None:
        # No session is held while somebody else's server takes its time.
        with self._db.reading() as session:
            delivery = session.get(AlertDelivery, delivery_id)
            alert = session.get(Alert, delivery.alert_id) if delivery is not None else None
        if delivery is None or alert is None:
            return
        failed = self._post(delivery, alert)
        with self._db.writing() as session:
            row = session.get(AlertDelivery, delivery_id)
            if row is not None:
                _note(row, failed)

    def _post(self, delivery: AlertDelivery, alert: Alert) -> str | None:
        """Why it did not arrive, or None."""
        body = json.dumps(told(delivery, alert)).encode()
        headers = {
            "Content-Type": "application/json",
            "Refdesk-Delivery": delivery.id,
            HEADER: signature(self._secret, body, at=int(self._clock())),
        }
        try:
            return self._sent(body, headers)
        except (httpx.HTTPError, httpx.InvalidURL, OutboundError, OSError) as error:
            return type(error).__name__

    def _sent(self, body: bytes, headers: Mapping[str, str]) -> str | None:
        url = httpx.URL(self._url)
        who = (url.username, url.password) if url.userinfo else None
        plain = url.copy_with(username=None, password=None) if who else url
        with (
            self._outbound.allowing(str(plain)).client(Limits(seconds=SECONDS)) as client,
            client.stream("POST", plain, content=body, headers=dict(headers), auth=who) as answer,
        ):
            return None if answer.is_success else f"HTTP {answer.status_code}"


def told(delivery: AlertDelivery, alert: Alert) -> dict[str, Any]:
    """What is sent: the same ``id`` however often it is tried. No name and no text of a tenant."""
    rule = RULES.get(alert.rule)
    resolved = alert.resolved_at if delivery.event == "resolved" else None
    return {
        "id": delivery.id,
        "event": delivery.event,
        "alert_id": alert.id,
        "rule": alert.rule,
        "level": alert.level,
        "organization_id": alert.org_id,
        "subject": alert.subject,
        "data": alert.data,
        "message": rule.meaning if rule else "",
        "remedy": rule.remedy if rule else "",
        "raised_at": alert.raised_at.isoformat(),
        "resolved_at": resolved.isoformat() if resolved else None,
    }


def _due(session: Session) -> list[str]:
    waiting = session.scalars(
        select(AlertDelivery).where(AlertDelivery.ended_at.is_(None)).order_by(AlertDelivery.id).limit(500)
    )
    first: dict[str, AlertDelivery] = {}
    for delivery in waiting:
        first.setdefault(delivery.alert_id, delivery)
    return [one.id for one in first.values() if one.next_at <= now()][:AT_ONCE]


def _note(row: AlertDelivery, failed: str | None) -> None:
    row.attempts += 1
    if failed is None:
        row.ended_at, row.delivered = now(), True
        track_metric("alert_deliveries", outcome="ok")
        return
    if row.attempts >= ATTEMPTS:
        row.ended_at = now()
        track_metric("alert_deliveries", outcome="given_up")
    else:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (row.attempts - 1))
        row.next_at = now() + timedelta(seconds=pause)
        track_metric("alert_deliveries", outcome="failed")
    log.warning("alert_not_delivered", delivery_id=row.id, attempts=row.attempts, error=failed, over=bool(row.ended_at))
