"""Alerts: each raised once, resolved when it is over, read by whose they are, told to the operator signed."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import structlog
from pydantic import ValidationError
from sqlalchemy import select, update

from pipelines.assembly.stores import open_index
from pipelines.errors import AddressRefused
from pipelines.metrics.names import PREFIX
from pipelines.metrics.shared import Samples
from pipelines.outbound.guard import Outbound
from pipelines.settings import PipelineSettings
from pipelines.types import Health, IndexSpec
from tests.unit.webapp.test_migrations import back_to
from webapp.alerts import lookouts
from webapp.alerts.models import Alert, AlertDelivery
from webapp.alerts.quotas import PlanQuotas
from webapp.alerts.rules import RULES, AlertLevel, Finding, Lookout, Unknown
from webapp.alerts.watching import AlertManager
from webapp.alerts.webhook import ATTEMPTS, HEADER, Webhook
from webapp.app import create_app
from webapp.auth.models import Organization
from webapp.chatbots.models import Chatbot
from webapp.limits.models import UsageMonth
from webapp.limits.refusals import month_of
from webapp.operation.health import Check, Doctor
from webapp.plans import Plans
from webapp.settings import WebSettings
from webapp.sources.models import Source
from webapp.sql.database import Database, now
from webapp.sql.schema import migrate

SECRET = "0123456789abcdef" * 4
PERSON = {
    **dict.fromkeys(("password", "password_confirm"), "a long enough passphrase"),
    **{"first_name": "Ada", "last_name": "L"},
}


class World:
    """What holds, as a test says it."""

    def __init__(self, db: Database, *rules: str, tells: bool = False) -> None:
        self.holds: list[Finding] = []
        self.fails: Exception | None = None
        self.clock = 0.0
        lookout = Lookout(frozenset(rules), self._look)
        self.manager = AlertManager(db, [lookout], tells=tells, clock=lambda: self.clock)

    def _look(self) -> Iterator[Finding]:
        yield from self.holds
        if self.fails is not None:
            raise self.fails

    def at(self, moment: float, *holds: Finding) -> None:
        self.clock, self.holds = moment, list(holds)
        self.manager.run()


def rows(db: Database) -> list[tuple[str, bool]]:
    """Rule and whether it is over, the oldest first."""
    with db.reading() as session:
        found = session.scalars(select(Alert).order_by(Alert.id)).all()
        return [(alert.rule, alert.resolved_at is not None) for alert in found]


def test_an_alert_is_raised_once_and_resolved_when_it_is_over(db: Database) -> None:
    """However often it is found; what comes back later is another one. Both are logged at their level."""
    world = World(db, "disk_low", "disk_full")
    with structlog.testing.capture_logs() as logged:
        for moment in (0, 15, 30):
            world.at(moment, Finding("disk_low", data={"free_mb": 900 - moment}))
        world.at(45, Finding("disk_full"))
        world.at(60)
        world.at(75, Finding("disk_full"))
    assert rows(db) == [("disk_low", True), ("disk_full", True), ("disk_full", False)]
    told = [(line["event"], line["rule"], line["log_level"]) for line in logged]
    assert told == [
        ("alert_raised", "disk_low", "warning"),
        ("alert_raised", "disk_full", "critical"),
        ("alert_resolved", "disk_low", "info"),
        ("alert_resolved", "disk_full", "info"),
        ("alert_raised", "disk_full", "critical"),
    ]
    with db.reading() as session:
        assert session.scalars(select(Alert.data).order_by(Alert.id)).first() == {"free_mb": 870}


def test_what_mends_itself_disturbs_nobody(db: Database) -> None:
    """A rule that holds for less than its time is not raised; a gap begins the time anew."""
    world, gone = World(db, "no_worker"), Finding("no_worker")
    for moment in (0, 60):
        world.at(moment, gone)
    world.at(80)
    world.at(85, gone)
    world.at(170, gone)
    assert rows(db) == []
    world.at(180, gone)
    assert rows(db) == [("no_worker", False)]


def test_what_cannot_be_looked_at_stays_as_it_is(db: Database) -> None:
    """Neither resolved nor raised, whether the lookout says so or breaks; the next round tells."""
    world, full = World(db, "disk_full"), Finding("disk_full")
    world.at(0, full)
    for failure in (Unknown({"disk_full"}), RuntimeError("broken")):
        world.fails = failure
        world.at(10)
        world.at(20, Finding("disk_full", subject="other"))
        assert rows(db) == [("disk_full", False)]
    world.fails = None
    world.at(30)
    assert rows(db) == [("disk_full", True)]


def test_another_process_goes_on_with_what_was_raised(db: Database) -> None:
    """It knows from the rows alone: nothing is raised twice, and what is over is resolved."""
    World(db, "disk_full", "disk_low").at(0, Finding("disk_full"), Finding("disk_low"))
    World(db, "disk_full", "disk_low").at(0, Finding("disk_full"))
    assert rows(db) == [("disk_full", False), ("disk_low", True)]


def test_old_alerts_are_forgotten(db: Database) -> None:
    """Ninety days after they were over; what holds stays, however old."""
    world = World(db, "disk_full", "disk_low")
    world.at(0, Finding("disk_full"), Finding("disk_low"))
    world.at(1, Finding("disk_full"))
    with db.writing() as session:
        long_ago = now() - timedelta(days=91)
        session.execute(update(Alert).where(Alert.resolved_at.is_not(None)).values(resolved_at=long_ago))
        session.execute(update(Alert).values(raised_at=long_ago))
    world.at(2, Finding("disk_full"))
    assert rows(db) == [("disk_full", False)]


# Lookouts


def found(lookout: Lookout) -> set[str]:
    """The rules that hold."""
    return {finding.rule for finding in lookout.look()}


def test_parts_that_fail() -> None:
    """Each by its rule; without Prefect nobody knows of workers."""
    works = {"database": True, "index": True, "prefect": True, "worker": True, "documents": False}

    def checks() -> Doctor:
        return Doctor([Check(name, lambda ok=ok: Health(ok=ok, detail=""), "c") for name, ok in works.items()], [])

    doctor = checks()
    assert found(lookouts.parts(doctor.readiness)) == set()
    doctor.close()
    works.update(index=False, worker=False)
    doctor = checks()
    assert found(lookouts.parts(doctor.readiness)) == {"index_away", "no_worker"}
    doctor.close()
    works["prefect"] = False
    doctor = checks()
    with pytest.raises(Unknown, match="no_worker"):
        found(lookouts.parts(doctor.readiness))
    doctor.close()


@pytest.mark.parametrize(("free", "rules"), [(2_000_000_000, set()), (900_000_000, {"disk_low"}), (10, {"disk_full"})])
def test_room_on_the_disk(free: int, rules: set[str]) -> None:
    """Little, and none."""
    assert found(lookouts.disk(lambda: free, floor=32)) == rules


def requests(*, status: str, number: float, route: str = "/x") -> Samples:
    """A series of answered requests."""
    return {(f"{PREFIX}http_requests_total", (("method", "GET"), ("route", route), ("status", status))): number}


def test_errors_of_the_last_five_minutes() -> None:
    """Ten at least and one of twenty; those of before the first look, probes and refusals on purpose do not count."""
    seen, clock = requests(status="500", number=5_000), [0.0]
    lookout = lookouts.Rates(lambda: seen, lambda: clock[0]).lookout()
    assert found(lookout) == set()
    seen |= requests(status="200", number=500)
    seen |= requests(status="503", number=90) | requests(status="500", number=90, route="/readyz")
    clock[0] = 60
    assert found(lookout) == set()
    seen |= requests(status="500", number=5_040)
    clock[0] = 120
    assert found(lookout) == {"error_rate"}
    clock[0] = 430
    assert found(lookout) == set()


def test_attacks_are_noticed() -> None:
    """Many refusals at the gate, or many logins after wrong passwords, within a minute."""
    refusals: tuple[str, tuple[tuple[str, str], ...]] = (f"{PREFIX}gate_refusals_total", (("reason", "too_slow"),))
    seen, clock = {refusals: 1_000.0}, [0.0]
    lookout = lookouts.Rates(lambda: seen, lambda: clock[0]).lookout()
    assert found(lookout) == set()
    for moment, refused, rules in ((30, 1_050, set()), (60, 1_080, {"attack_noticed"}), (150, 1_090, set())):
        seen, clock[0] = {refusals: float(refused)}, float(moment)
        assert found(lookout) == rules
    seen |= {(f"{PREFIX}lockouts_total", ()): 25.0}
    clock[0] = 160
    assert found(lookout) == {"attack_noticed"}


def test_breakers_and_quotas() -> None:
    """One alert for each kind of provider; a quota from four fifths on."""
    gauges: Samples = {
        (f"{PREFIX}breakers_open", (("kind", kind),)): number for kind, number in (("chat", 2.0), ("embedding", 0.0))
    }
    assert [one.subject for one in lookouts.breakers(lambda: gauges).look()] == ["chat"]

    class Counted:
        def used(self) -> list[lookouts.QuotaUse]:
            uses = (("questions", 79, 100), ("tokens", 80, 100), ("storage", 5, 0))
            return [lookouts.QuotaUse("o", name, used, limit) for name, used, limit in uses]

    assert [one.subject for one in lookouts.quotas(Counted()).look()] == ["tokens"]


def test_plans_that_are_nearly_used_up(db: Database, tmp_path: Path) -> None:
    """Of the organisation as a whole, this month; an unlimited plan is never near its end."""
    with db.writing() as session:
        orgs = [Organization(name=name, slug=name, plan=name) for name in ("small", "endless")]
        session.add_all(orgs)
        session.flush()
        ids = {one.slug: one.id for one in orgs}
        for org_id in ids.values():
            used = {"questions": 9, "prompt_tokens": 10, "completion_tokens": 5}
            session.add(UsageMonth(holder_id=org_id, org_id=org_id, month=month_of(now()), **used))
            session.add(UsageMonth(holder_id=org_id, org_id=org_id, month="2020-01", questions=500))
            session.add(UsageMonth(holder_id=f"p{org_id[1:]}", org_id=org_id, month=month_of(now()), questions=500))
    limited = {"small": {"documents": 5, "quota": {"questions": 10, "tokens": 20}}, "endless": {}}
    index = open_index(PipelineSettings(data_dir=tmp_path))
    index.ensure(IndexSpec("f", {}, {}, 2))
    counted = PlanQuotas(db, index, Plans(limited, default="free"))
    found = [(one.org_id, one.subject, one.data) for one in lookouts.quotas(counted).look()]
    assert found == [(ids["small"], "questions", {"used": 9, "limit": 10})]
    index.close()


def test_every_rule_is_looked_after_and_has_words() -> None:
    """No rule without a lookout, none that a lookout finds without words."""
    looked = [
        lookouts.parts(lambda: None),  # type: ignore[arg-type, return-value]
        lookouts.disk(lambda: 0, floor=0),
        lookouts.breakers(dict),
        lookouts.Rates(dict).lookout(),
        lookouts.syncs(None),  # type: ignore[arg-type]
        lookouts.quotas(None),  # type: ignore[arg-type]
    ]
    assert frozenset().union(*(one.rules for one in looked)) == {*RULES}
    assert all(rule.meaning and rule.remedy and rule.level in AlertLevel for rule in RULES.values())


# Whose they are


@pytest.fixture
def failing(db: Database) -> Source:
    """A source whose last sync failed."""
    with db.writing() as session:
        session.add(organization := Organization(name="Acme", slug="acme"))
        session.flush()
        session.add(chatbot := Chatbot(org_id=organization.id, name="desk"))
        session.flush()
        source = Source(org_id=organization.id, chatbot_id=chatbot.id, name="Wiki", kind="web", sync_failed=True)
        session.add(source)
    return source


def test_a_source_that_fails(db: Database, failing: Source) -> None:
    """Its organisation's, by its id; over when it is deleted."""
    (finding,) = lookouts.syncs(db).look()
    assert (finding.rule, finding.org_id, finding.subject) == ("sync_failed", failing.org_id, failing.id)
    with db.writing() as session:
        session.execute(update(Source).values(deleted_at=now()))
    assert list(lookouts.syncs(db).look()) == []


