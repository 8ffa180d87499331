"""Looking at it, asking for it, stopping it. The worker does it; both know of each other through the index alone."""

from collections.abc import Callable
from dataclasses import replace

from pipelines.errors import PipelineError
from pipelines.index.filling import Filling, Phase
from pipelines.index.protocol import Store
from webapp.auth.operators import Operators
from webapp.auth.principal import Principal
from webapp.errors import Conflicting, Unavailable
from webapp.reindexing.schemas import ReindexErrorOut, ReindexOut

TRIES = 20


class Reindex:
    """The one filling of this installation."""

    def __init__(self, index: Store, operators: Operators) -> None:
        self._index = index
        self._operators = operators

    def look(self, principal: Principal) -> ReindexOut:
        """Where it is; operators see all of it."""
        return _shown(self._read(), complete=self._operators.includes(principal.user_id))

    def ask(self, principal: Principal) -> ReindexOut:
        """Have the next index filled, also where nothing differs. 409 while one is being filled."""
        return self._change(principal, _asked)

    def cancel(self, principal: Principal) -> ReindexOut:
        """Stop it: what was filled is dropped. 409 where there is nothing to stop."""
        return self._change(principal, _cancelled)

    def _change(self, principal: Principal, change: Callable[[Filling | None], Filling]) -> ReindexOut:
        self._operators.require(principal.user_id)
        try:
            # The worker writes the same row every few seconds.
            kept = any(self._index.keep_filling(change(self._index.filling())) for _ in range(TRIES))
        except PipelineError as away:
            raise _away(away) from away
        if not kept:
            raise Unavailable(
                "The state of re-indexing is being written all the time; try again.", code="index_timeout"
            )
        return _shown(self._read(), complete=True)

    def _read(self) -> Filling | None:
        try:
            return self._index.filling()
        except PipelineError as away:
            raise _away(away) from away


def _asked(now: Filling | None) -> Filling:
    if now is None:
        return Filling(Phase.ASKED)
    if not now.phase.over:
        raise Conflicting("An index is being filled already.", code="reindex_under_way")
    return replace(Filling(Phase.ASKED), target=now.target, rev=now.rev)


def _cancelled(now: Filling | None) -> Filling:
    if now is None or now.phase not in (Phase.ASKED, Phase.FILLING):
        raise Conflicting("No index is being filled.", code="nothing_to_cancel")
    return replace(now, phase=Phase.CANCELLED, error=None, rate=0.0)


def _away(error: PipelineError) -> Unavailable:
    return Unavailable(f"{error.message} {error.action}", code=error.code)


def _shown(filling: Filling | None, *, complete: bool) -> ReindexOut:
    if filling is None:
        return ReindexOut(phase="none")
    share = filling.done / filling.total if filling.total else 0.0
    shown = ReindexOut(
        phase=filling.phase.value,
        share=min(1.0, share),
        seconds_left=filling.seconds_left,
        waiting=filling.error is not None,
        started_at=filling.started_at,
        swapped_at=filling.swapped_at,
        ended_at=filling.ended_at,
    )
    if not complete:
        return shown
    error = filling.error
    return shown.model_copy(
        update={
            "done": filling.done,
            "total": filling.total,
            "documents_per_second": filling.rate,
            "error": error and ReindexErrorOut(code=error.code, message=error.message, action=error.action),
        }
    )
