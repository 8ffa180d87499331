"""A source's deployment: its body, and what is changed when it is mended."""

from dataclasses import replace
from typing import Any

import pytest

from pipelines.errors import PipelineError
from webapp.prefect.deployments import changes, creation, surplus
from webapp.prefect.ingestion import Schedule, SourceDefinition

SOURCE = SourceDefinition("org", "src", "Manuals", "upload", schedule=Schedule(cron="0 3 * * *"))
TEMPLATE = {"flow_id": "flow", "entrypoint": "flows.sync.sync_source:sync_source"}


def stored(definition: SourceDefinition) -> dict[str, Any]:
    """The deployment as Prefect would answer it."""
    body = creation(definition, TEMPLATE)
    body["global_concurrency_limit"] = {"limit": body.pop("concurrency_limit")}
    for schedule in body["schedules"]:
        schedule["id"] = "s1"
        schedule["schedule"] |= {"day_or": True}
    return body


def test_what_agrees_is_not_written():
    """No change, no call: rewriting a schedule drops its planned runs."""
    assert changes(SOURCE, stored(SOURCE)) == {}
    assert surplus(SOURCE, stored(SOURCE)) == []


def test_only_what_differs_is_written():
    """Pausing does not touch the schedule, a new time does not touch the rest."""
    assert changes(replace(SOURCE, paused=True), stored(SOURCE)) == {"paused": True}
    later = replace(SOURCE, schedule=Schedule(interval_seconds=60))
    assert list(changes(later, stored(SOURCE))) == ["schedules"]
    asleep = replace(SOURCE, schedule=Schedule(cron="0 3 * * *", active=False))
    assert changes(asleep, stored(SOURCE))["schedules"][0]["active"] is False


def test_what_others_altered_is_written_back():
    """Its limit of one run at a time, its pool, its tags."""
    unlimited = {**stored(SOURCE), "global_concurrency_limit": None}
    assert changes(SOURCE, unlimited)["concurrency_limit"] == 1
    dropping = {**stored(SOURCE), "concurrency_options": {"collision_strategy": "CANCEL_NEW"}}
    assert changes(SOURCE, dropping)["concurrency_options"] == {"collision_strategy": "ENQUEUE"}
    moved = {**stored(SOURCE), "work_pool_name": None, "tags": ["org:other"]}
    assert set(changes(SOURCE, moved)) == {"work_pool_name", "tags"}


def test_a_removed_schedule_is_surplus():
    """A source without a schedule names the one to delete."""
    assert surplus(replace(SOURCE, schedule=None), stored(SOURCE)) == ["s1"]


def test_no_name_and_no_template_reach_prefect():
    """The source's name is nowhere in it, and configuration is data: nothing that Prefect would evaluate."""
    config = {"depth": 2, "x": {"__prefect_kind": "jinja", "template": "{{ 1 }}"}, "y": [{"__prefect_kind": "json"}]}
    body = creation(replace(SOURCE, config=config), TEMPLATE)
    assert "Manuals" not in str(body)
    assert "__prefect_kind" not in str(body)
    assert body["parameters"]["config"]["depth"] == 2


def test_unknown_kinds_are_refused():
    """A kind that no flow knows is a mistake of ours, said at once."""
    with pytest.raises(PipelineError, match="carrier-pigeon"):
        creation(replace(SOURCE, kind="carrier-pigeon"), TEMPLATE)
