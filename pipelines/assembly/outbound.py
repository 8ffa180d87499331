"""The guard of addresses that users give, as the settings say."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelines.outbound.addresses import Allowed
from pipelines.outbound.guard import Limits, Outbound
from pipelines.providers.bounded import bounded
from pipelines.settings import PipelineSettings

if TYPE_CHECKING:
    import httpx

# What a model may send is bounded more closely by whoever reads it.
SIZE = 64_000_000


def model_clients(settings: PipelineSettings) -> "Callable[[], httpx.Client]":
    """Makes clients for models of users' providers, one for each; close them."""
    guard = outbound_of(settings)
    limits = Limits(seconds=settings.llm_timeout_seconds, size=SIZE)
    return lambda: bounded(guard.client(limits))


def outbound_of(settings: PipelineSettings) -> Outbound:
    """One for a program."""
    allowed = Allowed.parse(settings.outbound_allowed)
    return Outbound(allowed, proxy=settings.outbound_proxy, authorities=settings.outbound_ca)
