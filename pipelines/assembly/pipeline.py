"""Haystack's pipeline, without what it writes and logs when a component fails (docs/adr/0215-no-snapshots.md)."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import haystack
from haystack.core.errors import PipelineRuntimeError

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
            return haystack.Pipeline._run_component(*args, **kwargs)
        except PipelineRuntimeError as failed:
            error = failed.__cause__ or RuntimeError(str(failed))
        finally:
            if taken is not None:
                taken.append((name, time.monotonic() - began))
        error.add_note(f"In the component {name!r} of a pipeline.")
        raise error
