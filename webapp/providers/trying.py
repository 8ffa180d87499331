"""Whether a provider can be used, found out by asking it: reached, key, answer, stream, tokens, system prompt; of one
that ranks whether it knows what answers.

Free of Flask.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from pipelines.outbound.guard import Outbound
from pipelines.providers.reranking import body_of, rerank_url
from pipelines.types import Page
from webapp.auth.principal import Principal
from webapp.errors import WebError
from webapp.providers.models import Provider
from webapp.providers.probing import SECONDS, Json, Place, Seen, chat, models, ranking, since
from webapp.providers.services import Providers

MOST_MODELS = 1_000
# A model that thinks first needs some before its first word.
TOKENS = 500
# What a provider refuses with when it does not know an option; each is left out then.
UNKNOWN_OPTION = "provider_refuses"
QUESTION = "What is the capital of France?"
TEXTS = ("Herons build their nests in high trees.", "The capital of France is Paris.")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a provider from being used, or is to be known of it."""

    code: str
    words: str


FAULTS = (
    Fault("provider_late", "The provider did not answer in time."),
    Fault("provider_unreachable", "Nothing answers at the provider's address."),
    Fault("provider_certificate", "The provider's certificate is not one that is trusted here."),
    Fault("provider_key_refused", "The provider refuses the key."),
    Fault("model_unknown", "The provider knows no such model, or its address is another one."),
    Fault("provider_busy", "The provider refuses more requests for now, or its credit is used up."),
    Fault("provider_redirects", "The provider answers at another address; enter that one."),
    Fault("provider_broken", "The provider answers with an error of its own."),
    Fault("provider_refuses", "The provider refuses the request."),
    Fault("provider_answer", "What the provider answers is not what the protocol says."),
    Fault("provider_no_stream", "The model answers as a whole only."),
    Fault("provider_no_counts", "The provider counts no tokens."),
    Fault("provider_disobeys", "The model does not do what the system says."),
    Fault("provider_misranks", "The reranker puts a text that answers behind one that does not."),
)
WORDS = {fault.code: fault.words for fault in FAULTS}


class ProviderFailed(WebError):
    """A provider did not do what was asked of it: nothing is wrong with this service."""

    status, title = 424, "The provider failed"

    def __init__(self, code: str, detail: str | None = None) -> None:
        super().__init__(detail or WORDS.get(code, "The provider failed."), code=code)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried."""

    name: str
    ok: bool | None
    latency_ms: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """How a provider did."""

    ok: bool
    latency_ms: int
    error: str | None
    model: str
    checks: Sequence[Check]


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a provider names."""

    id: str


class Trying:
    """Asks providers for their owners, through the guard, within a deadline."""

    def __init__(self, providers: Providers, outbound: Outbound) -> None:
        self._providers = providers
        self._outbound = outbound

    def tried(self, principal: Principal, provider_id: str, *, model: str | None = None) -> Tried:
        """How it does with a model. Raises ``NotFound``, ``Forbidden`` or ``KeyUnreadable``."""
        row, place = self._place(principal, provider_id)
        model, began = model or row.default_model, time.monotonic()
        checks = _ranking(place, model) if row.kind == "rerank" else _answering(place, model)
        failed = next(
            (one.code for one in checks if one.name in ("reached", "key", "answers") and one.ok is False), None
        )
        log.info("provider_tried", org_id=principal.org_id, provider_id=row.id, error=failed, ms=since(began))
        return Tried(failed is None, since(began), failed, model, checks)

    def models(self, principal: Principal, provider_id: str) -> Page[Model]:
        """What it names. Raises ``NotFound``, ``Forbidden``, ``KeyUnreadable`` or ``ProviderFailed``."""
        _, place = self._place(principal, provider_id)
        seen = place.asked("/models", models(MOST_MODELS))
        if seen.failed is not None:
            raise ProviderFailed("provider_answer" if seen.failed == "model_unknown" else seen.failed)
        return Page(tuple(Model(name) for name in seen.found), None)

    def _place(self, principal: Principal, provider_id: str) -> tuple[Provider, Place]:
        row, key = self._providers.target(principal, provider_id)
        return row, Place(self._outbound, row.base_url, key, time.monotonic() + SECONDS)


def _answering(place: Place, model: str) -> Sequence[Check]:
    word = f"heron{secrets.randbelow(9_000) + 1_000}"
    seen = _completion(place, model, word)
    said = seen.failed is None
    return (
        *_reached(seen),
        Check("streams", seen.streamed if said else None, seen.first_ms, _unless(seen.streamed or not said, "streams")),
        Check("counts", seen.counted if said else None, None, _unless(seen.counted or not said, "counts")),
        Check("obeys", (obeys := word in seen.text) if said else None, None, _unless(not said or obeys, "obeys")),
    )


def _ranking(place: Place, model: str) -> Sequence[Check]:
    """Two texts are ranked, of which the second answers."""
    at = replace(place, base_url=rerank_url(place.base_url))
    seen = at.asked("", ranking(len(TEXTS)), body=body_of(model, QUESTION, TEXTS))
    fine = None
    if seen.failed is None:
        other, answering = seen.scores
        fine = answering is not None and (other is None or answering > other)
    return (*_reached(seen), Check("ranks", fine, None, None if fine in (None, True) else "provider_misranks"))


def _completion(place: Place, model: str, word: str) -> Seen:
    """As much as the provider can do: with every option, with those that all know, not streamed."""
    plain: Json = {
        "model": model,
        "messages": [
            {"role": "system", "content": f"Whatever you are asked, answer with this word and nothing else: {word}"},
            {"role": "user", "content": f"Hello! {QUESTION}"},
        ],
    }
    streamed = plain | {"stream": True}
    bodies = (streamed | {"stream_options": {"include_usage": True}, "max_tokens": TOKENS}, streamed, plain)
    for body in bodies:
        seen = place.asked("/chat/completions", chat(time.monotonic()), body=body)
        # An answer to a streamed request that is none may be one when it is asked for as a whole.
        if seen.failed not in (UNKNOWN_OPTION, "provider_answer"):
            break
    return seen


def _reached(seen: Seen) -> tuple[Check, Check, Check]:
    reached, refused = seen.status is not None, seen.failed == "provider_key_refused"
    known = seen.failed is None or refused
    return (
        Check("reached", reached, seen.reached_ms, None if reached else seen.failed),
        Check("key", not refused if reached and known else None, None, seen.failed if refused else None),
        Check(
            "answers",
            seen.failed is None if reached and not refused else None,
            seen.ended_ms if seen.failed is None else None,
            seen.failed if reached and not refused else None,
        ),
    )


def _unless(fine: bool, name: str) -> str | None:  # noqa: FBT001 - what is asked, and of what
    codes = {"streams": "provider_no_stream", "counts": "provider_no_counts", "obeys": "provider_disobeys"}
    return None if fine else codes[name]
