"""A source's deployment as Prefect's REST API takes it, and what of it differs from the wanted one. Pure."""

from collections.abc import Mapping
from typing import Any

from pipelines.runs.sync import WORK_POOL, SyncParameters, deployment_name, run_tags
from pipelines.sources.kinds import kind_named
from webapp.prefect.ingestion import Schedule, SourceDefinition

SLUG = "main"
# A dictionary with this key would be a template for Prefect to evaluate, not data.
TEMPLATE_KEY = "__prefect_kind"

ONE_AT_A_TIME: Mapping[str, Any] = {"concurrency_limit": 1, "concurrency_options": {"collision_strategy": "ENQUEUE"}}
MENDED = ("parameters", "tags", "paused", "work_pool_name")


def creation(definition: SourceDefinition, template: Mapping[str, Any]) -> dict[str, Any]:
    """The body that creates the deployment: one run at a time, later ones wait."""
    return {
        "name": deployment_name(definition.source_id),
        "flow_id": template["flow_id"],
        "entrypoint": template.get("entrypoint"),
        "work_pool_name": WORK_POOL,
        **ONE_AT_A_TIME,
        "enforce_parameter_schema": False,
        "parameters": _parameters(definition),
        "tags": run_tags(definition.org_id, definition.source_id),
        "paused": definition.paused,
        "schedules": [_schedule(definition.schedule)] if definition.schedule else [],
    }


def changes(definition: SourceDefinition, current: Mapping[str, Any]) -> dict[str, Any]:
    """The body that mends the deployment: only what differs, since a schedule's rewriting drops its planned runs."""
    wanted = creation(definition, current)
    changed = {key: wanted[key] for key in MENDED if current.get(key) != wanted[key]}
    if not _one_at_a_time(current):
        changed |= ONE_AT_A_TIME
    if wanted["schedules"] and not _same(wanted["schedules"][0], current):
        changed["schedules"] = wanted["schedules"]
    return changed


def surplus(definition: SourceDefinition, current: Mapping[str, Any]) -> list[str]:
    """The ids of schedules that the source no longer has."""
    wanted = {SLUG} if definition.schedule else set()
    return [str(schedule["id"]) for schedule in current.get("schedules") or [] if schedule.get("slug") not in wanted]


def _one_at_a_time(current: Mapping[str, Any]) -> bool:
    limit, options = current.get("global_concurrency_limit") or {}, current.get("concurrency_options") or {}
    return limit.get("limit") == 1 and options.get("collision_strategy") == "ENQUEUE"


def _parameters(definition: SourceDefinition) -> dict[str, Any]:
    told = SyncParameters(
        org_id=definition.org_id,
        source_id=definition.source_id,
        kind=kind_named(definition.kind).name,
        config=_data(definition.config),
    )
    return told.model_dump(mode="json")


def _data(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _data(item) for key, item in value.items() if key != TEMPLATE_KEY}
    return [_data(item) for item in value] if isinstance(value, list) else value


def _schedule(schedule: Schedule) -> dict[str, Any]:
    when: dict[str, Any] = {"timezone": schedule.timezone}
    if schedule.cron is not None:
        when["cron"] = schedule.cron
    else:
        when["interval"] = schedule.interval_seconds
    return {"slug": SLUG, "active": schedule.active, "schedule": when}


def _same(wanted: Mapping[str, Any], current: Mapping[str, Any]) -> bool:
    for schedule in current.get("schedules") or []:
        if schedule.get("slug") == wanted["slug"]:
            when = schedule["schedule"]
            same_time = all(when.get(key) == value for key, value in wanted["schedule"].items())
            return bool(schedule["active"] == wanted["active"] and same_time)
    return False
