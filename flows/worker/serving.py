"""The worker's life: wait for Prefect, register, reconcile, serve, and leave within three seconds when told to."""

import asyncio
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import anyio
import anyio.to_thread
import httpx
import structlog
from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import PrefectHTTPStatusError

from flows.reconcile.acting import release, strike_off
from flows.reconcile.places import Host
from flows.settings import FlowSettings
from flows.worker.registration import register
from flows.worker.warm_worker import WarmWorker
from pipelines.runs.prefect_key import WRONG_KEY

LEAVE_SECONDS = 2.0
RETRY_SECONDS = 1.0
REGISTER_SECONDS = 30.0
log = structlog.get_logger()


class PrefectRefusesKey(Exception):
    """The server asks for another key than this worker has; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does: its flows, what they share (built before the first run), and what it tends.

    ``prepare`` and ``tend`` are plain functions that may block; ``prepare`` is called again until it succeeds, ``tend``
    after each round about runs.
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
        self._registered = 0.0

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
                    await strike_off(client, worker.name)
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
            self._worker = worker = await self._begun(client)
        async with anyio.create_task_group() as group:
            group.start_soon(worker.watch)
            group.start_soon(worker.fetch)
            group.start_soon(self._reconcile, worker)
            log.info("worker_started", worker=worker.name, prefect=self._settings.api_url)
            await worker.start(printer=lambda _: None)
            group.cancel_scope.cancel()

    async def _begun(self, client: PrefectClient) -> WarmWorker:
        known = await self._known(client)
        worker = WarmWorker(known, host=Host(self._settings.worker_host), limit=self._settings.worker_limit)
        await worker.reconciler.begin(client)
        return worker

    async def _known(self, client: PrefectClient) -> Mapping[UUID, Flow[..., Any]]:
        known = await register(client, self._work.flows)
        self._registered = anyio.current_time()
        return known

    async def _reconcile(self, worker: WarmWorker) -> None:
        """A round whenever events may have been missed, and every ``tend_seconds``; documents after runs."""
        tended = anyio.current_time()
        while True:
            with anyio.move_on_after(self._settings.tend_seconds):
                await worker.reconnected.wait()
            worker.reconnected = anyio.Event()
            await self._until("reconciling_failed", partial(self._round, worker))
            if anyio.current_time() - tended >= self._settings.tend_seconds:
                tended = anyio.current_time()
                await anyio.to_thread.run_sync(self._work.tend, abandon_on_cancel=True)

    async def _round(self, worker: WarmWorker) -> None:
        async with get_client() as client:
            if anyio.current_time() - self._registered >= REGISTER_SECONDS:
                # What others removed is made anew: without flow and template the web app makes no deployment.
                worker.know(await self._known(client))
            while not await worker.reconciler.round(client):
                await anyio.sleep(RETRY_SECONDS)