def test_members_read_their_own_and_operators_all(tmp_path: Path) -> None:
    """A tenant learns nothing of the installation, nor of another tenant; the operator no name of a tenant's things."""
    settings = WebSettings(data_dir=tmp_path, operators="root@example.org", allowed_hosts="localhost")
    app = create_app(settings, background=False)
    services, client = app.extensions["refdesk.services"], app.test_client()
    tokens: dict[str, dict[str, str]] = {}
    for email in ("ada@example.org", "bob@example.org", "root@example.org"):
        session = client.post("/auth/register/", json=PERSON | {"email": email}).get_json()
        tokens[email] = {"Authorization": f"Bearer {session['access_token']}"}
    ada = client.get("/auth/me/", headers=tokens["ada@example.org"]).get_json()["organization"]["id"]
    chatbot = client.post("/api/v1/chatbots/", json={"name": "d"}, headers=tokens["ada@example.org"]).get_json()["id"]
    with services.db.writing() as session:
        session.add(Source(id="s" * 36, org_id=ada, chatbot_id=chatbot, name="Wiki", kind="web", sync_failed=True))
    manager = World(services.db, "sync_failed", "disk_full", "quota_near")
    manager.at(0, *lookouts.syncs(services.db).look(), Finding("disk_full", data={"free_mb": 1}))

    def seen(email: str, path: str = "organization") -> list[dict[str, Any]]:
        answer = client.get(f"/api/v1/{path}/alerts/?limit=5", headers=tokens[email])
        assert answer.status_code == 200
        items: list[dict[str, Any]] = answer.get_json()["items"]
        return items

    (own,) = seen("ada@example.org")
    assert (own["rule"], own["level"], own["resolved_at"]) == ("sync_failed", "error", None)
    assert own["source"] == {"id": "s" * 36, "chatbot_id": chatbot, "name": "Wiki"}
    assert own["organization"] is None
    assert seen("bob@example.org") == seen("root@example.org") == []
    every = seen("root@example.org", "operator")
    assert [(one["rule"], one["source"]) for one in every] == [("disk_full", None), ("sync_failed", None)]
    assert every[1]["organization"]["id"] == ada
    assert client.get("/api/v1/operator/alerts/", headers=tokens["ada@example.org"]).status_code == 403
    manager.at(1)
    assert seen("ada@example.org") == []
    over = client.get("/api/v1/organization/alerts/?state=resolved", headers=tokens["ada@example.org"]).get_json()
    assert [one["rule"] for one in over["items"]] == ["sync_failed"]
    services.close()


