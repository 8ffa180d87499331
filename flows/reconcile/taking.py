"""Taking a run, so that of several workers one gets it and everybody can tell at any moment who has it.

Prefect refuses a second ``Pending``; the first one carries the taker's place as its message, for until the run begins
its own place is still that of whoever had it before.
"""

from uuid import UUID

import httpx
import structlog
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Pending

TAKEN = "Taken by "
log = structlog.get_logger()


async def take(client: PrefectClient, run_id: UUID, *, place: str) -> bool:
    """Whether the run is this worker's now; its place is noted before it begins. Never raises for an answer."""
    try:
        # The default name: Prefect lets a second Pending pass that has another one.
        pending: State[None] = Pending(message=TAKEN + place)
        answer = await client.set_flow_run_state(run_id, pending)
        if not _is_taken(answer.state, place):
            return False
        await client.update_flow_run(run_id, infrastructure_pid=place)
    except httpx.HTTPError as error:
        # Taken perhaps, and not begun: the next round finds it here and tries it again.
        log.warning("run_not_taken", flow_run_id=str(run_id), error=type(error).__name__)
        return False
    return True


def taker(run: FlowRun) -> str | None:
    """The place that has a run, or had it last; None where nobody has said so."""
    said = run.state.message if run.state is not None and run.state.is_pending() else None
    if said and said.startswith(TAKEN):
        return said.removeprefix(TAKEN)
    return run.infrastructure_pid


def _is_taken(state: State | None, place: str) -> bool:
    # A request that had to be sent twice is answered with a refusal, and the state that the first one made.
    return state is not None and state.is_pending() and state.message == TAKEN + place
