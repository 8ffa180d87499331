"""Deployments of sources: one each, made and mended so that it equals its definition, dropped with its runs."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.runs.sync import SYNC_FLOW, TEMPLATE_DEPLOYMENT, deployment_name
from webapp.prefect.deployments import changes, creation, surplus
from webapp.prefect.flow_runs import FlowRuns
from webapp.prefect.http import PrefectApi
from webapp.prefect.ingestion import IngestionUnavailable, SourceDefinition

STOP_SECONDS = 5.0
LOOK_SECONDS = 0.1


class SourceDeployments:
    """Thread-safe. Every method raises ``IngestionUnavailable`` where Prefect is away."""

    def __init__(self, api: PrefectApi, runs: FlowRuns) -> None:
        self._api = api
        self._runs = runs

    def put(self, definition: SourceDefinition) -> None:
        """Make or mend the source's deployment so that it equals the definition. Idempotent."""
        current = self._api.deployment(SYNC_FLOW, deployment_name(definition.source_id))
        if current is None:
            self._api.post("/deployments/", creation(definition, self._template()))
            return
        if changed := changes(definition, current):
            self._api.patch(f"/deployments/{current['id']}", changed)
        for schedule_id in surplus(definition, current):
            self._api.delete(f"/deployments/{current['id']}/schedules/{schedule_id}")

    def astray(self, definitions: Sequence[SourceDefinition]) -> frozenset[str]:
        """The ids of those whose deployment is gone or differs. One listing for all, whatever their number."""
        if not definitions:
            return frozenset()
        listing = self._api.paged("deployments", {"flows": {"name": {"any_": [SYNC_FLOW]}}})
        found = {each["name"]: each for each in listing}

        def is_astray(one: SourceDefinition) -> bool:
            current = found.get(deployment_name(one.source_id))
            return current is None or bool(changes(one, current) or surplus(one, current))

        return frozenset(one.source_id for one in definitions if is_astray(one))

    def drop(self, source_id: str) -> None:
        """Cancel the source's runs and delete its deployment. Unknown: nothing happens.

        A run that does not stop within seconds (a long batch, a worker that is away) is ``IngestionUnavailable``:
        asked to stop it is, and planned is nothing any more, but Prefect cannot end a run without its deployment.
        """
        current = self._api.deployment(SYNC_FLOW, deployment_name(source_id))
        if current:
            self._api.patch(f"/deployments/{current['id']}", {"paused": True})
        self._stop_runs(source_id)
        if current:
            self._api.delete(f"/deployments/{current['id']}")

    def _stop_runs(self, source_id: str) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        while running := self._runs.unended([f"source:{source_id}"], planned=True):
            for run in running:
                self._runs.cancel(run)
            if time.monotonic() > deadline:
                raise IngestionUnavailable("A sync of the source is still stopping; its removal is tried again.")
            time.sleep(LOOK_SECONDS)

    def _template(self) -> Mapping[str, Any]:
        template = self._api.deployment(SYNC_FLOW, TEMPLATE_DEPLOYMENT)
        if template is None:
            raise IngestionUnavailable("No worker has registered with Prefect yet; start `python -m flows.worker`.")
        return dict(template)
