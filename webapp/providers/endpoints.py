"""Whose models answer a chatbot's question: the chosen provider's, then the others in the organisation's order."""

from collections.abc import Sequence
from typing import Protocol

import structlog
from sqlalchemy.orm import Session

from pipelines.endpoints import Endpoint
from webapp.providers.access import providers_of
from webapp.providers.models import Provider
from webapp.providers.services import Providers
from webapp.providers.vault import KeyUnreadable

log = structlog.get_logger()


class Choice(Protocol):
    """Who has chosen: a chatbot. ``model_name`` is one of the chosen provider's, None: its default one."""

    @property
    def org_id(self) -> str:
        """Whose chatbot it is."""
        ...

    @property
    def provider_id(self) -> str | None:
        """The chosen one; None: the installation's own."""
        ...

    @property
    def reranker_id(self) -> str | None:
        """What puts passages in order; None: the installation's own, where there is one."""
        ...

    @property
    def model_name(self) -> str | None:
        """The model."""
        ...


class Endpoints:
    """The way to an organisation's models."""

    def __init__(self, providers: Providers) -> None:
        self._providers = providers

    def of(self, session: Session, choice: Choice) -> tuple[Endpoint, ...]:
        """In the order in which they are tried; none: the installation's own answers.

        Those that stand in for the chosen one answer with their own model. One whose key cannot be read is left out;
        where nobody is left, the chosen one stands there as not usable: who chose it has said whose models may read.
        """
        if choice.provider_id is None:
            return ()
        rows = providers_of(session, choice.org_id, kind="chat")
        chosen = [row for row in rows if row.id == choice.provider_id]
        if not chosen:
            return ()
        order = [(chosen[0], choice.model_name), *((row, None) for row in rows if row.id != choice.provider_id)]
        row, model = order[0]
        unusable = Endpoint(row.id, row.base_url, None, model or row.default_model, row.prices, usable=False)
        return tuple(self._made(order)) or (unusable,)

    def reranker(self, session: Session, choice: Choice) -> Endpoint | None:
        """What puts passages in order; None: the installation's own. One whose key cannot be read is not usable."""
        if choice.reranker_id is None:
            return None
        rows = providers_of(session, choice.org_id, kind="rerank")
        row = next((row for row in rows if row.id == choice.reranker_id), None)
        if row is None:
            return None
        made = self._made([(row, None)])
        return made[0] if made else Endpoint(row.id, row.base_url, None, row.default_model, usable=False)

    def _made(self, order: Sequence[tuple[Provider, str | None]]) -> Sequence[Endpoint]:
        made = []
        for row, model in order:
            try:
                key = self._providers.key_of(row)
            except KeyUnreadable:
                log.warning("provider_key_unreadable", org_id=row.org_id, provider_id=row.id)
                continue
            made.append(Endpoint(row.id, row.base_url, key, model or row.default_model, row.prices, guarded=True))
        return made
