"""Makes Prefect know the flows: the work pool, the flow and the template from which the web app makes deployments."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound

from pipelines.runs.sync import TEMPLATE_DEPLOYMENT, WORK_POOL, WORKER_TYPE


async def register(client: PrefectClient, flows: Sequence[Flow[..., Any]]) -> Mapping[UUID, Flow[..., Any]]:
    """Make work pool, flows and template deployments where they are missing. Answers the flows by their id."""
    await _make_pool(client)
    known = {}
    for flow in flows:
        flow_id = await client.create_flow(flow)
        await _make_template(client, flow_id, flow)
        known[flow_id] = flow
    return known


async def _make_pool(client: PrefectClient) -> None:
    try:
        await client.read_work_pool(WORK_POOL)
    except ObjectNotFound:
        try:
            await client.create_work_pool(WorkPoolCreate(name=WORK_POOL, type=WORKER_TYPE))
        except ObjectAlreadyExists:
            return


async def _make_template(client: PrefectClient, flow_id: UUID, flow: Flow[..., Any]) -> None:
    # Created once: creating it again would wipe what somebody set on it.
    try:
        await client.read_deployment_by_name(f"{flow.name}/{TEMPLATE_DEPLOYMENT}")
    except ObjectNotFound:
        await client.create_deployment(
            flow_id=flow_id,
            name=TEMPLATE_DEPLOYMENT,
            work_pool_name=WORK_POOL,
            entrypoint=f"{flow.fn.__module__}:{flow.fn.__name__}",
            paused=True,
            enforce_parameter_schema=False,
            description="The web app makes each source's deployment after this one. It has no runs of its own.",
        )
