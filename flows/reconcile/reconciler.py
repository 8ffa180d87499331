"""The one place where a worker compares what Prefect says of runs and workers with what is, and sets it right."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import anyio
import structlog
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import PrefectHTTPStatusError

from flows.reconcile.acting import drop_missed, settle, strike_off
from flows.reconcile.alone import alone
from flows.reconcile.orphans import SILENT, Seen, Verdict, asked_to_stop, gone_workers, judge
from flows.reconcile.places import Host
from flows.reconcile.reading import as_due, as_unended, due_runs, heartbeats, taken_runs
from flows.reconcile.schedules import missed
from flows.sync.stopping import stops

log = structlog.get_logger()


class Reconciler:
    """Sets runs and workers right. ``running`` are this worker's runs, ``listening`` how long it hears Prefect."""

    def __init__(
        self, host: Host, here: str, *, running: Callable[[], Collection[UUID]], listening: Callable[[], timedelta]
    ) -> None:
        self._host = host
        self._here = here
        self._running = running
        self._listening = listening
        self._one_round = anyio.Lock()

    async def begin(self, client: PrefectClient) -> None:
        """What is done once, before this worker takes its first run, and a round."""
        for late in missed([as_due(run) for run in await due_runs(client, before=datetime.now(UTC))]):
            await drop_missed(client, late)
        while not await self.round(client):
            await anyio.sleep(1.0)

    async def round(self, client: PrefectClient) -> bool:
        """Every rule about runs and workers. False where another worker is at it: come again in a moment."""
        async with self._one_round:
            seen = self._seen(await heartbeats(client))
            runs = await taken_runs(client)
            for run_id in asked_to_stop(map(as_unended, runs), seen):
                stops().request(run_id)
            orphans = [run.id for run in runs if judge(as_unended(run), seen) is not Verdict.LEAVE]
            done = not orphans or await self._take_up(client, orphans)
            for name in gone_workers(seen):
                await strike_off(client, name)
                log.info("worker_struck_off", worker=name)
            return done

    async def end_cancelled(self, client: PrefectClient, run_id: UUID) -> None:
        """A run that was asked to stop and that nobody runs any more is cancelled: ours, or a dead worker's."""
        run = await client.read_flow_run(run_id)
        if run.state is not None and run.state.is_cancelling():
            await self._settle(client, run, self._seen({}))

    async def _take_up(self, client: PrefectClient, orphans: list[UUID]) -> bool:
        done = False
        async with alone(client) as mine:
            if mine:
                # Read again: another worker may have set them right, and somebody have taken them, since.
                seen = self._seen(await heartbeats(client))
                for run in await taken_runs(client, ids=orphans):
                    await self._settle(client, run, seen)
                done = True
        return done

    async def _settle(self, client: PrefectClient, run: FlowRun, seen: Seen) -> None:
        try:
            await settle(client, run, judge(as_unended(run), seen))
        except PrefectHTTPStatusError as error:
            # One run that cannot be helped must not keep the worker from the others.
            log.warning("run_not_recovered", flow_run_id=str(run.id), status=error.response.status_code)

    def _seen(self, beats: Mapping[str, datetime]) -> Seen:
        return Seen(
            host=self._host,
            here=self._here,
            at=datetime.now(UTC),
            running=frozenset(str(run_id) for run_id in self._running()),
            heartbeats=beats,
            listens=self._listening() >= SILENT,
        )
