"""The guard of addresses that users give, as the settings say."""

from pipelines.outbound.addresses import Allowed
from pipelines.outbound.guard import Outbound
from pipelines.settings import PipelineSettings


def outbound_of(settings: PipelineSettings) -> Outbound:
    """One for a program."""
    allowed = Allowed.parse(settings.outbound_allowed)
    return Outbound(allowed, proxy=settings.outbound_proxy, authorities=settings.outbound_ca)