# The operator's webhook


@dataclass
class Receiver:
    """An operator's own server: answers what it is told to, keeps what came."""

    url: str
    answers: list[int] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A real HTTP server on loopback."""
    told = Receiver("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(told.answers.pop(0) if told.answers else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


def is_signed(headers: dict[str, str], body: bytes) -> bool:
    """As docs/guides/watching.md tells the receiver to look."""
    sent, mac = (part.partition("=")[2] for part in headers[HEADER.lower()].split(","))
    expected = hmac.new(SECRET.encode(), f"{sent}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(mac, expected) and abs(time.time() - int(sent)) < 300


def hurry(db: Database) -> None:
    """The pauses are over."""
    with db.writing() as session:
        session.execute(update(AlertDelivery).values(next_at=now()))


def test_the_operator_is_told_by_a_signed_post(db: Database, failing: Source, receiver: Receiver) -> None:
    """Raised, then resolved, each once, in that order; an answer that is no success is tried again with the same id."""
    world, hook = (
        World(db, "sync_failed", tells=True),
        Webhook(db, url=receiver.url, secret=SECRET, outbound=Outbound()),
    )
    receiver.answers = [500, 302]
    world.at(0, *lookouts.syncs(db).look())
    hook.run()
    hook.run()  # not yet again
    assert len(receiver.came) == 1
    world.at(1)
    for _ in range(4):
        hurry(db)
        hook.run()
    assert all(is_signed(headers, body) for headers, body in receiver.came)
    assert not is_signed(receiver.came[0][0], receiver.came[0][1] + b" ")
    told = [json.loads(body) for _, body in receiver.came]
    assert [one["event"] for one in told] == ["raised", "raised", "raised", "resolved"]
    assert len({one["id"] for one in told[:3]}) == 1
    assert {headers["refdesk-delivery"] for headers, _ in receiver.came} == {one["id"] for one in told}
    assert (told[0]["rule"], told[0]["organization_id"]) == ("sync_failed", failing.org_id)
    assert (told[0]["resolved_at"], told[3]["resolved_at"] is not None) == (None, True)
    assert "Wiki" not in str(told)


def test_the_webhook_is_where_the_settings_say_and_nowhere_else(db: Database, receiver: Receiver) -> None:
    """Its name is resolved once, for each try; a redirect is no arrival, and nothing else inside is asked."""
    port = urlsplit(receiver.url).port
    looked: list[str] = []

    def resolve(host: str, _port: int) -> list[IPv4Address]:
        looked.append(host)
        return [IPv4Address("127.0.0.1")]

    outbound = Outbound(resolve=resolve)
    hook = Webhook(db, url=f"http://me:secret@hook.internal:{port}/hook", secret=SECRET, outbound=outbound)
    receiver.answers = [307]
    World(db, "disk_full", tells=True).at(0, Finding("disk_full"))
    for _ in range(2):
        hurry(db)
        hook.run()
    assert [headers["authorization"] for headers, _ in receiver.came] == ["Basic bWU6c2VjcmV0"] * 2
    assert looked == ["hook.internal"] * 2
    with db.reading() as session:
        assert session.scalars(select(AlertDelivery)).one().delivered
    guard = outbound.allowing(f"http://hook.internal:{port}/hook")
    for other in (f"http://other.internal:{port}/", "http://hook.internal:22/", f"http://[::1]:{port}/"):
        with pytest.raises(AddressRefused):
            guard.check(other)


def test_nobody_there_is_given_up_after_a_while(db: Database) -> None:
    """Pauses grow; the last try ends it, and what follows is tried."""
    world = World(db, "disk_full", tells=True)
    hook = Webhook(db, url="http://127.0.0.1:9/hook", secret=SECRET, outbound=Outbound())
    world.at(0, Finding("disk_full"))
    for number in range(ATTEMPTS):
        hurry(db)
        before = now()
        hook.run()
        with db.reading() as session:
            row = session.scalars(select(AlertDelivery)).one()
        pause = timedelta(seconds=min(3_600, 10 * 2**number))
        assert row.next_at - now() <= pause <= row.next_at - before or row.ended_at
    assert (row.attempts, row.ended_at is not None, row.delivered) == (ATTEMPTS, True, False)


def test_an_address_without_a_secret_is_refused() -> None:
    """Nobody could tell the alerts from others' posts."""
    with pytest.raises(ValidationError, match="REFDESK_ALERT_WEBHOOK_SECRET"):
        WebSettings(alert_webhook_url="https://example.org/hook")
    assert WebSettings(alert_webhook_url="", alert_webhook_secret="").alert_webhook is None


def test_alerts_come_and_go(db: Database, failing: Source, tmp_path: Path) -> None:
    """Revision 0013 down and up again: rows of the release before stay, alerts are found anew."""
    World(db, "sync_failed", tells=True).at(0, *lookouts.syncs(db).look())
    back_to(db, "0011")
    migrate(db, tmp_path)
    assert rows(db) == []
    World(db, "sync_failed", tells=True).at(0, *lookouts.syncs(db).look())
    assert rows(db) == [("sync_failed", False)]
    assert failing.id
