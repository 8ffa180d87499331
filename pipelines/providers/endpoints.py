"""Endpoints of chat models: those that a question brings along, and the installation's own."""

from pipelines.endpoints import Endpoint, Prices
from pipelines.settings import PipelineSettings

__all__ = ["Endpoint", "Prices", "own_endpoint", "own_order"]


def own_endpoint(settings: PipelineSettings, model: str | None = None) -> Endpoint:
    """The installation's own provider, with ``model`` or the one of the settings."""
    return Endpoint(
        provider_id="",
        base_url=settings.openai_base_url or "",
        key=settings.openai_api_key,
        model=model or settings.model,
        guarded=False,
    )


def own_order(settings: PipelineSettings, model: str | None = None) -> tuple[Endpoint, ...]:
    """The same, and behind it the fallback model of the settings."""
    fallback = settings.fallback_model
    return tuple(own_endpoint(settings, one) for one in (model, *([fallback] if fallback else [])))
