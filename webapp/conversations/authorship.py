"""Who wrote an answer, told for machines (EU AI Act, Article 50). Free of Flask."""

from collections.abc import Callable

from pipelines.endpoints import Endpoint
from pipelines.providers.endpoints import own_order
from pipelines.questions import Question
from pipelines.settings import PipelineSettings

# IPTC's name for what a trained model made (NewsCodes, digital source type).
MODEL_WRITTEN = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"

# Who is asked to write the answer to a question; None: no model.
Writer = Callable[[Question], Endpoint | None]


def by_model(model: str | None, *, provider_id: str | None) -> dict[str, str | None]:
    """A model wrote it; no provider: the installation's own."""
    return {"by": "model", "provider": provider_id or None, "model": model, "source_type": MODEL_WRITTEN}


def by_none() -> dict[str, str | None]:
    """Its words are quotes, or computed, or the program's own."""
    return {"by": "none", "provider": None, "model": None, "source_type": None}


def expected(endpoint: Endpoint | None) -> dict[str, str | None]:
    """Who is asked to write it, while nobody knows yet who will have written it."""
    return by_none() if endpoint is None else by_model(endpoint.model, provider_id=endpoint.provider_id)


def writer_of(settings: PipelineSettings) -> Writer:
    """The first model that a question is put to: of the organisation that chose one, else the installation's own."""

    def writer(question: Question) -> Endpoint | None:
        own = own_order(settings, question.model) if settings.has_model else ()
        return next(iter(question.endpoints or own), None)

    return writer
