"""A Prefect server without room on its disk: what its clients are told."""

import asyncio
from collections.abc import Mapping

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from deployments.prefect_room import WaitsForRoom


def answered(status: int, *, full: bool) -> tuple[int, Mapping[str, str]]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("said", status)(scope, receive, send)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(WaitsForRoom(app, lambda: full))
        async with httpx.AsyncClient(transport=transport, base_url="http://prefect") as client:
            return await client.get("/api/health")

    answer = asyncio.run(ask())
    return answer.status_code, answer.headers


@pytest.mark.parametrize(("status", "full"), [(200, True), (404, True), (500, False), (503, False)])
def test_what_room_has_nothing_to_do_with_stays_as_it_is(status: int, *, full: bool) -> None:
    """A mistake of the caller's, a failure with room left."""
    told, headers = answered(status, full=full)
    assert told == status
    assert "prefect-maintenance" not in headers


@pytest.mark.parametrize("status", [500, 503])
def test_without_room_clients_are_told_to_come_again(status: int) -> None:
    """For as long as it takes: Prefect's own clients count such an answer as no failure."""
    told, headers = answered(status, full=True)
    assert told == 503
    assert headers["prefect-maintenance"] == "true"
    assert int(headers["retry-after"]) > 0
