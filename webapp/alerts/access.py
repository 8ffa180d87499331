"""The only door to alerts: a member's own organisation's, an operator's all. Free of Flask."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from pipelines.types import Page
from webapp.alerts.models import Alert
from webapp.alerts.rules import RULES
from webapp.auth.models import Organization
from webapp.auth.principal import Principal
from webapp.sources.models import Source
from webapp.sql.pagination import paginate


def own_alerts(
    session: Session, principal: Principal, *, resolved: bool, cursor: str | None, limit: int
) -> Page[Alert]:
    """Alerts of the principal's organisation, newest first; of the rules that are a tenant's to know."""
    own = [name for name, rule in RULES.items() if rule.own]
    mine = select(Alert).where(Alert.org_id == principal.org_id, Alert.rule.in_(own), _is(resolved=resolved))
    return paginate(session, mine, keys=[Alert.id], cursor=cursor, limit=limit, descending=True)


def all_alerts(session: Session, *, resolved: bool, cursor: str | None, limit: int) -> Page[Alert]:
    """Alerts of the installation and of every organisation, newest first. For operators."""
    statement = select(Alert).where(_is(resolved=resolved))
    return paginate(session, statement, keys=[Alert.id], cursor=cursor, limit=limit, descending=True)


def sources_of(session: Session, principal: Principal, source_ids: Sequence[str]) -> dict[str, Source]:
    """Sources of the principal's organisation by id, deleted ones left out."""
    wanted = select(Source).where(
        Source.id.in_(source_ids), Source.org_id == principal.org_id, Source.deleted_at.is_(None)
    )
    return {row.id: row for row in session.scalars(wanted)}


def organization_names(session: Session, org_ids: Sequence[str]) -> dict[str, str]:
    """Names of organisations by id. For operators."""
    rows = session.execute(select(Organization.id, Organization.name).where(Organization.id.in_(org_ids)))
    return {row.id: row.name for row in rows}


def _is(*, resolved: bool) -> ColumnElement[bool]:
    return Alert.resolved_at.is_not(None) if resolved else Alert.resolved_at.is_(None)
