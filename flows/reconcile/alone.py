"""One worker at a time: what is decided from a state that was read must not be done by two.

A limit of Prefect's is the lock. All its slots are taken at once and free themselves, one a second: a worker that is
killed with the lock in hand, or a server that starts anew, holds nobody up for longer than that.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import httpx
import structlog
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate
from prefect.exceptions import ObjectAlreadyExists, PrefectHTTPStatusError

LIMIT = "refdesk-reconcile"
SECONDS = 20
# What is not done by then is left to the next round, well before another worker may have the lock.
WORK_SECONDS = 12.0
log = structlog.get_logger()


@asynccontextmanager
async def alone(client: PrefectClient) -> AsyncIterator[bool]:
    """Whether this worker has the lock; if so, for ``WORK_SECONDS``, after which the block is ended."""
    if not await _locked(client):
        yield False
        return
    began = time.monotonic()
    try:
        with anyio.move_on_after(WORK_SECONDS) as scope:
            yield True
        if scope.cancelled_caught:
            log.warning("reconciling_takes_long")
    finally:
        if time.monotonic() - began < WORK_SECONDS + 1:
            with anyio.CancelScope(shield=True):
                await _unlock(client)


async def _locked(client: PrefectClient) -> bool:
    for _ in range(2):
        try:
            answer = await client.increment_concurrency_slots([LIMIT], SECONDS, "concurrency")
        except PrefectHTTPStatusError as error:
            if error.response.status_code == httpx.codes.LOCKED:
                return False
            raise
        if answer.json():
            return True
        await _make(client)  # Prefect grants slots of what is not there
    return False


async def _make(client: PrefectClient) -> None:
    limit = GlobalConcurrencyLimitCreate(name=LIMIT, limit=SECONDS, slot_decay_per_second=1.0)
    try:
        await client.create_global_concurrency_limit(limit)
    except ObjectAlreadyExists:
        return


async def _unlock(client: PrefectClient) -> None:
    try:
        await client.release_concurrency_slots([LIMIT], SECONDS, 1.0)
    except httpx.HTTPError as error:
        log.warning("lock_not_released", error=type(error).__name__)
