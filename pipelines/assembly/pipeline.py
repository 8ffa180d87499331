"""Haystack's pipeline, without what it writes and logs when a component fails (docs/adr/0215-no-snapshots.md)."""

from collections.abc import Mapping
from typing import Any

import haystack
from haystack.core.errors import PipelineRuntimeError


class Pipeline(haystack.Pipeline):
    """A pipeline whose ``run`` raises what its component raised.

    Haystack answers its own ``PipelineRuntimeError`` with a snapshot of every input, to resume from: it copies and
    serializes all of them, warns of each that cannot be, and makes ``~/.haystack/pipeline_snapshot``, also where
    writing the snapshot is switched off (it is by default). Nothing here resumes from one: a batch is tried again
    whole. So that error never reaches it.
    """

    @staticmethod
    def _run_component(*args: Any, **kwargs: Any) -> Mapping[str, Any]:
        try:
            return haystack.Pipeline._run_component(*args, **kwargs)
        except PipelineRuntimeError as failed:
            error = failed.__cause__ or RuntimeError(str(failed))
        error.add_note(f"In the component {kwargs.get('component_name', '?')!r} of a pipeline.")
        raise error
