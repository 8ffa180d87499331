"""Runs of any flow: requested by the name of a deployment, found by their tags, listed, asked to stop. Flask-free.

It knows no flow's parameters, tags or results: what a run means is said by those who use it.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from pipelines.runs.sync import WORK_POOL
from webapp.prefect.http import PrefectApi
from webapp.prefect.runs import ENDED, UNENDED, Position, Run, cursor_after, read_cursor, run_of

# Runs that a schedule has planned further ahead are none yet; one that waits for its slot is 5 s ahead.
SOON = timedelta(seconds=10)
TAGGABLE = re.compile(r"[0-9A-Za-z._-]{1,64}")


class FlowRuns:
    """Thread-safe. Every method raises ``IngestionUnavailable`` where Prefect is away."""

    def __init__(self, api: PrefectApi) -> None:
        self._api = api
        self._known: dict[str, str] = {}

    def start(
        self,
        flow: str,
        deployment: str,
        *,
        parameters: Mapping[str, Any],
        tags: Sequence[str] = (),
        key: str | None = None,
    ) -> Run | None:
        """Request a run of a flow's deployment, or None where there is no such deployment.

        ``parameters`` and ``tags`` are joined with the deployment's own. The same idempotency ``key`` again answers
        the same run.
        """
        body: dict[str, Any] = {
            "state": {"type": "SCHEDULED"},
            "parameters": dict(parameters),
            "tags": [*tags, *_request_tag()],
            # One of its own at least: a request that is sent twice makes one run.
            "idempotency_key": key or uuid.uuid4().hex,
        }
        return self._request(flow, deployment, body)

    def get(self, run_id: str) -> Run | None:
        """A run, or None."""
        raw = self._api.get(f"/flow_runs/{run_id}")
        return run_of(raw) if raw is not None else None

    def known(self, run_ids: Sequence[str]) -> Sequence[Run]:
        """Runs by id in one call; unknown ones are absent."""
        return self._all({"id": {"any_": list(run_ids)}}) if run_ids else ()

    def unended(self, tags: Sequence[str], *, planned: bool = False) -> Sequence[Run]:
        """Runs with any of these tags that are at work or due; with ``planned`` those of schedules' futures as well."""
        wanted: dict[str, Any] = {"tags": {"any_": list(tags)}, "state": _state(*UNENDED)}
        if not planned:
            wanted["expected_start_time"] = {"before_": _soon()}
        return self._all(wanted) if tags else ()

    def ended_since(self, moment: datetime) -> Sequence[Run]:
        """Runs of the work pool that ended then or later, the oldest first: one call per 200."""
        wanted = {"end_time": {"after_": moment.isoformat()}, "state": _state(*ENDED)}
        # Newest first: what ends while pages are read moves runs into the next page, never out of it.
        return tuple(reversed(self._all(wanted, sort="END_TIME_DESC", work_pools={"name": {"any_": [WORK_POOL]}})))

    def page(self, tag: str, *, after: str | None = None, limit: int = 20) -> tuple[Sequence[Run], str | None]:
        """Runs with a tag, newest first, and the next cursor. A bad cursor raises ValueError."""
        position = read_cursor(after) if after is not None else Position(_soon())
        wanted: dict[str, Any] = {"tags": {"all_": [tag]}, "expected_start_time": {"before_": position.before}}
        if position.shown:
            wanted["id"] = {"not_any_": list(position.shown)}
        body = {"flow_runs": wanted, "sort": "EXPECTED_START_TIME_DESC", "limit": limit + 1}
        runs = [run_of(raw) for raw in self._api.post("/flow_runs/filter", body) or []]
        page = runs[:limit]
        return page, cursor_after(page, position) if len(runs) > limit else None

    def cancel(self, run: Run) -> None:
        """Ask a run to stop: how soon it does is up to its flow. Ended runs stay as they are."""
        if not run.ended and run.state != "CANCELLING":
            # A run that has not begun is Cancelled at once, one that has ended meanwhile stays: both answer 200 or 201.
            body = {"state": {"type": "CANCELLING", "name": "Cancelling"}}
            self._api.post(f"/flow_runs/{run.id}/set_state", body)

    def _request(self, flow: str, deployment: str, body: Mapping[str, Any]) -> Run | None:
        # A deployment's id is remembered; one that was made anew since is found by the second try.
        name = f"{flow}/{deployment}"
        for deployment_id in (self._known.get(name), None):
            found = deployment_id or (self._api.deployment(flow, deployment) or {}).get("id")
            raw = self._api.post(f"/deployments/{found}/create_flow_run", body) if found else None
            if raw is not None:
                self._known[name] = str(found)
                return run_of(raw)
        self._known.pop(name, None)
        return None

    def _all(self, wanted: Mapping[str, Any], **more: Any) -> Sequence[Run]:
        raw = self._api.paged("flow_runs", {"flow_runs": wanted, "sort": "ID_DESC", **more})
        return tuple({one["id"]: run_of(one) for one in raw}.values())


def _state(*types: str) -> dict[str, Any]:
    return {"type": {"any_": list(types)}}


def _soon() -> str:
    return (datetime.now(UTC) + SOON).isoformat()


def _request_tag() -> Sequence[str]:
    # The request's id goes along, so that the flow's log lines can be found by it.
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    return [f"request:{request_id}"] if request_id and TAGGABLE.fullmatch(request_id) else []
