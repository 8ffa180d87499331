"""Haystack's pipeline: without what it writes and logs when a component fails (docs/adr/0215-no-snapshots.md), and
with turns for what computes (docs/adr/0109-turns-by-organisation.md).
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

import haystack
from haystack.core.errors import PipelineRuntimeError

from pipelines.turns import Turns

# So many components compute at once in a process, an organisation's at most all but one: threads beyond that only
# wait for the interpreter, and everybody else with them.
COMPUTING = 4
_TURNS = Turns(COMPUTING, of_one=COMPUTING - 1)
_WHOSE: ContextVar[str | None] = ContextVar("whose", default=None)
_TAKEN: ContextVar[list[tuple[str, float]] | None] = ContextVar("taken", default=None)


@contextmanager
def timed() -> Iterator[list[tuple[str, float]]]:
    """Gathers (component, seconds), in the order in which they ran, of the pipelines that this thread runs inside."""
    taken: list[tuple[str, float]] = []
    token = _TAKEN.set(taken)
    try:
        yield taken
    finally:
        _TAKEN.reset(token)


@contextmanager
def computing_for(org_id: str) -> Iterator[None]:
    """Within it the components that compute take turns, with those that run for other organisations."""
    token = _WHOSE.set(org_id)
    try:
        yield
    finally:
        _WHOSE.reset(token)


def _turn(component: Any) -> AbstractContextManager[None]:
    whose = _WHOSE.get()
    return nullcontext() if whose is None or not getattr(component, "computes", False) else _TURNS.turn(whose)


class Pipeline(haystack.Pipeline):
    """A pipeline whose ``run`` raises what its component raised.

    Haystack answers its own ``PipelineRuntimeError`` with a snapshot of every input, to resume from: it copies and
    serializes all of them, warns of each that cannot be, and makes ``~/.haystack/pipeline_snapshot``, also where
    writing the snapshot is switched off (it is by default). Nothing here resumes from one: a batch is tried again
    whole. So that error never reaches it.
    """

    @staticmethod
    def _run_component(*args: Any, **kwargs: Any) -> Mapping[str, Any]:
        name, began, taken = kwargs.get("component_name", "?"), time.monotonic(), _TAKEN.get()
        try:
            with _turn(kwargs.get("component", {}).get("instance")):
                return haystack.Pipeline._run_component(*args, **kwargs)
        except PipelineRuntimeError as failed:
            error = failed.__cause__ or RuntimeError(str(failed))
        finally:
            if taken is not None:
                taken.append((name, time.monotonic() - began))
        error.add_note(f"In the component {name!r} of a pipeline.")
        raise error
