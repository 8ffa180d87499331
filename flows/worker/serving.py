"""The worker's life: wait for Prefect, register, recover, serve, tend, and leave within three seconds when told to."""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import anyio
import anyio.to_thread
import httpx
import structlog
from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import PrefectHTTPStatusError

from flows.settings import FlowSettings
from flows.worker.mending import leave_pool, recover, release
from flows.worker.registration import register
from flows.worker.warm_worker import WarmWorker
from pipelines.runs.prefect_key import WRONG_KEY

LEAVE_SECONDS = 2.0
RETRY_SECONDS = 1.0
LOOK_SECONDS = 5.0
REGISTER_SECONDS = 30.0
log = structlog.get_logger()


class PrefectRefusesKey(Exception):
    """The server asks for another key than this worker has; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does: its flows, what they share (built before the first run), and what it tends.

    ``prepare`` and ``tend`` are plain functions that may block; ``prepare`` is called again until it succeeds.
    """

    flows: Sequence[Flow[..., Any]]
    prepare: Callable[[], object]
    tend: Callable[[], object]


async def serve(settings: FlowSettings, work: Work) -> None:
    """Serve until SIGTERM or SIGINT, then end the process: the thread of a flow cannot be waited for."""
    told, service = asyncio.Event(), Service(settings, work)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with anyio.create_task_group() as group:
        group.start_soon(service.live)
        await told.wait()
        await service.leave()
        log.info("worker_stopped")
        os._exit(0)


class Service:
    """One worker after another, should Prefect break one."""

    def __init__(self, settings: FlowSettings, work: Work) -> None:
        self._settings = settings
        self._work = work
        self._worker: WarmWorker | None = None

    async def live(self) -> None:
        """Serve for ever."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._until, "resources_missing", self._prepare)
            group.start_soon(self._until, "prefect_missing", self._find_prefect)
        while True:
            await self._until("worker_broke", self._serve)

    async def leave(self) -> None:
        """Hand unfinished runs back, so that the next worker resumes them at once, and say goodbye."""
        worker = self._worker
        if worker is None:
            return
        with anyio.move_on_after(LEAVE_SECONDS):
            try:
                async with get_client() as client:
                    await release(client, list(worker.running))
                    await leave_pool(client, worker.name)
            except Exception as error:  # noqa: BLE001 - on the way out: the next worker recovers what is left
                log.warning("release_failed", error=type(error).__name__)

    async def _until(self, complaint: str, attempt: Callable[[], Any]) -> None:
        said = None
        while True:
            try:
                await attempt()
            except Exception as error:  # noqa: BLE001 - the process's edge: whatever broke, it is tried again
                if said != (said := repr(error)):
                    log.warning(complaint, error=said)
                await anyio.sleep(RETRY_SECONDS)
            else:
                return

    async def _prepare(self) -> None:
        await anyio.to_thread.run_sync(self._work.prepare)

    async def _find_prefect(self) -> None:
        # Asked with the key: /health is open, and would say nothing of a wrong one.
        async with get_client() as client:
            try:
                await client.api_version()
            except PrefectHTTPStatusError as error:
                if error.response.status_code == httpx.codes.UNAUTHORIZED:
                    raise PrefectRefusesKey(WRONG_KEY) from error
                raise

    async def _serve(self) -> None:
        async with get_client() as client:
            self._worker = worker = await self._recovered(client)
        async with anyio.create_task_group() as group:
            group.start_soon(worker.watch)
            group.start_soon(worker.fetch)
            group.start_soon(self._tend)
            group.start_soon(self._look_for_stops, worker)
            group.start_soon(self._stay_registered, worker)
            log.info("worker_started", worker=worker.name, prefect=self._settings.api_url)
            await worker.start(printer=lambda _: None)
            group.cancel_scope.cancel()

    async def _recovered(self, client: PrefectClient) -> WarmWorker:
        known = await register(client, self._work.flows)
        await recover(client, started=datetime.now(UTC))
        return WarmWorker(known, limit=self._settings.worker_limit)

    async def _look_for_stops(self, worker: WarmWorker) -> None:
        while True:
            await anyio.sleep(LOOK_SECONDS)
            await self._until("looking_failed", worker.look_for_stops)

    async def _stay_registered(self, worker: WarmWorker) -> None:
        """What others removed from Prefect is made anew: without flow and template the web app makes no deployment."""

        async def again() -> None:
            async with get_client() as client:
                worker.know(await register(client, self._work.flows))

        while True:
            await anyio.sleep(REGISTER_SECONDS)
            await self._until("registering_failed", again)

    async def _tend(self) -> None:
        while True:
            await anyio.sleep(self._settings.tend_seconds)
            await anyio.to_thread.run_sync(self._work.tend, abandon_on_cancel=True)
